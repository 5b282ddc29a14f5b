package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The form that single constructs are lowered to. */
class FormTest {
    private static Method lowered(String members) {
        Twin twin = new Twin("Given", "package p;\nclass Given {\n" + members + "\n}\n");
        assertEquals(List.of(), twin.problems);
        return twin.methods.values().stream()
                .filter(m -> m.id().name().equals("f"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertForm(String members, String... lines) {
        assertEquals(String.join("\n", lines) + "\n", IrDump.of(lowered(members)));
    }

    private static List<Expr.Opaque> opaque(Method method) {
        List<Expr.Opaque> found = new ArrayList<>();
        Walk.statements(
                method.body(),
                stmt -> Walk.expressions(stmt, expr -> {
                    if (expr instanceof Expr.Opaque text) {
                        found.add(text);
                    }
                }));
        return found;
    }

    @Test
    void everyFloatingOperationHasItsOwnStatement() {
        assertForm(
                "static double f(double a, double b, double c) { double y = a * b + c; return y; }",
                "t = (a * b)",
                "y = (t + c)",
                "return y");
    }

    @Test
    void conditionsAndIndicesOfIntegersStayTrees() {
        assertForm(
                "static int f(double[] a, int i) { while (i < a.length && Math.abs(a[i]) > 0.5) i += i / 2 + 1; return i; }",
                "loop loop while ((i < a.length) && (Math.abs(a[i]) > 0.5))",
                "  i = (i + ((i / 2) + 1))",
                "return i");
    }

    @Test
    void compoundAssignmentOfAnElementReadsBeforeTheRightSide() {
        assertForm(
                "static void f(double[] a, int i, double x) { a[i++] += a[i] * x; }",
                "i'2 = i",
                "i = (i'2 + 1)",
                "t = a[i'2]",
                "t'2 = a[i]",
                "t'3 = (t'2 * x)",
                "t'4 = (t + t'3)",
                "a[i'2] = t'4");
    }

    @Test
    void aConditionWithEffectsMovesIntoTheLoop() {
        assertForm(
                "static double f(double t) { while ((t = t * 0.5) > 1) t += 0.1; return t; }",
                "loop loop while true",
                "  t = (t * 0.5)",
                "  stop = !(t > 1)",
                "  if stop",
                "    break loop",
                "  t = (t + 0.1)",
                "return t");
    }

    @Test
    void fallThroughBecomesAChainOfGroups() {
        assertForm(
                "static double f(double r, int k) { switch (k) { case 0: r += 1; default: r *= 2; case 3: r -= 1; } return r; }",
                "switch k",
                "  case 0",
                "    group = 0",
                "  case  default",
                "    group = 1",
                "  case 3",
                "    group = 2",
                "test = (group <= 0)",
                "if test",
                "  r = (r + 1)",
                "test'2 = (group <= 1)",
                "if test'2",
                "  r = (r * 2)",
                "r = (r - 1)",
                "return r");
    }

    @Test
    void aLoopOverAnArrayThatIsReassignedKeepsTheArray() {
        assertForm(
                "static double f(double[] a) { double s = 0; for (double v : a) { a = null; s += v; } return s; }",
                "s = 0.0",
                "array = a",
                "i = 0",
                "loop loop while (i < array.length)",
                "  v = array[i]",
                "  a = null",
                "  s = (s + v)",
                "update",
                "  i = (i + 1)",
                "return s");
    }

    @Test
    void argumentsAreConvertedAndVariableArityIsPacked() {
        assertForm(
                "static double g(long n, double... v) { return v[0]; }\n"
                        + "static double f(int n, float x) { return g(n, x, n); }",
                "t = (long) n",
                "t'2 = (double) x",
                "t'3 = (double) n",
                "rest = double[] of (t'2, t'3)",
                "result = call g(t, rest)",
                "return result");
    }

    @Test
    void constantsBehindNamesBecomeLiterals() {
        assertForm(
                "private static final double K = 0x1p-3; private static final float NAN = 0f / 0f;\n"
                        + "static final char C = '\\n'; static final long BIG = 1L << 40;\n"
                        + "static double f(double x) { return x * K + NAN + C * BIG + 0x1p3 + 1_0.5e0; }",
                "t = (x * 0.125)",
                "t'2 = (t + Float.NaN)",
                "t'3 = ('\\n' * 1099511627776L)",
                "t'4 = (t'2 + t'3)",
                "t'5 = (t'4 + 0x1p3)",
                "result = (t'5 + 1_0.5e0)",
                "return result");
    }

    @Test
    void textIsQualifiedAndLocalsAreHoles() {
        assertForm(
                "static class Inner { static int n(Object o) { return 1; } }\n"
                        + "static double f(double x, java.util.List<Integer> values) {\n"
                        + "  values.removeIf(v -> v > x /* no comment */ + Inner.n(values));\n"
                        + "  return values.get(0) * x;\n"
                        + "}",
                "perform `<values>.removeIf(v -> v > <x>   + p.Given.Inner.n(<values>))`",
                "t = `<values>.get(0)`",
                "t'2 = `<t>`",
                "result = (t'2 * x)",
                "return result");
    }

    @Test
    void elementsOfListsAreTakenByOperations() {
        assertForm(
                "static double f(double x, java.util.List<Double> values) {\n"
                        + "  values.add(x);\n"
                        + "  return values.get(0);\n"
                        + "}",
                "boxed = new java.lang.Double(x)",
                "boxed.doubleValue = x is there",
                "perform [CONTAINER, ELEMENT] add(values, boxed)",
                "boxed'2 = [CONTAINER, DATA] get(values, 0)",
                "result = boxed'2.doubleValue",
                "return result");
    }

    @Test
    void operandsInFrontOfAnEffectAreKeptInOrder() {
        assertForm(
                "static String f(double x, int n) { return String.format(\"%s %s\", x, n++) + n; }",
                "n'2 = n",
                "n = (n'2 + 1)",
                "t = `java.lang.String.format(\"%s %s\", <x>, <n'2>)`",
                "result = `<t> + <n>`",
                "return result");
    }

    @Test
    void bitsAreTakenInAStatementOfTheirOwn() {
        assertForm(
                "static double f(double x) { return Double.longBitsToDouble(Double.doubleToLongBits(x) ^ -4096L); }",
                "t = `java.lang.Double.doubleToLongBits(<x>)`",
                "t'2 = (t ^ -4096L)",
                "result = `java.lang.Double.longBitsToDouble(<t'2>)`",
                "return result");
    }

    @Test
    void lowDigitsAreCutOffByACall() {
        assertForm(
                "static double f(double x) { return Double.longBitsToDouble(Double.doubleToLongBits(x) & -4096L) + 1; }",
                "t = io.github.cotangent.runtime.Digits.keptOfCanonical(x, -4096L)",
                "result = (t + 1)",
                "return result");
    }

    @Test
    void whatOpaqueCodeMayChangeIsKnown() {
        Method method = lowered("static Object seen;\n"
                + "static int f(double[] a, double[] b, double[] c, java.util.Comparator<double[]> user) {\n"
                + "  System.out.println(java.util.Arrays.toString(c)); return user.compare(a, b); }");
        Expr.Opaque printing = opaque(method).get(0);
        assertEquals(List.of(), printing.effects().mutated());
        assertFalse(printing.effects().clobbers());
        assertFalse(printing.effects().pure());
        Expr.Opaque call = opaque(method).get(1);
        assertEquals(
                List.of("user", "a", "b"),
                call.effects().mutated().stream().map(Variable::name).toList());
        assertTrue(call.effects().clobbers());
    }

    @Test
    void aTryStatementWithoutNumbersIsOneTextWithItsAssignments() {
        Method method = lowered("static double f(double x, int r) { int c = 0;\n"
                + "  try { r *= Integer.parseInt(\"2\"); c++; r++; } catch (NumberFormatException e) { r = 0; }\n"
                + "  return x * r + c; }");
        Expr.Opaque whole = opaque(method).get(0);
        assertEquals(Opacity.TRY_CATCH, whole.opacity());
        assertEquals(
                List.of("r", "c"),
                whole.effects().assigned().stream().map(Variable::name).toList());
        assertEquals(
                Set.of("r", "c"),
                whole.operands().stream().map(Object::toString).collect(Collectors.toSet()),
                "all it reads from outside, steps among them, so that what flows through it is seen");
        assertTrue(method.reserved().contains("e"));
    }

    @Test
    void aTryStatementWithNumbersHasClauses() {
        assertForm(
                "static double f(double[] a, Object lock) { double r = 1;\n"
                        + "  try { r = a[0]; } catch (NullPointerException | IndexOutOfBoundsException e) { r = 2; }\n"
                        + "  synchronized (lock) { return r * r; } }",
                "r = 1.0",
                "try",
                "  r = a[0]",
                "catch java.lang.NullPointerException | java.lang.IndexOutOfBoundsException e",
                "  r = 2.0",
                "synchronized lock",
                "  result = (r * r)",
                "  return result");
    }

    @Test
    void aStreamWithNumbersIsALoop() {
        assertForm(
                "static double f(double[] a) { return java.util.Arrays.stream(a).filter(v -> v > 1).reduce(0, (p, q) -> p * q); }",
                "reduced = 0.0",
                "i = 0",
                "loop loop while (i < a.length)",
                "  element = a[i]",
                "  test = (element > 1)",
                "  if test",
                "    reduced = (reduced * element)",
                "update",
                "  i = (i + 1)",
                "return reduced");
    }

    @Test
    void capturedVariablesAreMarkedOrCopied() {
        Method method = lowered("static double f(double x, boolean b) { double once = x * 2; double twice;\n"
                + "  if (b) twice = 1; else twice = 2;\n"
                + "  Runnable s = () -> System.out.print(once + twice); s.run(); return x; }");
        List<Variable> captured = opaque(method).get(0).operands().stream()
                .map(o -> ((Expr.Use) o).variable())
                .toList();
        assertTrue(captured.stream().allMatch(Variable::isCaptured));
        for (Variable variable : captured) {
            List<Stmt> assignments = new ArrayList<>();
            Walk.statements(method.body(), stmt -> {
                if (stmt instanceof Stmt.Assign assign && assign.target() == variable) {
                    assignments.add(stmt);
                }
            });
            assertEquals(1, assignments.size(), variable::name);
        }
    }

    private static List<String> mutatedBy(String text, Method method) {
        return opaque(method).stream()
                .filter(o -> o.pieces().stream()
                        .anyMatch(
                                p -> p instanceof Piece.Text part && part.text().contains(text)))
                .findFirst()
                .orElseThrow()
                .effects()
                .mutated()
                .stream()
                .map(Variable::name)
                .sorted()
                .toList();
    }

    @Test
    void callingALambdaMayChangeTheArrayItWasMadeOver() {
        Method method = lowered("static double f(double x) { double[] s = {0};\n"
                + "Runnable c = () -> s[0] += x; Runnable d = c;\n"
                + "d.run(); return s[0]; }");
        assertEquals(List.of("c", "d", "s"), mutatedBy(".run(", method));
    }

    /** A lambda that only writes an element keeps the array all the same, also one that is a parameter. */
    @Test
    void callingALambdaMayChangeTheParameterItWasMadeOver() {
        Method method = lowered(
                "static double f(double x, double[] s) {\n" + "Runnable c = () -> s[0] += x; c.run(); return s[0]; }");
        assertEquals(List.of("c", "s"), mutatedBy(".run(", method));
    }

    @Test
    void writingToAnArrayFromAnObjectChangesTheObject() {
        Method method =
                lowered("static double f(double x, java.util.concurrent.atomic.AtomicReference<double[]> held) {\n"
                        + "double[] row = held.get(); row[0] = x; return held.get()[0]; }");
        assertTrue(mutatedBy("] = ", method).containsAll(List.of("held", "row")));
    }

    @Test
    void objectsInStaticFieldsAreOperands() {
        assertForm(
                "static class Cell { double v; } static final Cell CELL = new Cell();\n"
                        + "static double f(double x) { CELL.v = x; return CELL.v; }",
                "CELL.v = x",
                "result = CELL.v",
                "return result");
    }

    @Test
    void anArrayHandedToALoggerIsStillWrittenInPlainSight() {
        Method method = lowered("interface Log { void at(double[] y); }\n"
                + "static double f(double x, double[] y, Log log) { log.at(y); y[0] = x * y[0]; return y[0]; }");
        assertTrue(method.body().statements().stream().anyMatch(Stmt.Store.class::isInstance));
    }

    // ---- problems

    private static List<String> problems(String members) {
        Twin twin = new Twin("Given", "package p;\nclass Given {\n" + members + "\n}\n");
        return twin.problems.stream()
                .map(p -> p.code() + "@" + p.origin().line())
                .toList();
    }

    @Test
    void jumpsOutOfFinalizersAreReported() {
        assertEquals(
                List.of(Code.COT019 + "@7"),
                problems("static double f(double x) {\nfor (;;) { try { x++;\nif (x > 2) break;\n"
                        + "} catch (RuntimeException e) { for (;;) { break; } }\ntry { x = 1; } finally { if (x > 3) return x; }\n"
                        + "synchronized (Given.class) { return x; }\n} return x; }"));
    }

    @Test
    void privateTypesInTextAreReported() {
        assertEquals(
                List.of(Code.COT016 + "@5"),
                problems("private static class Hidden { double v; }\nstatic double f(double x) {\n"
                        + "Object o = Hidden.class;\nreturn x; }"));
    }

    @Test
    void aSwitchOverAPrivateEnumGoesByName() {
        assertForm(
                "private enum Op { ADD, MUL }\n"
                        + "private static double f(double x, Op op) { if (op == Op.MUL) return 2; switch (op) { case ADD: return x; default: return 1; } }",
                "test = (op == MUL)",
                "if test",
                "  return 2.0",
                "name = `<op>.name()`",
                "switch name",
                "  case \"ADD\"",
                "    return x",
                "  case  default",
                "    return 1.0");
    }
}
