package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What constructors compute, gone through once more for the derivatives only. */
class ConstructionTest {
    private static Twin twin(String members) {
        return new Twin("Given", "package p;\nclass Given {\n" + members + "\n}\n");
    }

    private static void assertForm(String members, String... lines) {
        Twin twin = twin(members);
        assertEquals(List.of(), twin.refused);
        Method method = twin.constructions.values().stream()
                .filter(each -> each.id().owner().equals("p.Given.P"))
                .findFirst()
                .orElseThrow();
        assertEquals(String.join("\n", lines) + "\n", IrDump.of(method));
    }

    /** The class is refused as a whole: no constructor of it can be gone through again. */
    private static void assertRefused(String members) {
        Twin twin = twin(members);
        assertEquals(
                List.of(Code.COT016),
                twin.refused.stream().map(each -> each.code()).toList());
        assertTrue(twin.constructions.values().stream()
                .noneMatch(each -> each.id().owner().equals("p.Given.P")));
    }

    @Test
    void aFieldAssignedOnceIsReadFromTheObject() {
        assertForm(
                "static class P { final double r; final double area; P(double r) { this.r = r; area = this.r * r; } }",
                "self.r = r is there",
                "t = self.r",
                "t'2 = (t * r)",
                "self.area = t'2 is there");
    }

    @Test
    void aFieldAssignedAtSeveralPlacesIsAVariable() {
        assertForm(
                "static class P { double s; P(double a, int n) { for (int i = 0; i < n; i++) s += a; } }",
                "s = 0",
                "i = 0",
                "loop loop while (i < n)",
                "  s'2 = s",
                "  s'3 = (s'2 + a)",
                "  s = s'3",
                "update",
                "  i = (i + 1)",
                "self.s = s is there");
    }

    /** Reading the field of the finished object in front of its assignment would give the final value. */
    @Test
    void aFieldReadBeforeItsAssignmentIsAVariable() {
        assertForm(
                "static class P { double s; P(double a) { s = s + a; } }",
                "s = 0",
                "t = s",
                "t'2 = (t + a)",
                "s = t'2",
                "self.s = s is there");
    }

    /** Adding to the elements of the object's own array again would change them. */
    @Test
    void anArrayIsFilledOnceMoreInACopy() {
        assertForm(
                "static class P { final double[] w = new double[2]; P(double a) { w[0] += a; this.w[1] = w[0]; } }",
                "w = null",
                "t = new double[](2)",
                "w = t",
                "t'2 = w",
                "t'3 = t'2[0]",
                "t'4 = (t'3 + a)",
                "t'2[0] = t'4",
                "t'5 = w",
                "t'6 = w",
                "t'7 = t'6[0]",
                "t'5[1] = t'7",
                "self.w = w is there");
    }

    @Test
    void initialisersRunInFrontOfTheBodyAndBehindTheSuperclass() {
        assertForm(
                "static class Q { double q; Q(double q) { this.q = q; } }\n"
                        + "static class P extends Q { double a = 2; double b; { b = a * q; } P(double x) { super(x * 2); } }",
                "t = (x * 2)",
                "perform construct Q(self, t)",
                "self.a = 2.0 is there",
                "t'2 = self.a",
                "t'3 = self.q",
                "t'4 = (t'2 * t'3)",
                "self.b = t'4 is there");
    }

    @Test
    void initialisersDoNotRunTwiceWhereAnotherConstructorDoesTheWork() {
        assertForm(
                "static class P { double a = 2; P(double x) { this(x, 1); } P(double x, double y) { a = x * y; } }",
                "perform construct P(self, x, 1.0)");
    }

    @Test
    void countersAndLogsAreLeftOut() {
        assertForm(
                "static int made;\n"
                        + "static class P { final double x; final int id;\n"
                        + "P(double x) { id = made++; System.out.println(x); this.x = x; } }",
                "made'2 = made",
                "self.x = x is there");
    }

    @Test
    void callsThatChangeNothingAreGoneThrough() {
        assertForm(
                "static double[] doubled(double[] a) { double[] b = a.clone(); b[0] *= 2; return b; }\n"
                        + "static class P { final double[] w; P(double[] w) { this.w = doubled(w); } }",
                "w'2 = null",
                "t = call doubled(w)",
                "w'2 = t",
                "self.w = w'2 is there");
    }

    @Test
    void callsThatChangeSomethingAreNot() {
        assertRefused("static double[] doubled(double[] a) { a[0] *= 2; return a; }\n"
                + "static class P { final double[] w; P(double[] w) { this.w = doubled(w); } }");
    }

    @Test
    void theCallersArrayIsNotChangedTwice() {
        assertRefused("static class P { final double[] w; P(double[] w) { this.w = w; w[0] *= 2; } }");
    }

    @Test
    void theCallersObjectIsNotChangedTwice() {
        assertRefused("static class C { double v; }\n"
                + "static class P { final C c; P(C c, double x) { this.c = c; c.v += x; } }");
    }

    @Test
    void theUnfinishedObjectStaysAtHome() {
        assertRefused(
                "static void take(P p) {}\n static class P { double x; P(double x) { this.x = x; take(this); } }");
        assertRefused("static class Q { final P p; final double v; Q(P p) { this.p = p; v = p.x; } }\n"
                + "static class P { double x; final Q q; P(double x) { this.x = x; q = new Q(this); this.x += x; } }");
        assertRefused("static class Q { final P p; Q(P p) { this.p = p; } }\n"
                + "static class P { double x; Q q; P(double x) { q = new Q(this); this.x = x; this.x += q.p.x; } }");
    }

    @Test
    void othersMayStoreTheUnfinishedObject() {
        assertForm(
                "static class P { P me; double x; P(double x) { this.x = x; me = this; } }",
                "me = null",
                "self.x = x is there",
                "me = self",
                "self.me = me is there");
    }

    @Test
    void methodsCalledOnTheUnfinishedObjectAreGoneThrough() {
        assertForm(
                "static class P { double x; P(double x) { init(x); } private void init(double v) { x += v; } }",
                "x'2 = 0",
                "v = x",
                "x'3 = x'2",
                "x'4 = (x'3 + v)",
                "x'2 = x'4",
                "self.x = x'2 is there");
    }

    /** The superclass's own value of the field is no longer in the object. */
    @Test
    void theOtherConstructorIsGoneThroughWhereBothAssignAField() {
        assertForm(
                "static class Q { double q = 1, r = 3; }\n static class P extends Q { P(double x) { q = q + x; } }",
                "q = 0",
                "q = 1.0",
                "self.r = 3.0 is there",
                "t = q",
                "t'2 = (t + x)",
                "q = t'2",
                "self.q = q is there");
    }
}
