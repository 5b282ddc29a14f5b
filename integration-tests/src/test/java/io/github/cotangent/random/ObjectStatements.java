package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/** Statements about objects without bodies: declarations, aliases, fields and elements that are assigned or swapped, calls. */
final class ObjectStatements {
    private static final List<Kind> FUNCTIONS = List.of(
            Kind.RULE,
            Kind.RULE,
            Kind.RULE,
            Kind.FUNCTION,
            Kind.FORCE,
            Kind.MAPPING,
            Kind.MEASURE,
            Kind.ACTION,
            Kind.HOLDER);

    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final Discrete discrete;
    private final ObjectValues objects;

    ObjectStatements(Draw draw, Scope scope, Values values) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.discrete = values.discrete();
        this.objects = values.objects().values();
    }

    /** @param functions whether functions and rules are at hand, too */
    String any(boolean functions) {
        Kind kind = draw.of(functions && draw.chance(0.35) ? FUNCTIONS : Kind.OBJECTS);
        return switch (draw.below(12)) {
            case 0, 1, 2 -> declare(kind, "o", objects.any(kind));
            case 3, 4 ->
                scope.hasWritable(kind)
                        ? scope.writable(kind) + " = " + objects.any(kind) + ";"
                        : declare(kind, "o", objects.made(kind));
            case 5 -> array(functions);
            case 6 -> elements();
            case 7, 8, 9 -> call();
            default -> link();
        };
    }

    String declare(Kind kind, String wish, String value) {
        String name = scope.fresh(wish);
        scope.declare(kind, name, kind == Kind.COMPOSED);
        return kind.type + " " + name + " = " + value + ";";
    }

    private String array(boolean functions) {
        Kind kind = draw.of(functions ? Kind.OBJECT_ARRAYS : List.of(Kind.PAIRS, Kind.CELLS, Kind.CURVES));
        if (scope.has(kind) && draw.chance(0.3)) {
            String old = scope.pick(kind);
            return declare(kind, "all", draw.of(old, old + ".clone()", "Arrays.copyOf(" + old + ", 3)"));
        }
        List<String> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(objects.any(kind.element()));
        }
        return declare(kind, "all", "{" + String.join(", ", three) + "}");
    }

    /** Elements of arrays change places. */
    private String elements() {
        List<Kind> there = Kind.OBJECT_ARRAYS.stream().filter(scope::has).toList();
        if (there.isEmpty()) {
            return array(false);
        }
        Kind kind = draw.of(there);
        String all = scope.pick(kind);
        String i = discrete.index();
        String j = String.valueOf(draw.below(3));
        return switch (draw.below(5)) {
            case 0 -> {
                String kept = scope.fresh("o");
                scope.declare(kind.element(), kept, false);
                yield kind.element().type + " " + kept + " = " + all + "[" + j + "];\n" + all + "[" + j + "] = " + all
                        + "[" + draw.below(3) + "];\n" + all + "[2] = " + kept + ";";
            }
            case 1 -> "System.arraycopy(" + all + ", 0, " + scope.pick(kind) + ", 1, 2);";
            case 2 -> "Arrays.fill(" + all + ", " + objects.any(kind.element()) + ");";
            default -> all + "[" + i + "] = " + objects.any(kind.element()) + ";";
        };
    }

    private String call() {
        String a = values.expression(1);
        return switch (draw.below(10)) {
            case 7 ->
                scope.has(Kind.ACTION)
                        ? objects.held(Kind.ACTION) + ".accept(" + objects.any(Kind.CELL) + ");"
                        : objects.held(Kind.CELL) + ".walk();";
            case 8 ->
                scope.has(Kind.CELLS)
                        ? "visit(" + scope.pick(Kind.CELLS) + ", "
                                + (values.hasFunctions() ? objects.any(Kind.ACTION) : "Cell::walk") + ");"
                        : objects.held(Kind.CELL) + ".add(" + a + ");";
            case 0 -> objects.held(Kind.CELL) + ".absorb(" + objects.held(Kind.CELL) + ");";
            case 1 -> objects.held(Kind.CELL) + ".add(" + a + ").add(" + values.leaf() + ");";
            case 2 -> objects.held(Kind.PART) + ".tuned(" + a + ").run(" + values.leaf() + ");";
            case 3 -> objects.held(Kind.STACK) + ".push(" + objects.any(Kind.PAIR) + ");";
            case 4 -> objects.held(Kind.TREE) + ".turned().fold(" + a + ");";
            case 5 -> objects.held(Kind.CURVE) + ".at(" + a + ");";
            case 6 ->
                values.hasFunctions()
                        ? "new Rule2(" + a + ", " + values.arrays().row() + ", "
                                + values.arrays().matrix() + ", 1, " + objects.held(Kind.CELL) + ").moved();"
                        : objects.held(Kind.CELL) + ".deep(2);";
            default ->
                scope.has(Kind.RULE)
                        ? objects.held(Kind.RULE) + ".apply(" + a + ", "
                                + values.arrays().row() + ");"
                        : objects.held(Kind.CELL) + ".walk();";
        };
    }

    /** References in fields. */
    private String link() {
        if (!scope.has(Kind.CELL)) {
            return declare(Kind.CELL, "c", objects.made(Kind.CELL));
        }
        String cell = scope.pick(Kind.CELL);
        String other = scope.pick(Kind.CELL);
        return switch (draw.below(6)) {
            case 0 -> cell + ".next = " + objects.any(Kind.CELL) + ";";
            case 1 -> cell + ".row = " + values.arrays().anyRow() + ";";
            case 2 -> "if (" + cell + ".next != null) " + cell + ".next.value = damp(" + values.expression(1) + ");";
            case 3 ->
                "if (" + cell + ".next != null && " + cell + " != " + other + ") " + cell + ".next = " + cell
                        + ".next.next;";
            case 4 -> {
                String row = scope.fresh("r");
                scope.declare(Kind.ROW, row, false);
                yield "double[] " + row + " = " + cell + ".row;\n" + cell + ".row = " + other + ".row;\n" + other
                        + ".row = " + row + ";";
            }
            default -> cell + ".value" + draw.of(" += ", " -= ", " *= ") + "0.4 * " + other + ".value;";
        };
    }
}
