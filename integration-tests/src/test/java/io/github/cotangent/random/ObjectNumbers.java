package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers that objects and functions give, in part with effects on them. */
final class ObjectNumbers {
    private static final List<Kind> SOURCES = List.of(
            Kind.PAIR,
            Kind.FRAME,
            Kind.CELL,
            Kind.BOX,
            Kind.CURVE,
            Kind.PART,
            Kind.TREE,
            Kind.STACK,
            Kind.RULE,
            Kind.FUNCTION,
            Kind.COMPOSED,
            Kind.FORCE,
            Kind.MAPPING,
            Kind.MEASURE,
            Kind.CELLS,
            Kind.PAIRS,
            Kind.HOLDER);

    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final ObjectValues objects;

    ObjectNumbers(Draw draw, Scope scope, Values values) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.objects = new ObjectValues(draw, scope, values);
    }

    ObjectValues values() {
        return objects;
    }

    /** A question to objects; it has no effect on them. */
    String condition() {
        return switch (draw.below(5)) {
            case 0 -> objects.held(Kind.CELL) + draw.of(" == ", " != ") + objects.held(Kind.CELL);
            case 1 -> objects.held(Kind.CELL) + ".next" + draw.of(" == ", " != ") + "null";
            case 2 -> objects.held(Kind.CURVE) + " instanceof " + draw.of("Line", "Bend", "Sum");
            case 3 -> objects.held(Kind.TREE) + ".size() > " + (1 + draw.below(3));
            default ->
                scope.has(Kind.PAIR)
                        ? scope.pick(Kind.PAIR) + ".equals(" + scope.pick(Kind.PAIR) + ")"
                        : scope.pick(Kind.INT) + " > 1";
        };
    }

    /** A number from an object, most often from one that is at hand. */
    String number(int depth) {
        if (values.hasFunctions() && draw.chance(0.1)) {
            return draw.chance(0.5)
                    ? objects.method("toNumber")
                    : objects.method("toRow") + "[" + values.discrete().index() + "]";
        }
        List<Kind> at = new ArrayList<>(SOURCES.stream().filter(scope::has).toList());
        if (at.isEmpty() || draw.chance(0.1)) {
            at = Kind.OBJECTS;
        }
        return number(draw.of(at), depth);
    }

    private String number(Kind kind, int depth) {
        boolean plain = kind == Kind.COMPOSED || kind == Kind.CELLS || kind == Kind.PAIRS;
        String of = plain ? scope.pick(kind) : objects.held(kind);
        String a = values.expression(depth);
        String row = values.arrays().row();
        return switch (kind) {
            case PAIR ->
                switch (draw.below(4)) {
                    case 0 -> of + ".dot(" + objects.any(kind) + ")";
                    case 1 -> objects.made(kind) + draw.of(".u()", ".v()");
                    default -> of + draw.of(".u()", ".v()");
                };
            case FRAME -> draw.of(of, objects.made(kind)) + draw.of(".read()", ".from().u()", ".to().v()", ".w()[1]");
            case CELL -> cell(of, a);
            case BOX ->
                of
                        + draw.of(
                                ".read()",
                                ".get().value()",
                                ".first.row[0]",
                                ".put(" + objects.held(Kind.CELL) + ").read()");
            case CURVE ->
                switch (draw.below(4)) {
                    case 0 -> of + ".slope(" + a + ")";
                    case 1 -> pattern(of, "Line", draw.of("p()", "q()"));
                    default -> of + ".at(" + a + ")";
                };
            case PART ->
                switch (draw.below(4)) {
                    case 0 -> of + ".act(" + a + ")";
                    case 1 -> pattern(of, "Twice", "own()");
                    default -> of + ".run(" + a + ")";
                };
            case TREE -> draw.of(of + ".fold(" + a + ")", "Tree.sum(" + of + ")", "(" + of + ".size() * 0.1)");
            case STACK -> of + draw.of(".pop().u()", ".fold()", ".push(" + objects.held(Kind.PAIR) + ").size * 0.2");
            case RULE ->
                draw.chance(0.2)
                        ? pattern(of, draw.of("Rule0", "Rule2"), "p")
                        : of + draw.of(".apply(", ".twice(") + a + ", " + row + ")";
            case FUNCTION, COMPOSED -> function(of, a);
            case MAPPING -> of + ".apply(" + objects.any(Kind.PAIR) + ")" + draw.of(".u()", ".v()");
            case MEASURE -> of + ".applyAsDouble(" + objects.any(Kind.CELL) + ")";
            case CELLS ->
                draw.of(
                        "Arrays.stream(" + of + ").mapToDouble(Cell::" + draw.of("value", "read", "walk") + ").sum()",
                        "Arrays.stream(" + of
                                + ").filter(each -> each.value > 0.1).mapToDouble(each -> each.add(0.1).read()).sum()",
                        "measured(" + of + ", " + (values.hasFunctions() ? objects.any(Kind.MEASURE) : "Cell::read")
                                + ")");
            case PAIRS ->
                draw.of(
                        "Arrays.stream(" + of + ").mapToDouble(Pair::u).max().getAsDouble()",
                        "mapped(" + of + ", " + (values.hasFunctions() ? objects.any(Kind.MAPPING) : "Pair::ordered")
                                + ")[1].v()");
            case HOLDER -> draw.of(of + ".read(" + a + ")", of + ".f().applyAsDouble(" + a + ")");
            default ->
                draw.of(of + ".at(" + a + ", " + row + ")", "euler(" + of + ", " + row + ", 2)") + "["
                        + values.discrete().index() + "]";
        };
    }

    private String cell(String of, String a) {
        return switch (draw.below(11)) {
            case 10 -> pattern(of, "Heavy", draw.of("mass", "under.value"));
            case 0 -> of + ".value()";
            case 1 -> of + ".add(" + a + ").value";
            case 2 -> of + ".read()";
            case 3 -> of + ".deep(" + draw.below(4) + ")";
            case 4 -> of + ".walk()";
            case 5 -> "(" + of + ".value = damp(" + a + "))";
            case 6 -> "damp(" + of + ".value++)";
            case 7 -> "(" + of + ".row[" + values.discrete().index() + "] = damp(" + a + "))";
            case 8 -> of + ".after().value * " + a;
            default -> of + ".add(" + values.leaf() + ").set(" + values.arrays().row() + ").read()";
        };
    }

    private String function(String of, String a) {
        return switch (draw.below(7)) {
            case 0 -> "integrate(" + of + ", " + values.leaf() + ", " + values.leaf() + ")";
            case 1 -> "repeated(" + of + ", " + a + ", " + draw.below(4) + ")";
            case 2 -> "composed(" + of + ", " + objects.any(Kind.FUNCTION) + ").applyAsDouble(" + a + ")";
            case 3 ->
                of + draw.of(".andThen(", ".compose(") + objects.any(Kind.FUNCTION) + ").applyAsDouble(" + a + ")";
            default -> of + ".applyAsDouble(" + a + ")";
        };
    }

    private String pattern(String of, String type, String part) {
        String name = values.inner(type.toLowerCase(Locale.ROOT) + "In");
        return "(" + of + " instanceof " + type + " " + name + " ? " + name + "." + part + " : " + values.leaf() + ")";
    }
}
