package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/** Statements without bodies: declarations, assignments of every form, operations on arrays, calls for their effect. */
final class Assignments {
    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final Discrete discrete;
    private final ArrayValues arrays;

    Assignments(Draw draw, Scope scope, Values values) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.discrete = values.discrete();
        this.arrays = values.arrays();
    }

    Statement any() {
        String text = switch (draw.below(30)) {
            case 0, 1, 2 -> declare(Kind.NUMBER, "s", values.expression(2));
            case 3, 4, 5 -> scope.writable(Kind.NUMBER) + " = damp(" + values.expression(2) + ");";
            case 6, 7 -> compound();
            case 8, 9, 10 -> arrays.element() + " = damp(" + values.expression(2) + ");";
            case 11 -> arrays.element() + draw.of(" += ", " -= ") + "0.3 * Math.sin(" + values.expression(1) + ");";
            case 12 -> step();
            case 13 -> "mix(" + arrays.row() + ", " + arrays.row() + ", " + values.expression(1) + ");";
            case 14 -> newRow();
            case 15, 16 ->
                (draw.chance(0.7) ? scope.writable(Kind.ROW) : rowOfMatrix()) + " = " + arrays.anyRow() + ";";
            case 17 -> swapRows();
            case 18, 19 -> operation();
            case 20 -> newMatrix();
            case 21, 22 -> discreteDeclaration();
            case 23 -> discreteUpdate();
            case 24 -> single();
            case 25 -> chained();
            case 26 ->
                "spread(" + draw.of(arrays.matrix(), "new double[][] {" + arrays.row() + "}") + ", " + values.leaf()
                        + ");";
            case 27 -> opaque();
            case 28 -> scope.isInFunction() ? declare(Kind.NUMBER, "s", values.expression(2)) : holder();
            default ->
                draw.of(
                        "assert " + quiet() + " < 1e9 : \"large \" + " + scope.pick(Kind.NUMBER) + ";",
                        "guarded(" + values.expression(1) + ");",
                        values.effect().startsWith("(") ? "even(" + arrays.row() + ", 2);" : "tick(1);");
        };
        return Statement.of(text);
    }

    /** A number that is only looked at: what an assertion changed would depend on how the program is started. */
    private String quiet() {
        return draw.of(scope.pick(Kind.NUMBER), "SCALE", scope.pick(Kind.ROW) + "[" + draw.below(3) + "]");
    }

    private String declare(Kind kind, String wish, String value) {
        String name = scope.fresh(wish);
        boolean fixed = draw.chance(0.05);
        scope.declare(kind, name, fixed);
        boolean inferred = !value.startsWith("{") && !scope.has(Kind.SINGLE) && draw.chance(0.1);
        return (fixed ? "final " : "") + (inferred ? "var" : kind.type) + " " + name + " = " + value + ";";
    }

    private String compound() {
        String target = draw.chance(0.6) ? scope.writable(Kind.NUMBER) : arrays.element();
        return draw.chance(0.8)
                ? target + draw.of(" += ", " -= ", " *= ") + "0.5 * Math.sin(" + values.expression(1) + ");"
                : target + " /= 1.5 + Math.abs(" + values.leaf() + " + 0.011);";
    }

    private String step() {
        String target = draw.chance(0.5) ? scope.writable(Kind.NUMBER) : arrays.element();
        return draw.chance(0.5) ? target + draw.of("++;", "--;") : draw.of("++", "--") + target + ";";
    }

    private String newRow() {
        return draw.chance(0.3)
                ? declare(
                        Kind.ROW,
                        "v",
                        "{damp(" + values.expression(1) + "), " + values.leaf() + ", " + draw.number() + "}")
                : declare(Kind.ROW, "v", arrays.anyRow());
    }

    private String rowOfMatrix() {
        return arrays.matrix() + "[" + discrete.index() + "]";
    }

    private String swapRows() {
        String w = arrays.matrix();
        int i = draw.below(3);
        int j = draw.below(3);
        String row = scope.fresh("r");
        scope.declare(Kind.ROW, row, false);
        return "double[] " + row + " = " + w + "[" + i + "];\n" + w + "[" + i + "] = " + w + "[" + j + "];\n" + w + "["
                + j + "] = " + row + ";";
    }

    private String operation() {
        return switch (draw.below(8)) {
            case 0 -> "Arrays.fill(" + arrays.row() + ", damp(" + values.expression(1) + "));";
            case 1 ->
                "Arrays.fill(" + arrays.row() + ", 1, " + draw.of("2", "3") + ", damp(" + values.expression(1) + "));";
            case 2 -> "System.arraycopy(" + arrays.row() + ", 0, " + arrays.row() + ", 1, 2);";
            case 3 -> "System.arraycopy(" + arrays.row() + ", 1, " + arrays.row() + ", 0, 2);";
            case 4 -> {
                String row = scope.pick(Kind.ROW);
                yield "System.arraycopy(" + row + ", " + draw.of("0, " + row + ", 1", "1, " + row + ", 0") + ", 2);";
            }
            case 5 -> "System.arraycopy(" + arrays.matrix() + ", 0, " + arrays.matrix() + ", 1, 2);";
            case 6 -> "Arrays.fill(" + arrays.matrix() + ", " + arrays.row() + ");";
            default -> "change(" + arrays.row() + ", " + scope.pick(Kind.INT) + ", 0.2 * " + values.leaf() + ");";
        };
    }

    private String newMatrix() {
        return switch (draw.below(5)) {
            case 0 -> declare(Kind.CUBE, "q", arrays.anyCube());
            case 1 -> declare(Kind.JAGGED, "j", arrays.anyJagged());
            case 2 -> {
                String name = scope.fresh("w");
                String rows = arrays.row() + ", " + arrays.call() + ", " + arrays.row();
                scope.declare(Kind.MATRIX, name, false);
                yield "double[][] " + name + " = new double[3][];\nfor (int at = 0; at < 3; at++) " + name
                        + "[at] = new double[][] {" + rows + "}[at];";
            }
            default -> declare(Kind.MATRIX, "w", arrays.anyMatrix());
        };
    }

    private String discreteDeclaration() {
        Kind kind = draw.of(
                Kind.INT,
                Kind.INT,
                Kind.LONG,
                Kind.SHORT,
                Kind.BYTE,
                Kind.CHAR,
                Kind.FLAG,
                Kind.TEXT,
                Kind.OP,
                Kind.INTS);
        return declare(kind, "k", discrete.initial(kind));
    }

    private String discreteUpdate() {
        Kind kind = draw.of(Kind.INT, Kind.LONG, Kind.SHORT, Kind.BYTE, Kind.CHAR, Kind.FLAG, Kind.INTS);
        if (!scope.hasWritable(kind)) {
            return discreteDeclaration();
        }
        String name = scope.writable(kind);
        return switch (kind) {
            case FLAG -> name + draw.of(" &= ", " |= ", " ^= ", " = ") + discrete.condition() + ";";
            case INTS ->
                name + "[" + discrete.index() + "]" + draw.of(" += ", " = ", " ^= ") + discrete.integer(1) + ";";
            default ->
                draw.chance(0.4)
                        ? name + draw.of("++;", "--;")
                        : name + draw.of(" += ", " *= ", " ^= ", " -= ", " >>= ", " >>>= ", " <<= ")
                                + discrete.integer(1) + ";";
        };
    }

    private String single() {
        if (!scope.has(Kind.SINGLE)) {
            return declare(Kind.NUMBER, "s", values.expression(1));
        }
        return switch (draw.below(6)) {
            case 0 -> scope.writable(Kind.SINGLE) + " = damp(" + values.single() + ");";
            case 1 -> scope.writable(Kind.SINGLE) + draw.of(" += ", " -= ") + "0.3 * Math.sin(" + values.leaf() + ");";
            case 2 ->
                scope.has(Kind.SINGLES)
                        ? scope.pick(Kind.SINGLES) + "[" + discrete.index() + "]" + draw.of(" = ", " += ", " *= ")
                                + "0.5f * damp(" + values.single() + ");"
                        : scope.writable(Kind.SINGLE) + "++;";
            case 3 -> scope.writable(Kind.NUMBER) + " = damp(" + values.single() + ");";
            case 4 -> {
                String row = scope.has(Kind.SINGLES) ? scope.pick(Kind.SINGLES) + draw.of("", ".clone()") : null;
                yield row == null ? scope.writable(Kind.SINGLE) + "--;" : declare(Kind.SINGLES, "fs", row);
            }
            default -> {
                String value = values.single();
                yield declare(Kind.SINGLE, "f", value);
            }
        };
    }

    private String chained() {
        return scope.writable(Kind.NUMBER) + " = " + arrays.element() + draw.of(" = ", " += ")
                + scope.writable(Kind.NUMBER) + draw.of(" = ", " -= ") + "damp(" + values.expression(1) + ");";
    }

    /** Code without derivative: builders, exceptions, parsing. */
    private String opaque() {
        String builder = scope.fresh("b");
        scope.reserve(builder);
        List<String> lines = new ArrayList<>();
        lines.add("StringBuilder " + builder + " = new StringBuilder().append(" + values.leaf() + ");");
        String k = scope.fresh("k");
        lines.add("int " + k + " = " + builder + ".length() > 0 ? " + discrete.integer(0) + " : 2;");
        if (draw.chance(0.5)) {
            lines.add("try { " + k + " += Integer.parseInt(" + draw.of("\"1\"", "\"x\"")
                    + "); } catch (NumberFormatException e) { " + k + " = 0; }");
        }
        scope.declare(Kind.INT, k, false);
        return String.join("\n", lines);
    }

    /** A local class or record that holds constants. */
    private String holder() {
        String name = scope.fresh("s");
        String type = "Held" + name;
        String text = draw.chance(0.5)
                ? "record " + type + "(double rate, int at) {}\n" + type + " held" + name + " = new " + type
                        + "(0.5, 1);\n" + "double " + name + " = held" + name + ".rate() * " + arrays.row() + "[held"
                        + name + ".at()];"
                : "final class " + type + " { static final double RATE = 0.7; }\ndouble " + name + " = " + type
                        + ".RATE * " + values.expression(1) + ";";
        scope.declare(Kind.NUMBER, name, false);
        return text;
    }
}
