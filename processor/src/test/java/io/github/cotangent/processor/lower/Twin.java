package io.github.cotangent.processor.lower;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.assemble.FunctionBodies;
import io.github.cotangent.processor.companion.AccessorMethods;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.FunctionTypes;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.Printer;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A class and its twin: the methods of the class are lowered, printed again as the methods of a second class, and
 * both are compiled. Whatever the lowering gets wrong makes the two behave differently or keeps the twin from compiling.
 */
final class Twin {
    /** The methods that were lowered, by name and parameter types. */
    final Map<String, Method> methods = new LinkedHashMap<>();

    /** What constructors of the class and those nested in it compute, by class name and parameter types. */
    final Map<String, Method> constructions = new LinkedHashMap<>();

    final List<Problem> problems = new ArrayList<>();
    /** Why other constructors cannot be gone through once more. */
    final List<Problem> refused = new ArrayList<>();

    private final Map<String, byte[]> classes = new HashMap<>();
    private final String name;
    private String text = "";
    private Throwable failure;

    /** @param source a compilation unit in package {@code p} whose main class is {@code name} */
    Twin(String name, String source) {
        this.name = name;
        compile(source);
    }

    /** The printed twin. */
    String text() {
        return text;
    }

    /** A fresh class, not initialised yet: {@code name} or its twin. */
    Class<?> load(boolean twin) {
        ClassLoader loader = new ClassLoader(Twin.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
                byte[] code = classes.get(wanted);
                if (code == null) {
                    throw new ClassNotFoundException(wanted);
                }
                return defineClass(wanted, code, 0, code.length);
            }
        };
        try {
            return loader.loadClass("p." + name + (twin ? "Twin" : ""));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private void compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StandardJavaFileManager standard = compiler.getStandardFileManager(diagnostics, null, null);
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("mem:///p/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler.CompilationTask task = compiler.getTask(
                null,
                new Memory(standard),
                diagnostics,
                List.of("-Xlint:all,-processing,-classfile,-serial", "-implicit:none"),
                null,
                List.of(file));
        task.setProcessors(List.of(new Printing()));
        boolean fine = task.call();
        if (failure != null) {
            throw new AssertionError("lowering failed in\n" + source, failure);
        }
        if (!fine) {
            throw new AssertionError(errors(diagnostics) + "\n" + text);
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }

    private final class Printing extends AbstractProcessor {
        private boolean done;

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try {
                    twin(processingEnv.getElementUtils().getTypeElement("p." + name));
                } catch (RuntimeException | StackOverflowError | AssertionError e) {
                    failure = e;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }

        private void twin(TypeElement type) throws IOException {
            Lowering lowering = new Lowering(
                    processingEnv.getElementUtils().getPackageOf(type),
                    processingEnv.getElementUtils(),
                    processingEnv.getTypeUtils(),
                    new Attributor(processingEnv.getElementUtils(), processingEnv.getTypeUtils()),
                    new Sources(processingEnv),
                    new NoRules(),
                    method -> false);
            lowering.add(List.of(type));
            TypeSpec.Builder twin = TypeSpec.classBuilder(name + "Twin").addModifiers(Modifier.PUBLIC, Modifier.FINAL);
            Accessors accessors = new Accessors();
            for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
                lowering.lower(method, problems::add).ifPresent(lowered -> {
                    methods.put(lowered.id().name() + lowered.id().parameters(), lowered);
                    if (lowered.id().accessible()) {
                        twin.addMethod(printed(method, lowered, accessors));
                    }
                });
            }
            constructors(type, lowering);
            functions(lowering, twin, accessors);
            AccessorMethods.add(accessors, twin);
            JavaFile file = JavaFile.builder("p", twin.build()).build();
            text = file.toString();
            file.writeTo(processingEnv.getFiler());
        }

        /** The classes of the functions that the methods make, and of those that these make. */
        private void functions(Lowering lowering, TypeSpec.Builder twin, Accessors accessors) {
            Set<String> seen = new HashSet<>();
            Deque<Method> open = new ArrayDeque<>(methods.values());
            while (!open.isEmpty()) {
                Walk.statements(
                        open.remove().body(),
                        stmt -> Walk.expressions(stmt, expr -> {
                            if (expr instanceof Expr.New creation
                                    && seen.add(creation.constructor().owner())) {
                                lowering.functionClass(creation.constructor().owner())
                                        .ifPresent(function -> {
                                            open.addAll(function.methods());
                                            List<Routine> methods = function.methods().stream()
                                                    .map(method -> FunctionBodies.plain(method, function))
                                                    .toList();
                                            twin.addType(FunctionTypes.write(
                                                    new Companion.Function(function, methods), accessors));
                                        });
                            }
                        }));
            }
        }

        private void constructors(TypeElement type, Lowering lowering) {
            for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
                lowering.lower(constructor, refused::add)
                        .ifPresent(lowered -> constructions.put(
                                type.getSimpleName() + "" + lowered.id().parameters(), lowered));
            }
            ElementFilter.typesIn(type.getEnclosedElements()).forEach(nested -> constructors(nested, lowering));
        }

        private MethodSpec printed(ExecutableElement method, Method lowered, Accessors accessors) {
            Routine routine = new Routine(
                    lowered.id().name(),
                    List.of(),
                    true,
                    lowered.parameters(),
                    lowered.id().result(),
                    withoutConstructions(lowered.body()),
                    lowered.reserved());
            MethodSpec.Builder builder = MethodSpec.methodBuilder(lowered.id().name())
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .returns(typeName(processingEnv.getTypeUtils(), method, method.getReturnType()));
            if (lowered.id().hasReceiver()) {
                TypeMirror owner = method.getEnclosingElement().asType();
                builder.addParameter(
                        TypeName.get(processingEnv.getTypeUtils().erasure(owner)),
                        lowered.parameters().get(0).name());
            }
            for (VariableElement parameter : method.getParameters()) {
                builder.addParameter(
                        typeName(processingEnv.getTypeUtils(), method, parameter.asType()),
                        parameter.getSimpleName().toString());
            }
            method.getThrownTypes().forEach(type -> builder.addException(TypeName.get(type)));
            return builder.addCode(Printer.print(routine, accessors)).build();
        }
    }

    /** What constructors compute is gone through for derivatives only. */
    private static Block withoutConstructions(Block block) {
        List<Stmt> kept = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            boolean construction = stmt instanceof Stmt.Perform perform
                    && perform.action() instanceof Expr.Call call
                    && call.callee().invocation() == MethodId.Invocation.CONSTRUCTION;
            if (!construction) {
                kept.add(Walk.withBlocks(stmt, Twin::withoutConstructions));
            }
        }
        return new Block(kept);
    }

    /** The erased type if the method is generic: the twin, like a companion, declares no type variables. */
    private static TypeName typeName(Types types, ExecutableElement method, TypeMirror type) {
        return TypeName.get(method.getTypeParameters().isEmpty() ? type : types.erasure(type));
    }

    /** Keeps class files in memory; generated sources too. */
    private final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        Memory(StandardJavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("mem:///out/" + className.replace('.', '/') + kind.extension), kind) {
                private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        if (kind == JavaFileObject.Kind.CLASS) {
                            classes.put(className, toByteArray());
                        }
                    }
                };

                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }

                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
                }
            };
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
