package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that come from elsewhere, static fields and collections: constants as long as nothing active is stored in them. */
class ConstantObjectsTest {
    private static final String CELL = """
            final class Cell {
                static final Cell ONE = new Cell(1);
                static Cell current = new Cell(2);
                static final List<Cell> ALL = new ArrayList<>();
                static final Cell[] ROW = new Cell[1];
                static final Map<String, List<Cell>> BY = new HashMap<>();
                double v;
                Cell next;
                Cell(double v) {
                    this.v = v;
                }
                void set(double x) {
                    v = x;
                }
                static Cell get() {
                    return current;
                }
                static void put(Cell c) {
                    current = c;
                }
            }
            """;

    private static UserCode code(String body) {
        return new UserCode(CELL, """
                final class F {
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static double f(double x, List<Cell> list, Map<String, Cell> map) {
                        %s
                    }
                }
                """.formatted(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cell c = Cell.ONE; c.v = x; return c.v;",
                "Cell c = x > 0 ? Cell.ONE : new Cell(x); c.set(x * x); return c.v + Cell.ONE.v;",
                "Cell.ONE.set(x); return Cell.ONE.v;",
                "Cell.ONE.next = new Cell(x); return Cell.ONE.next.v;",
                "Cell.current = new Cell(x); return Cell.current.v;",
                "Cell.current = new Cell(x); return Cell.get().v;",
                "Cell.put(new Cell(x)); return Cell.current.v;",
                "Cell.put(new Cell(x)); return Cell.get().v;",
                "Cell c = new Cell(x); Cell.put(c); c = Cell.get(); return c.v;",
                "Cell.ROW[0] = new Cell(x); return Cell.ROW[0].v;",
                "Cell.ALL.get(0).v = x; return Cell.ALL.get(0).v;",
                "Cell.ALL.get(0).set(x); double s = 0; for (Cell c : Cell.ALL) s += c.v; return s;",
                "Cell.ALL.add(new Cell(x)); return Cell.ALL.get(0).v;",
                "Cell c = new Cell(x); Cell.ALL.add(c); Cell d = Cell.ALL.get(0); return c.v * d.v;",
                "List<Cell> all = Cell.BY.get(\"a\"); all.add(new Cell(x)); return all.get(0).v;",
                "Map<String, List<Cell>> by = Cell.BY; by.get(\"a\").add(new Cell(x)); return by.get(\"a\").get(0).v;",
                "List<Cell> all = Cell.BY.get(\"a\"); if (all == null) all = new ArrayList<>(); all.add(new Cell(x)); return all.get(0).v;",
            })
    void whatIsChangedIsAnErrorAndNeverASilentZero(String body) {
        List<String> codes = code(body).errorCodes();
        assertFalse(codes.isEmpty(), body);
        assertTrue(codes.stream().allMatch(each -> each.matches("COT01[4679]|COT021")), codes::toString);
    }

    /** The objects that parameters lead to are there for the method: what it stores into them has a place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list.get(0).v = x; return list.get(0).v; | 5 | 1",
                "list.get(0).set(x); double s = 0; for (Cell c : list) s += c.v; return s; | 8 | 1",
                "list.add(new Cell(x)); return list.get(0).v * list.get(2).v; | 10 | 2",
                "Cell c = new Cell(x); list.add(0, c); Cell d = list.get(0); return c.v * d.v; | 25 | 10",
                "map.put(\"b\", new Cell(x)); map.get(\"a\").v *= x; return map.get(\"a\").v * map.get(\"b\").v; | 175 | 70",
            })
    void whatIsStoredIntoContainersOfTheCaller(String body, double value, double slope) throws Exception {
        code(body).gives("""
                List<Cell> list = new ArrayList<>(List.of(new Cell(2), new Cell(3)));
                Map<String, Cell> map = new HashMap<>(Map.of("a", new Cell(7)));
                var g = FDerivatives.fGradient(5, list, map);
                list = new ArrayList<>(List.of(new Cell(2), new Cell(3)));
                map = new HashMap<>(Map.of("a", new Cell(7)));
                var t = FDerivatives.fJvp(5, list, map, 1);
                return give(g.value(), g.x(), t.tangent());
                """, value, slope, slope);
    }

    @Test
    void elementsOfCollectionsAreConstants() throws Exception {
        code("""
                double s = x;
                Cell last = new Cell(x * x);
                for (Cell c : list) {
                    s += c.v * x;
                    if (c.v > 2) last = c;
                }
                last = list.size() > 5 ? last : map.get("a");
                Cell best = list.isEmpty() ? new Cell(x) : list.get(0);
                return s * last.v + best.v * new Cell(x).v;
                """).gives("""
                List<Cell> list = List.of(new Cell(2), new Cell(3));
                var g = FDerivatives.fGradient(5, list, Map.of("a", new Cell(7)));
                var t = FDerivatives.fJvp(5, list, Map.of("a", new Cell(7)), 1);
                return give(g.value(), g.x(), t.tangent());
                """, 30 * 7 + 10, 44, 44);
    }

    @Test
    void anObjectOrAConstantOneByTheWayOutOfATry() throws Exception {
        code("""
                Cell c = new Cell(x * x);
                Cell d = c;
                try { d = map.get("a").next.next; } catch (NullPointerException e) { d = c; }
                return d.v * x;
                """).gives("""
                Cell three = new Cell(1);
                three.next = new Cell(2);
                three.next.next = new Cell(3);
                var g = FDerivatives.fGradient(5, null, Map.of("a", three));
                var h = FDerivatives.fGradient(5, null, Map.of("a", new Cell(1)));
                return give(g.value(), g.x(), h.value(), h.x());
                """, 15, 3, 125, 75);
    }

    @Test
    void whatAnotherMethodGivesIsConstant() throws Exception {
        code("""
                Cell c = Cell.get();
                Cell d = x > 3 ? c : new Cell(x);
                return c.v * x * d.v + Cell.ONE.v;
                """).gives("""
                var g = FDerivatives.fGradient(5, null, null);
                var h = FDerivatives.fGradient(3, null, null);
                return give(g.value(), g.x(), h.value(), h.x());
                """, 21, 4, 19, 12);
    }

    @Test
    void theMessageNamesTheField() {
        assertEquals(
                List.of("COT017"),
                code("Cell c = Cell.ONE;\nc.v = x;\nreturn c.v;").errorCodes().stream()
                        .distinct()
                        .toList());
    }
}
