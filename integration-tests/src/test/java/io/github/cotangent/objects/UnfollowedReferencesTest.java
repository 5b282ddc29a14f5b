package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * References to active objects behind types that say nothing of them: fields and variables of type {@code Object}, of type
 * variables, of lists. A derivative through them is an error; what was once a silent zero is not to come back.
 */
class UnfollowedReferencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pair<Num, Num> p = new Pair<>(new Num(x), new Num(2)); return p.first().v();",
                "Pair<Num, Num> p = new Pair<>(new Num(x), new Num(2)); return ((Num) p.swap().second()).v();",
                "Pair<double[], Num> p = new Pair<>(new double[] {x}, null); return p.first()[0];",
                "Pair<Double, Num> p = new Pair<>(x, null); return p.first();",
                "Object o = new Num(x); Num n = (Num) o; return n.v();",
                "Object[] o = {new Num(x)}; return ((Num) o[0]).v();",
                "Object[] o = new Object[1]; o[0] = new Num(x); return ((Num) o[0]).v();",
                "Cell c = new Cell(1); Object o = c; c.v = x; return ((Cell) o).v;",
                "Cell c = new Cell(1); Object o = c; Cell d = (Cell) o; d.v = x; return c.v;",
                "Cell c = new Cell(1); Holder h = new Holder(c); ((Cell) h.any).v = x; return c.v;",
                "Cell c = new Cell(x); Holder h = new Holder(null); h.any = c; return ((Cell) h.any).v;",
                "List<Cell> l = new ArrayList<>(); Cell c = new Cell(1); l.add(c); l.get(0).v = x; return c.v;",
                "List<Cell> l = new ArrayList<>(); Cell c = new Cell(1); l.add(c); c.v = x; return l.get(0).v;",
                "List<Double> l = new ArrayList<>(); l.add(x); Holder h = new Holder(l); return ((Double) ((List<?>) h.any).get(0));",
                "List<Double> l = new ArrayList<>(); Listed h = new Listed(l); l.add(x); return h.list.get(0);",
                "List<Double> l = new ArrayList<>(); Listed h = new Listed(l); h.list.add(x); return l.get(0);",
                "return unwrap(new Num(x)).v();",
                "return ((Num) wrap(new Num(x))).v();",
                "Optional<Num> n = Optional.of(new Num(x)); return n.get().v();",
            })
    void neverGiveASilentZero(String body) {
        List<String> codes = new UserCode("""
                final class F {
                    record Num(double v) {}
                    record Pair<A, B>(A first, B second) {
                        Pair<B, A> swap() {
                            return new Pair<>(second, first);
                        }
                    }
                    static final class Cell {
                        double v;
                        Cell(double v) {
                            this.v = v;
                        }
                    }
                    static final class Holder {
                        Object any;
                        Holder(Object any) {
                            this.any = any;
                        }
                    }
                    static final class Listed {
                        final List<Double> list;
                        Listed(List<Double> list) {
                            this.list = list;
                        }
                    }
                    static Num unwrap(Object o) {
                        return (Num) o;
                    }
                    static Object wrap(Num n) {
                        return n;
                    }
                    @Differentiable
                    static double f(double x) {
                        %s
                    }
                }
                """.formatted(body)).errorCodes();
        assertFalse(codes.isEmpty(), body);
        assertTrue(codes.stream().allMatch(each -> each.matches("COT01[0346]|COT021|COT023")), codes::toString);
    }
}
