package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Methods that store constants only: what they store into does not vary with what else they are given. What they overwrite has no
 * cotangent afterwards all the same.
 */
class ClearedObjectsTest {
    private static final String MOMENT = """
            class Moment {
                double mean = 1;
                double square = 2;
                long count;
                double[] cells = {1, 2};
                void clear() {
                    mean = 0.5;
                    square = Double.NaN;
                    cells[0] = 3;
                    count = 0;
                }
                void add(double x) {
                    count++;
                    mean += x / count;
                }
                void swap() {
                    double old = mean;
                    mean = square;
                    square = old;
                }
                void turn() {
                    double old = cells[0];
                    cells[0] = cells[1];
                    cells[1] = old;
                }
                void copy(Moment other) {
                    mean = other.square;
                }
                double used(double x) {
                    clear();
                    return x * x * mean;
                }
                double kept(double x) {
                    clear();
                    add(x);
                    return mean;
                }
            }
            """;

    private static UserCode code(String body) {
        return new UserCode(MOMENT, """
                final class F {
                    static final Moment SHARED = new Moment();
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static double f(double x) {
                %s
                    }
                }
                """.formatted(body.indent(8)));
    }

    private static void gives(String body, double x, double derivative) throws Exception {
        code(body)
                .gives(
                        "return give(FDerivatives.fGradient(%1$s).x(), FDerivatives.fJvp(%1$s, 1).tangent());"
                                .formatted(x),
                        derivative,
                        derivative);
    }

    @Test
    void aSharedObjectThatIsClearedBeforeUse() throws Exception {
        gives("return SHARED.used(x) + SHARED.cells[0] * x;", 3, 6);
    }

    /** From one call to the next it keeps what the derivative would have to go through. */
    @Test
    void aSharedObjectThatKeepsAnArgument() {
        assertEquals(
                List.of("COT017"),
                code("return SHARED.kept(x);").errorCodes().stream().distinct().toList());
    }

    @Test
    void whatIsOverwrittenCarriesNothing() throws Exception {
        gives("""
                Moment m = new Moment();
                m.mean = x * x;
                m.cells[0] = x;
                double before = m.mean * m.cells[0];
                m.clear();
                return before + m.mean * x + m.cells[0] * x * x;
                """, 3, 27 + 0.5 + 18);
    }

    @Test
    void whatIsMovedWithinAnObjectIsNotConstant() throws Exception {
        gives("""
                Moment m = new Moment();
                m.mean = x;
                m.swap();
                m.cells[0] = m.square * x;
                m.turn();
                return m.cells[1] * x + m.cells[0];
                """, 3, 27);
    }

    @Test
    void whatComesFromAnotherObjectIsNotConstant() throws Exception {
        gives("""
                Moment m = new Moment();
                Moment other = new Moment();
                other.square = x;
                m.copy(other);
                return m.mean * m.mean;
                """, 3, 6);
    }

    @Test
    void anArrayThatIsClearedByAMethodOfArrays() throws Exception {
        new UserCode("""
                final class G {
                    @Differentiable
                    static double g(double[] x) {
                        double s = x[0] * x[0];
                        reset(x, s);
                        return s + x[0] * x[1];
                    }
                    static void reset(double[] x, double unused) {
                        x[0] = 4;
                    }
                }
                """).gives("""
                var g = GDerivatives.gGradient(new double[] {3, 5});
                return give(g.value(), g.x()[0], g.x()[1]);
                """, 29, 6, 4);
    }
}
