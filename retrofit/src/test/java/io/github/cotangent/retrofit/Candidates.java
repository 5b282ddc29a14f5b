package io.github.cotangent.retrofit;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The rule by which methods are chosen, which knows nothing of what can be differentiated.
 *
 * <p>Admitted is a public method with a body, of a public class (top level, or nested and static, not an interface), if
 * <ul>
 * <li>its parameters are numbers, booleans and arrays of floating numbers: {@code double}, {@code float}, {@code int},
 *     {@code long}, {@code boolean}, {@code double[]}, {@code double[][]}, {@code float[]}, {@code float[][]}; at least one is
 *     floating;
 * <li>its result is floating (a number or such an array), or it is void and one of its parameters is an array;
 * <li>its body does arithmetic ({@code + - * / %}) or calls something with an argument: getters and setters are left out;
 * <li>for an instance method: there is something public that makes an object and takes nothing but parameters of those types:
 *     a constructor, also the implicit one, or a static method of the class with the class as its result; the first in the text
 *     that takes a parameter, otherwise the first;
 * <li>its class is not a {@code FastMath} that the processor knows by name: its bodies are never differentiated.
 * </ul>
 *
 * <p>Static and instance methods are two lists, in the alphabetical order of the files' paths and the order within a file. From
 * each list of n methods the numbers ⌊i n / {@link #SHARE}⌋ are taken, or all if there are no more than {@link #SHARE}.
 */
final class Candidates {
    /** How many static methods are taken from one library, and how many instance methods, at most. */
    static final int SHARE = 30;

    private static final Map<String, Class<?>> TYPES = Map.of(
            "double", double.class,
            "float", float.class,
            "int", int.class,
            "long", long.class,
            "boolean", boolean.class,
            "double[]", double[].class,
            "double[][]", double[][].class,
            "float[]", float[].class,
            "float[][]", float[][].class);

    private static final Set<Tree.Kind> ARITHMETIC = EnumSet.of(
            Tree.Kind.PLUS,
            Tree.Kind.MINUS,
            Tree.Kind.MULTIPLY,
            Tree.Kind.DIVIDE,
            Tree.Kind.REMAINDER,
            Tree.Kind.PLUS_ASSIGNMENT,
            Tree.Kind.MINUS_ASSIGNMENT,
            Tree.Kind.MULTIPLY_ASSIGNMENT,
            Tree.Kind.DIVIDE_ASSIGNMENT,
            Tree.Kind.REMAINDER_ASSIGNMENT);

    private final Library library;
    private final List<Candidate> found = new ArrayList<>();

    private Candidates(Library library) {
        this.library = library;
    }

    /** The chosen methods of a library, static ones first. */
    static List<Candidate> chosen(Library library) {
        List<Candidate> all = all(library);
        return Stream.concat(
                        share(all.stream().filter(Candidate::isStatic).toList()).stream(),
                        share(all.stream().filter(each -> !each.isStatic()).toList()).stream())
                .toList();
    }

    /** Every method that the rule admits. */
    static List<Candidate> all(Library library) {
        Candidates candidates = new Candidates(library);
        candidates.parse();
        return candidates.found;
    }

    private static List<Candidate> share(List<Candidate> list) {
        if (list.size() <= SHARE) {
            return list;
        }
        return Stream.iterate(0, i -> i + 1)
                .limit(SHARE)
                .map(i -> list.get(i * list.size() / SHARE))
                .toList();
    }

    private void parse() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> ignored = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(ignored, null, null);
                Stream<Path> walk = Files.walk(library.sources())) {
            List<Path> paths = walk.filter(path -> path.toString().endsWith(".java"))
                    .sorted(Comparator.comparing(this::relative))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, ignored, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                String file = relative(Path.of(unit.getSourceFile().toUri()));
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declaration) {
                        new OfFile(unit, file, trees).type(declaration, "", true);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String relative(Path path) {
        return library.sources()
                .toAbsolutePath()
                .relativize(path.toAbsolutePath())
                .toString()
                .replace('\\', '/');
    }

    private final class OfFile {
        private final CompilationUnitTree unit;
        private final String file;
        private final Trees trees;

        OfFile(CompilationUnitTree unit, String file, Trees trees) {
            this.unit = unit;
            this.file = file;
            this.trees = trees;
        }

        void type(ClassTree type, String outer, boolean topLevel) {
            boolean fits = type.getKind() == Tree.Kind.CLASS
                    || type.getKind() == Tree.Kind.ENUM
                    || type.getKind() == Tree.Kind.RECORD;
            boolean nested = type.getKind() != Tree.Kind.CLASS || has(type.getModifiers(), Modifier.STATIC);
            if (type.getSimpleName().contentEquals("FastMath")
                    || !fits
                    || !has(type.getModifiers(), Modifier.PUBLIC)
                    || !topLevel && !nested) {
                return;
            }
            String name = outer + type.getSimpleName();
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method) {
                    method(method, type, name);
                } else if (member instanceof ClassTree inner) {
                    type(inner, name + ".", false);
                }
            }
        }

        private void method(MethodTree method, ClassTree type, String className) {
            List<Class<?>> parameters = types(method);
            if (method.getReturnType() == null
                    || method.getBody() == null
                    || !has(method.getModifiers(), Modifier.PUBLIC)
                    || parameters == null
                    || parameters.stream().noneMatch(Candidates::isFloating)
                    || !hasOutput(method, parameters)
                    || !computes(method)) {
                return;
            }
            boolean isStatic = has(method.getModifiers(), Modifier.STATIC);
            Candidate.Receiver receiver = isStatic ? null : receiver(type);
            if (!isStatic && receiver == null) {
                return;
            }
            found.add(new Candidate(
                    file,
                    (int) trees.getSourcePositions().getStartPosition(unit, method),
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString(),
                    className,
                    method.getName().toString(),
                    parameters,
                    receiver));
        }
    }

    private static boolean has(ModifiersTree modifiers, Modifier modifier) {
        return modifiers.getFlags().contains(modifier);
    }

    /** The types of the parameters; null if one is not admitted. */
    private static List<Class<?>> types(MethodTree method) {
        List<Class<?>> types = new ArrayList<>();
        for (VariableTree parameter : method.getParameters()) {
            Class<?> type = TYPES.get(parameter.getType().toString().replace("...", "[]"));
            if (type == null) {
                return null;
            }
            types.add(type);
        }
        return types;
    }

    private static boolean isFloating(Class<?> type) {
        return type.isArray() || type == double.class || type == float.class;
    }

    private static boolean hasOutput(MethodTree method, List<Class<?>> parameters) {
        String result = method.getReturnType().toString();
        return result.equals("void")
                ? parameters.stream().anyMatch(Class::isArray)
                : TYPES.containsKey(result) && isFloating(TYPES.get(result));
    }

    private static boolean computes(MethodTree method) {
        boolean[] computes = new boolean[1];
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitBinary(BinaryTree tree, Void nothing) {
                computes[0] |= ARITHMETIC.contains(tree.getKind());
                return super.visitBinary(tree, nothing);
            }

            @Override
            public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void nothing) {
                computes[0] |= ARITHMETIC.contains(tree.getKind());
                return super.visitCompoundAssignment(tree, nothing);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree tree, Void nothing) {
                computes[0] |= !tree.getArguments().isEmpty();
                return super.visitMethodInvocation(tree, nothing);
            }
        }.scan(method.getBody(), null);
        return computes[0];
    }

    /** What makes an object of the class; null if there is nothing. */
    private static Candidate.Receiver receiver(ClassTree type) {
        List<Candidate.Receiver> makers = new ArrayList<>();
        boolean implicit = type.getKind() == Tree.Kind.CLASS;
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method) {
                boolean constructor = method.getReturnType() == null;
                implicit &= !constructor;
                boolean makes = constructor
                        ? !has(type.getModifiers(), Modifier.ABSTRACT)
                        : has(method.getModifiers(), Modifier.STATIC)
                                && method.getReturnType().toString().contentEquals(type.getSimpleName());
                List<Class<?>> types = types(method);
                if (makes && types != null && has(method.getModifiers(), Modifier.PUBLIC)) {
                    makers.add(new Candidate.Receiver(
                            constructor ? null : method.getName().toString(), types));
                }
            }
        }
        if (implicit && !has(type.getModifiers(), Modifier.ABSTRACT)) {
            makers.add(new Candidate.Receiver(null, List.of()));
        }
        return makers.stream()
                .filter(maker -> !maker.parameters().isEmpty())
                .findFirst()
                .orElse(makers.isEmpty() ? null : makers.get(0));
    }
}
