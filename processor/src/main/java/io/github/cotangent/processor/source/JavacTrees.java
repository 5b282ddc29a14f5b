package io.github.cotangent.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.FileObject;

/**
 * All use of {@code com.sun.source}. Not to be touched before it is known that the running compiler is javac: elsewhere
 * the class may fail to load.
 */
final class JavacTrees implements CompilerTrees {
    private final Trees trees;
    private final Elements elements;

    /** @throws IllegalArgumentException if {@code environment} is not javac's own */
    JavacTrees(ProcessingEnvironment environment) {
        trees = Trees.instance(environment);
        elements = environment.getElementUtils();
    }

    @Override
    public Optional<FileObject> find(TypeElement topLevel) {
        return unitOf(topLevel).map(CompilationUnitTree::getSourceFile);
    }

    @Override
    public boolean print(Diagnostic.Kind kind, SourceFile file, int start, int end, String message) {
        return file.unit().getTypes().stream()
                .findFirst()
                .flatMap(type -> type.getFullyQualifiedName())
                .map(elements::getTypeElement)
                .flatMap(this::unitOf)
                .map(unit -> print(kind, unit, treeAt(unit, file, start, end), message))
                .orElse(false);
    }

    private boolean print(Diagnostic.Kind kind, CompilationUnitTree unit, Tree tree, String message) {
        trees.printMessage(kind, message, tree, unit);
        return true;
    }

    private Optional<CompilationUnitTree> unitOf(TypeElement type) {
        try {
            return Optional.ofNullable(trees.getPath(type)).map(TreePath::getCompilationUnit);
        } catch (IllegalArgumentException | ClassCastException wrapped) {
            return Optional.empty();
        }
    }

    /**
     * The tree with the given extent. Only the start is compared: javac does not keep ends, unless somebody listens to
     * its diagnostics. Of the trees with the same start, the node of our own syntax tree tells the kind and how many of
     * that kind are inside.
     */
    private Tree treeAt(CompilationUnitTree unit, SourceFile file, int start, int end) {
        List<Tree> nested = outermostFirst(unit, start);
        if (nested.isEmpty()) {
            return unit;
        }
        NodeShape shape =
                file.nodeAt(start, end).map(node -> NodeShape.of(node)).orElse(NodeShape.ANY);
        List<Tree> fitting = nested.stream()
                .filter(tree -> shape.fits(tree.getKind().asInterface().getSimpleName()))
                .toList();
        int index = fitting.size() - 1 - shape.alikeInside();
        return index >= 0 && shape != NodeShape.ANY ? fitting.get(index) : nested.get(0);
    }

    /** The trees that start at {@code start} or, if none does, at the nearest place before. */
    private List<Tree> outermostFirst(CompilationUnitTree unit, int start) {
        List<Tree> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            private long nearest = -1;

            @Override
            public Void scan(Tree tree, Void nothing) {
                if (tree != null && tree != unit) {
                    long at = trees.getSourcePositions().getStartPosition(unit, tree);
                    if (at > nearest && at <= start) {
                        found.clear();
                        nearest = at;
                    }
                    if (at == nearest && at >= 0) {
                        found.add(tree);
                    }
                }
                return super.scan(tree, nothing);
            }
        }.scan(unit, null);
        return found;
    }
}
