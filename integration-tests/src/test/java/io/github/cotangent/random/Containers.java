package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists, deques, maps and boxes in random programs: what is made, what is done with them, the numbers they give. Lists and deques
 * are never empty and stay short.
 */
final class Containers {
    private static final List<Kind> KINDS = List.of(Kind.LIST, Kind.NUMBERS, Kind.DEQUE, Kind.MAP, Kind.TABLE);

    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final Discrete discrete;
    private final ObjectValues objects;

    Containers(Draw draw, Scope scope, Values values) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.discrete = values.discrete();
        this.objects = values.objects().values();
    }

    /** A statement about one that is at hand, or the declaration of a new one. */
    Statement statement(int depth, Flow flow) {
        Kind kind = draw.of(KINDS);
        if (!scope.has(kind) || draw.chance(0.2)) {
            String made = made(kind);
            String name = scope.fresh("all");
            scope.declare(kind, name, false);
            return Statement.of(kind.type + " " + name + " = " + made + ";");
        }
        return depth <= 3 && draw.chance(0.25) ? loop(kind, depth, flow) : Statement.of(change(kind));
    }

    private String made(Kind kind) {
        boolean old = scope.has(kind) && draw.chance(0.4);
        String held = old ? scope.pick(kind) : null;
        return switch (kind) {
            case LIST ->
                old
                        ? draw.of(
                                held,
                                "new ArrayList<>(" + held + ")",
                                held + ".stream().map(each -> new Cell(each.value)).collect(Collectors.toList())")
                        : "new " + draw.of("ArrayList", "LinkedList") + "<>(List.of(" + objects.any(Kind.CELL) + ", "
                                + objects.any(Kind.CELL) + "))";
            case NUMBERS ->
                old
                        ? draw.of(held, "new ArrayList<>(" + held + ")", "twice(" + held + ")")
                        : "new ArrayList<>(Arrays.asList(" + number() + ", " + number() + "))";
            case DEQUE ->
                old
                        ? draw.of(held, "new ArrayDeque<>(" + held + ")")
                        : "new " + draw.of("ArrayDeque", "LinkedList") + "<>(List.of("
                                + values.arrays().anyRow() + "))";
            case MAP ->
                old
                        ? draw.of(held, "new HashMap<>(" + held + ")")
                        : "new " + draw.of("HashMap", "TreeMap", "LinkedHashMap") + "<>()";
            default -> old ? held : "new " + draw.of("HashMap", "TreeMap") + "<>()";
        };
    }

    private String number() {
        return "damp(" + values.expression(1) + ")";
    }

    private String place(String list) {
        return discrete.index() + " % " + list + ".size()";
    }

    private String key() {
        return draw.of("\"a\"", "\"b\"", "\"k\" + " + discrete.index());
    }

    private String change(Kind kind) {
        String it = scope.pick(kind);
        return switch (kind) {
            case LIST -> list(it);
            case NUMBERS ->
                switch (draw.below(6)) {
                    case 0 -> "if (" + it + ".size() < 5) " + it + ".add(" + number() + ");";
                    case 1 -> "if (" + it + ".size() > 1) " + it + ".remove(" + place(it) + ");";
                    case 2 -> "Collections.reverse(" + it + ");";
                    case 3 -> "if (" + it + ".size() < 4) " + it + ".addAll(" + scope.pick(kind) + ");";
                    default ->
                        it + ".set(" + place(it) + ", damp(" + it + ".get(" + place(it) + ") * " + values.leaf() + " + "
                                + values.leaf() + "));";
                };
            case DEQUE ->
                switch (draw.below(4)) {
                    case 0 ->
                        "if (" + it + ".size() < 4) " + it + draw.of(".addFirst(", ".push(", ".addLast(", ".offer(")
                                + values.arrays().anyRow() + ");";
                    case 1 ->
                        "if (" + it + ".size() > 1) " + it + draw.of(".pollFirst()", ".removeLast()", ".pop()")
                                + "[1] *= 0.9;";
                    case 2 -> it + ".addLast(" + it + ".removeFirst());";
                    default -> it + ".peekFirst()[" + discrete.index() + "] = " + number() + ";";
                };
            case MAP ->
                switch (draw.below(5)) {
                    case 0 -> it + ".remove(" + discrete.index() + ");";
                    case 1 ->
                        it + ".merge(" + discrete.index() + ", " + objects.any(Kind.PAIR) + ", "
                                + draw.of("Pair::plus", "(before, more) -> new Pair(before.u(), more.v())") + ");";
                    case 2 -> it + ".computeIfAbsent(" + discrete.index() + ", k -> Pair.of(0.1 * k));";
                    default -> it + ".put(" + discrete.index() + ", " + objects.any(Kind.PAIR) + ");";
                };
            default ->
                switch (draw.below(4)) {
                    case 0 -> "bump(" + it + ", " + key() + ", " + values.leaf() + ");";
                    case 1 ->
                        it + ".merge(" + key() + ", " + number() + ", (before, more) -> damp(before * 0.5 + more));";
                    case 2 -> it + ".remove(" + key() + ");";
                    default -> it + ".put(" + key() + ", " + number() + ");";
                };
        };
    }

    private String list(String it) {
        return switch (draw.below(9)) {
            case 0 -> "if (" + it + ".size() < 5) " + it + ".add(" + objects.any(Kind.CELL) + ");";
            case 1 -> "if (" + it + ".size() < 5) " + it + ".add(0, " + objects.any(Kind.CELL) + ");";
            case 2 -> "if (" + it + ".size() > 1) " + it + ".remove(" + place(it) + ").value *= 0.8;";
            case 3 -> draw.of("Collections.reverse(" + it + ");", "Collections.rotate(" + it + ", 1);");
            case 4 -> it + ".sort(Comparator.comparingInt(each -> each.count));";
            case 5 -> it + ".forEach(" + draw.of("Cell::walk", "each -> each.value *= 0.9") + ");";
            case 6 -> it + ".get(" + place(it) + ").absorb(" + objects.held(Kind.CELL) + ");";
            case 7 -> {
                String name = scope.fresh("o");
                String taken = it + ".get(" + place(it) + ")";
                scope.declare(Kind.CELL, name, false);
                yield "Cell " + name + " = " + taken + ";";
            }
            default -> it + ".set(" + place(it) + ", " + objects.any(Kind.CELL) + ");";
        };
    }

    /** Over a copy, since the body may change the container itself. */
    private Statement loop(Kind kind, int depth, Flow flow) {
        String it = scope.pick(kind);
        String each = scope.fresh("e");
        String label = scope.open("L", true);
        List<Statement> body = new ArrayList<>(
                switch (kind) {
                    case LIST -> flow.body(depth, Kind.CELL, each, false);
                    case DEQUE -> flow.body(depth, Kind.ROW, each, false);
                    case MAP -> flow.body(depth, Kind.PAIR, each, false);
                    default -> flow.body(depth, Kind.NUMBER, each, false);
                });
        scope.close();
        String head = switch (kind) {
            case LIST -> "Cell " + each + " : new ArrayList<>(" + it + ")";
            case NUMBERS -> "double " + each + " : new ArrayList<>(" + it + ")";
            case DEQUE -> "double[] " + each + " : new ArrayList<>(" + it + ")";
            case MAP -> "Pair " + each + " : new ArrayList<>(" + it + ".values())";
            default -> "double " + each + " : new TreeMap<>(" + it + ").values()";
        };
        return Statement.of(label + ": for (" + head + ") {", body, "}");
    }

    /** Whether any is at hand. */
    boolean areThere() {
        return KINDS.stream().anyMatch(scope::has);
    }

    /** A number from one that is at hand. */
    String number(int depth) {
        Kind kind = draw.of(KINDS.stream().filter(scope::has).toList());
        String it = scope.pick(kind);
        return switch (kind) {
            case LIST ->
                draw.of(
                        it + ".get(" + place(it) + ").value",
                        it + ".get(" + it + ".size() - 1).read()",
                        "damp(" + it + ".stream().mapToDouble(Cell::value).sum())",
                        "damp(total(" + it + "))",
                        "(" + it + ".size() * 0.1)");
            case NUMBERS ->
                draw.of(
                        it + ".get(" + place(it) + ")",
                        "damp(" + it + ".stream().mapToDouble(Double::doubleValue).sum())",
                        "damp(folded(" + it + ", 0))",
                        "(" + it + ".get(0) * " + values.expression(depth) + ")");
            case DEQUE -> it + draw.of(".peekFirst()[", ".peekLast()[", ".peek()[") + discrete.index() + "]";
            case MAP ->
                it + ".getOrDefault(" + discrete.index() + ", " + objects.any(Kind.PAIR) + ")"
                        + draw.of(".u()", ".v()");
            default ->
                draw.of(it + ".getOrDefault(" + key() + ", " + values.leaf() + " * 1.0)", "damp(most(" + it + "))");
        };
    }
}
