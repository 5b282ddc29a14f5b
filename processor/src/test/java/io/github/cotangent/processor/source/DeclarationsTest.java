package io.github.cotangent.processor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** javac knows where each of its elements is declared; our match must start at the same character. */
class DeclarationsTest {
    private static final JavaFileObject SOURCE = InJavac.source("p/A.java", """
            package p;
            import java.util.*;
            import java.util.Map.Entry;
            class A<T extends Comparable<T>> {
                static final double K = 2, L[] = {1}, M = K;
                double overloaded(double x) { return x; }
                float overloaded(float x) { return x; }
                double overloaded(double[] x) { return 1; }
                double overloaded(double[] x[]) { return 2; }
                double overloaded(double x[][], int i) { return 2; }
                double overloaded(Double x) { return 3; }
                double overloaded(java.lang.Object x) { return 3; }
                double overloaded(T x) { return 4; }
                <U extends Number & Runnable> double overloaded(U x) { return 5; }
                <U extends T> double overloaded(U[] x) { return 5; }
                <U> double overloaded(U x, U... more) { return 5; }
                double overloaded(Map<String, ? extends List<T>> x) { return 6; }
                double overloaded(Entry<String, int[]> x) { return 7; }
                double overloaded(final Map.@Use Entry<String, int[]>[] x) { return 7; }
                double overloaded(double x, double... more) { return 8; }
                double overloaded(Date x) { return 9; }
                double overloaded(java.sql.Timestamp x) { return 9; }
                double overloaded(p.Date2.Date x) { return 9; }
                static class B { double overloaded(double x) { return 9; } int field;
                    interface C { default double overloaded(double x) { return 10; } } }
                enum E { ONE { double overloaded(double x) { return 11; } }; double overloaded(double x) { return x; } }
                record R(double a, int... b) { R { } double overloaded(double x) { return a; } public double a() { return 1; } }
            }
            class Date2 { static class Date {} }
            @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE) @interface Use {}
            @interface N { int value() default 1; }
            """);

    @Test
    void methodsAreFoundAmongTheirOverloads() {
        InJavac.run(List.of(SOURCE), environment -> {
            Sources sources = new Sources(environment);
            int found = 0;
            for (TypeElement type : types(environment, "p.A")) {
                SourceFile file = sources.of(type).orElseThrow();
                for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
                    Optional<Integer> start = file.declarationOf(method).map(file::start);
                    assertEquals(javacStart(environment, method), start, method + " of " + type);
                    found += start.isPresent() ? 1 : 0;
                }
            }
            assertTrue(found >= 23, () -> "found too few");
        });
    }

    @Test
    void typesAreFoundByNesting() {
        InJavac.run(List.of(SOURCE), environment -> {
            Sources sources = new Sources(environment);
            for (String top : List.of("p.A", "p.Date2", "p.N")) {
                for (TypeElement type : types(environment, top)) {
                    SourceFile file = sources.of(type).orElseThrow();
                    assertEquals(
                            javacStart(environment, type),
                            file.declarationOf(type).map(file::start),
                            type.toString());
                }
            }
        });
    }

    @Test
    void fieldsHaveTheirOwnInitialiser() {
        InJavac.run(List.of(SOURCE), environment -> {
            TypeElement type = environment.getElementUtils().getTypeElement("p.A");
            SourceFile file = new Sources(environment).of(type).orElseThrow();
            List<String> initialisers = new ArrayList<>();
            for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
                initialisers.add(file.text(
                        file.declarationOf(field).orElseThrow().getInitializer().orElseThrow()));
            }
            assertEquals(List.of("2", "{1}", "K"), initialisers);
        });
    }

    /** Two erased names that end alike, so that only their order tells the overloads apart. */
    @Test
    void overloadsThatNamesDoNotTellApartGoByTheirOrder() {
        JavaFileObject source = InJavac.source(
                "q/A.java",
                "package q; class A { static class Date {} int f(Date x) { return 1; } int f(java.util.Date x) { return 2; }"
                        + " int f(java.util.List<?> x) { return 3; } }");
        InJavac.run(List.of(source), environment -> {
            TypeElement type = environment.getElementUtils().getTypeElement("q.A");
            SourceFile file = new Sources(environment).of(type).orElseThrow();
            for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
                assertEquals(
                        javacStart(environment, method),
                        file.declarationOf(method).map(file::start),
                        method.toString());
            }
        });
    }

    @Test
    void aTypeOfAnotherPackageIsNotInTheFile() {
        InJavac.run(List.of(SOURCE), environment -> {
            SourceFile file = new Sources(environment)
                    .of(environment.getElementUtils().getTypeElement("p.A"))
                    .orElseThrow();
            assertEquals(
                    Optional.empty(),
                    file.declarationOf(environment.getElementUtils().getTypeElement("java.util.Date")));
        });
    }

    private static List<TypeElement> types(ProcessingEnvironment environment, String topLevel) {
        List<TypeElement> all =
                new ArrayList<>(List.of(environment.getElementUtils().getTypeElement(topLevel)));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(ElementFilter.typesIn(all.get(i).getEnclosedElements()));
        }
        return all;
    }

    /** Nothing for what javac adds itself, such as the methods of a record. */
    private static Optional<Integer> javacStart(ProcessingEnvironment environment, Element element) {
        Trees trees = Trees.instance(environment);
        TreePath path = trees.getPath(element);
        boolean implicit =
                environment.getElementUtils().getOrigin(element) != javax.lang.model.util.Elements.Origin.EXPLICIT;
        boolean enumMethod = element.getEnclosingElement().getKind() == ElementKind.ENUM && implicit;
        return path == null || implicit || enumMethod
                ? Optional.empty()
                : Optional.of(
                        (int) trees.getSourcePositions().getStartPosition(path.getCompilationUnit(), path.getLeaf()));
    }
}
