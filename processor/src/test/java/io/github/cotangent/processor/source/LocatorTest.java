package io.github.cotangent.processor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

class LocatorTest {
    private static final String TEXT = """
            package p;
            import java.util.function.*;
            class A {
            \tdouble[][] w; A next; int k;
                double f(double x, double[] y) {
                    double z = x + y[0] * 2 - -x + (x - y[k]) / 3 + Math.max(x, -y[1]);
                    double a = this.w[0][k + 1] + next.next.w[1][2] + next.f(x, y) + f(f(x, y) + 1, y);
                    int i = 0; i += 2; i++; --i; y[i++] = z = a;
                    DoubleUnaryOperator op = (double t) -> t * x; DoubleUnaryOperator id = t -> t; DoubleUnaryOperator abs = Math::abs;
                    double b = x > 0 ? x : y.length == 1 ? a : (double) (float) z;
                    Object o = new double[] {1, x}; Object n = new A(); Object s = "s" + x;
                    if (o instanceof String str && str.length() > 1) { throw new IllegalStateException(str + i); }
                    for (int j = 0, m = 1; j < m && !(j > 2); j++, i--) { a += j; if (a > 1) continue; else break; }
                    for (double v : y) a += v;
                    b += switch (i) { case 1 -> { yield x; } default -> { yield x * a; } };
                    switch (i) { case 1: a = 1; default: break; }
                    try { synchronized (this) { a = op.applyAsDouble(a); } } finally { a++; }
                    do { a /= 2; } while (a > 1); while (b > 1) b /= 2; ;
                    outer: while (true) { break outer; }
                    Object c = p.A.class; Object d = p.A.this.next; Object e = java.lang.Math.PI + ((Object) o).hashCode();
                    char ch = 'c'; long big = 1L << i >>> 2 ^ ~3; boolean t = true & false | o == null;
                    return a + z + b;
                }
            }
            """;

    private static final List<JavaFileObject> SOURCES = List.of(InJavac.source("p/A.java", TEXT));

    /** The compiler's own idea of start and end must be that of the node; the search itself does not use the end. */
    @Test
    void pointsAtTheExactSubExpression() {
        Map<String, String> expected = new java.util.TreeMap<>();
        List<Diagnostic<? extends JavaFileObject>> diagnostics = InJavac.run(SOURCES, environment -> {
            Sources sources = new Sources(environment);
            TypeElement type = environment.getElementUtils().getTypeElement("p.A");
            SourceFile file = sources.of(type).orElseThrow();
            assertEquals(List.of(), file.problems());
            for (Node node : pointable(file)) {
                String message = "[" + expected.size() + "] " + node.getClass().getSimpleName();
                expected.put(message, file.text(node));
                sources.locator().report(Diagnostic.Kind.NOTE, file, file.start(node), file.end(node), message, type);
            }
        });
        assertTrue(expected.size() > 250, () -> "too few: " + expected.size());
        assertEquals(
                expected,
                diagnostics.stream()
                        .filter(diagnostic -> diagnostic.getCode().equals("compiler.note.proc.messager"))
                        .collect(Collectors.toMap(
                                diagnostic -> diagnostic.getMessage(Locale.ROOT),
                                diagnostic -> TEXT.substring(
                                        (int) diagnostic.getStartPosition(), (int) diagnostic.getEndPosition()),
                                (first, second) -> first + " and " + second,
                                java.util.TreeMap::new)));
    }

    /** All that has a tree of its own in javac. */
    private static List<Node> pointable(SourceFile file) {
        List<Node> nodes = new ArrayList<>();
        file.unit().walk(Node.TreeTraversal.PREORDER, node -> {
            boolean expression = node instanceof Expression && !(node instanceof TypeExpr);
            boolean declaration = node instanceof VariableDeclarationExpr
                    || node.getParentNode()
                            .filter(VariableDeclarationExpr.class::isInstance)
                            .isPresent();
            boolean list = node instanceof ArrayInitializerExpr;
            if ((expression || node instanceof Statement) && !declaration && !list) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    @Test
    void elsewhereThePlaceIsInTheText() {
        List<Diagnostic<? extends JavaFileObject>> diagnostics = InJavac.run(SOURCES, environment -> {
            TypeElement type = environment.getElementUtils().getTypeElement("p.A");
            SourceFile file = new Sources(environment).of(type).orElseThrow();
            Locator locator = new TextLocator(environment.getMessager());
            int start = TEXT.indexOf("w;");
            locator.report(Diagnostic.Kind.ERROR, file, start, start + 1, "[COT999] no", type);
            locator.report(Diagnostic.Kind.ERROR, file, start, start + 1, "plain [x] no", type);
        });
        List<String> messages =
                diagnostics.stream().map(d -> d.getMessage(Locale.ROOT)).toList();
        assertEquals(List.of("[COT999] A.java:4:13: no", "A.java:4:13: plain [x] no"), messages);
        assertEquals(3, diagnostics.get(0).getLineNumber());
    }
}
