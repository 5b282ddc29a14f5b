package io.github.cotangent.processor.resolve;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Source files that javac has attributed, and what javac found out about every stretch of their text. */
final class Compiled {
    final Elements elements;
    final Types types;
    final List<Diagnostic<? extends JavaFileObject>> errors;
    private final Map<String, File> files = new LinkedHashMap<>();

    /** From a first character to behind the last one. */
    record Range(long start, long end) {}

    /** What javac knows about a tree. */
    record Fact(Tree tree, TypeMirror type, Element element) {}

    /** @param texts of compilation units by the name of their file, without its ending */
    Compiled(Map<String, String> texts) {
        List<JavaFileObject> sources = new ArrayList<>();
        texts.forEach((name, text) -> sources.add(source(name, text)));
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, List.of("-proc:none", "-Xlint:none"), null, sources);
        try {
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();
            this.elements = task.getElements();
            this.types = task.getTypes();
            this.errors = diagnostics.getDiagnostics().stream()
                    .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                    .toList();
            Trees trees = Trees.instance(task);
            Iterator<String> names = texts.keySet().iterator();
            for (CompilationUnitTree unit : units) {
                String name = names.next();
                File file = new File(texts.get(name));
                file.new Facts(trees, unit).scan(unit, null);
                files.put(name, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    File file(String name) {
        return files.get(name);
    }

    TypeElement type(String name) {
        return elements.getTypeElement(name);
    }

    /** What javac knows about one file. */
    static final class File {
        final String text;
        private final Map<Range, Fact> expressions = new HashMap<>();
        private final Map<Range, Fact> typeNodes = new HashMap<>();
        private final Map<Integer, Element> variables = new HashMap<>();

        File(String text) {
            this.text = text;
        }

        /** What javac knows about an expression of exactly this extent; null if it has none. */
        Fact expression(long start, long end) {
            return expressions.get(new Range(start, end));
        }

        /** What javac knows about a type of exactly this extent; null if it has none. */
        Fact typeNode(long start, long end) {
            return typeNodes.get(new Range(start, end));
        }

        /** The variable whose declaration has its name at this offset; null if there is none. */
        Element variable(int nameOffset) {
            return variables.get(nameOffset);
        }

        private final class Facts extends TreePathScanner<Void, Void> {
            private final Trees trees;
            private final CompilationUnitTree unit;

            Facts(Trees trees, CompilationUnitTree unit) {
                this.trees = trees;
                this.unit = unit;
            }

            @Override
            public Void scan(Tree tree, Void nothing) {
                if (tree != null) {
                    long start = trees.getSourcePositions().getStartPosition(unit, tree);
                    long end = trees.getSourcePositions().getEndPosition(unit, tree);
                    TreePath path = getCurrentPath() == null
                            ? new TreePath(unit)
                            : tree == unit ? getCurrentPath() : new TreePath(getCurrentPath(), tree);
                    if (start >= 0 && end > start) {
                        record(tree, path, new Range(start, end));
                    }
                }
                return super.scan(tree, nothing);
            }

            private void record(Tree tree, TreePath path, Range range) {
                if (tree instanceof VariableTree variable) {
                    int at = nameAt(variable, range);
                    variables.putIfAbsent(at, trees.getElement(path));
                    return;
                }
                boolean isType = switch (tree.getKind()) {
                    case PRIMITIVE_TYPE, ARRAY_TYPE, PARAMETERIZED_TYPE -> true;
                    default -> false;
                };
                if (tree instanceof ExpressionTree || isType) {
                    Fact fact = new Fact(tree, trees.getTypeMirror(path), trees.getElement(path));
                    (isType ? typeNodes : expressions).putIfAbsent(range, fact);
                }
            }

            /** Where the name of a variable is: behind the type, but before the brackets of {@code int a[]}. */
            private int nameAt(VariableTree variable, Range range) {
                Tree type = variable.getType();
                while (type instanceof ArrayTypeTree array) {
                    type = array.getType();
                }
                SourcePositions positions = trees.getSourcePositions();
                long from =
                        type == null ? range.start() : Math.max(range.start(), positions.getEndPosition(unit, type));
                String name = variable.getName().toString();
                int at = text.indexOf(name, (int) from);
                while (Character.isJavaIdentifierPart(text.charAt(at - 1))
                        || Character.isJavaIdentifierPart(text.charAt(at + name.length()))) {
                    at = text.indexOf(name, at + 1);
                }
                return at;
            }
        }
    }
}
