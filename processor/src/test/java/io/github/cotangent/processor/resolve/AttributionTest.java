package io.github.cotangent.processor.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the attribution says beyond the facts that javac could confirm. */
class AttributionTest {
    private static Attributed body(String statements) {
        return new Attributed(
                "class T { static double helper(double v) { return v; } void m(double a, int n, double[] x) {"
                        + statements + "} }");
    }

    // ---- captures

    @Test
    void aLambdaCapturesWhatItMentionsFromOutside() {
        Attributed body = body("double b = a; java.util.function.DoubleUnaryOperator f = v -> { double w = v * b;"
                + " return w + x[0]; };");
        assertEquals(
                Set.of("b", "x"),
                body.captured(body.method.findFirst(LambdaExpr.class).orElseThrow()));
    }

    @Test
    void anAnonymousClassCapturesLocalsButNotItsFields() {
        Attributed body = body("Runnable r = new Runnable() { double n = a; public void run() { n += x[0]; } };");
        assertEquals(
                Set.of("a", "x"),
                body.captured(body.method.findFirst(ObjectCreationExpr.class).orElseThrow()));
    }

    @Test
    void aLocalClassCapturesLocals() {
        Attributed body = body("class K { double twice(double x) { return x * a; } } new K().twice(n);");
        assertEquals(
                Set.of("a"),
                body.captured(
                        body.method.findFirst(ClassOrInterfaceDeclaration.class).orElseThrow()));
    }

    /** The parser takes the variable before the colons for a type. */
    @Test
    void aMethodReferenceCapturesItsReceiver() {
        Attributed body =
                body("String s = \"\"; Runnable r = () -> { java.util.function.IntSupplier l = s::length; };");
        assertEquals(
                Set.of("s"),
                body.captured(body.method.findFirst(LambdaExpr.class).orElseThrow()));
        assertInstanceOf(
                Symbol.Method.class,
                body.attribution.symbolOf(
                        body.method.findFirst(MethodReferenceExpr.class).orElseThrow()));
    }

    // ---- variables

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "double v = a; | true",
                "double v = a; v = 2; | false",
                "double v = a; v++; | false",
                "double v = a; for (int i = 0; i < n; i++) v += i; | false",
                "double v; v = a; | true",
                "double v; if (n > 0) v = 1; else v = 2; | true",
                "double v; if (n > 0) { v = 1; } v = 2; | false",
                "double v; switch (n) { case 1 -> v = 1; default -> v = 2; } | true",
                "double v; for (int i = 0; i < n; i++) { v = i; } | false",
                "for (double v : x) { helper(v); } | true",
                "for (double v : x) { v = 2; } | false",
                "for (int i = 0; i < n; i++) { double v; v = i; } | true",
            })
    void effectivelyFinal(String statements, boolean expected) {
        assertEquals(expected, body(statements).local("v").effectivelyFinal(), statements);
    }

    @Test
    void variablesOfOneNameAreApart() {
        Attributed body = body("{ int k = 1; helper(k + 1); } { double k = 2; helper(k + 2); }");
        Symbol first = symbol(body, "k + 1");
        Symbol second = symbol(body, "k + 2");
        assertNotSame(((Symbol.LocalVariable) first).local(), ((Symbol.LocalVariable) second).local());
    }

    private static Symbol symbol(Attributed body, String sum) {
        return body.attribution.symbolOf(
                body.node(Expression.class, sum).asBinaryExpr().getLeft());
    }

    @Test
    void parametersOfTheMethodAreMarked() {
        Attributed body = body("double v = a;");
        assertTrue(body.local("a").isParameter());
        assertFalse(body.local("v").isParameter());
        assertSame(body.method.getParameter(0), body.local("a").declaration());
    }

    // ---- calls

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String.format(\"%s\", a) | true",
                "String.format(\"%s\", (Object[]) null) | false",
                "java.util.Arrays.asList(1, 2) | true",
                "Math.max(n, a) | false",
            })
    void packingOfArguments(String call, boolean variableArity) {
        Attributed body = body(call + ";");
        Symbol.Method method = (Symbol.Method) body.attribution.symbolOf(body.node(MethodCallExpr.class, call));
        assertEquals(variableArity, method.variableArity());
    }

    @Test
    void parametersAreThoseOfTheReceiver() {
        Attributed body = body("java.util.List<Double> l = null; l.add(a); java.util.Objects.requireNonNull(\"s\");");
        assertEquals("[java.lang.Double]", parameters(body, "l.add(a)"));
        assertEquals("[java.lang.String]", parameters(body, "java.util.Objects.requireNonNull(\"s\")"));
    }

    private static String parameters(Attributed body, String call) {
        Symbol symbol = body.attribution.symbolOf(body.node(MethodCallExpr.class, call));
        return ((Symbol.Method) symbol).parameterTypes().toString();
    }

    // ---- what cannot be known

    @Test
    void aMissingClassIsNoValue() {
        Attributed body = body("TDerivatives.mGradient(a, n, x).a(); q.r.Absent.f(a);");
        assertEquals(
                new Symbol.PackageName("TDerivatives"),
                body.attribution.symbolOf(body.node(NameExpr.class, "TDerivatives")));
        assertEquals(
                new Symbol.PackageName("q.r.Absent"),
                body.attribution.symbolOf(body.node(FieldAccessExpr.class, "q.r.Absent")));
        MethodCallExpr call = body.node(MethodCallExpr.class, "TDerivatives.mGradient(a, n, x)");
        assertEquals(Optional.empty(), body.attribution.typeOf(call));
        assertInstanceOf(Symbol.Unknown.class, body.attribution.symbolOf(call));
    }

    /** Which one of {@code Math.abs} it is would be a guess. */
    @Test
    void anUnknownArgumentLeavesOverloadsOpen() {
        Attributed body = body("Math.abs(TDerivatives.f(a)); helper(TDerivatives.f(a));");
        assertInstanceOf(
                Symbol.Unknown.class,
                body.attribution.symbolOf(body.node(MethodCallExpr.class, "Math.abs(TDerivatives.f(a))")));
        assertInstanceOf(
                Symbol.Method.class,
                body.attribution.symbolOf(body.node(MethodCallExpr.class, "helper(TDerivatives.f(a))")));
    }

    @Test
    void theResultIsKnownWhereAllOverloadsAgree() {
        Attributed body = body("StringBuilder b = null; var c = b.append(TDerivatives.f(a));");
        assertEquals(
                "java.lang.StringBuilder", body.local("c").type().orElseThrow().toString());
    }

    @Test
    void localClassesStayUnknownOutside() {
        Attributed body =
                body("record P(double u) {} P p = new P(a); double v = p.u() * 2; P[] ps = {p}; var q = ps[0].u();");
        assertEquals(Optional.empty(), body.local("p").type());
        assertEquals(
                "double",
                body.attribution
                        .typeOf(body.node(MethodCallExpr.class, "p.u()"))
                        .orElseThrow()
                        .toString());
        assertEquals("double", body.local("q").type().orElseThrow().toString());
        assertInstanceOf(Symbol.LocalMember.class, body.attribution.symbolOf(body.node(MethodCallExpr.class, "p.u()")));
    }

    /** The creation has a type that can be written down, the class made for it has none. */
    @Test
    void anAnonymousClassIsSeenAsWhatItExtends() {
        Attributed body = body("Object o = new Runnable() { public void run() { } };");
        Expression creation = body.method.findFirst(ObjectCreationExpr.class).orElseThrow();
        assertEquals(
                "java.lang.Runnable",
                body.attribution.typeOf(creation).orElseThrow().toString());
    }

    @Test
    void namesInsideGarbageDoNoHarm() {
        Attributed body = body(
                "Nothing<Missing> v = this.is(not).a.b[c].class_ + super.x() + new Gone<>(a) { void q() { w(a); } };"
                        + " for (var e : none) e.f(v); switch (none) { case A -> v.x(); default -> { } } none::f; int[] q = {none, a};");
        for (Expression each : body.method.findAll(Expression.class)) {
            body.attribution.typeOf(each);
            body.attribution.symbolOf(each);
        }
        List<NameExpr> as = body.method.findAll(
                NameExpr.class, name -> name.getNameAsString().equals("a"));
        as.forEach(name -> assertInstanceOf(Symbol.LocalVariable.class, body.attribution.symbolOf(name)));
    }

    // ---- speed

    /** Lowering asks for bodies one by one, so attribution must not cost what a compiler's does. */
    @Test
    void aHundredBodiesTakeLittleTime() {
        StringBuilder text = new StringBuilder("import java.util.*; import static java.lang.Math.*; class T {");
        String statements = """
                { double s = 0; double[] w = new double[n];
                  for (int i = 0; i < n; i++) { w[i] = x[i] * a + sin(x[i]) * Math.exp(-i); s += w[i] > 0 ? w[i] : abs(w[i]) / 2; }
                  List<Double> l = new ArrayList<>(); for (double v : w) l.add(v * 2);
                  for (var v : l) s += v; while (s > 1000) { s /= 2; if (s < 3) break; }
                  String t = "s=" + s + l.size(); return max(s, min(t.length(), 5)) + Arrays.stream(w).map(u -> u * u).sum(); }
                """;
        text.append("static double m(double a, int n, double[] x) ").append(statements);
        for (int i = 0; i < 100; i++) {
            text.append("static double m")
                    .append(i)
                    .append("(double a, int n, double[] x) ")
                    .append(statements);
        }
        Bodies bodies = new Bodies(text.append("}").toString());
        bodies.attributeAll();
        long start = System.nanoTime();
        assertEquals(101, bodies.attributeAll());
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis < 1500, millis + " ms");
    }
}
