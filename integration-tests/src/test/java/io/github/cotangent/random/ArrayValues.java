package io.github.cotangent.random;

/** Expressions for arrays that carry derivatives: rows of three, matrices, cubes, and their elements. */
final class ArrayValues {
    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final Discrete discrete;

    ArrayValues(Draw draw, Scope scope, Values values, Discrete discrete) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.discrete = discrete;
    }

    /** A row without side effect: a variable, or a row of a matrix. */
    String row() {
        return draw.chance(0.7) ? scope.pick(Kind.ROW) : matrix() + "[" + discrete.index() + "]";
    }

    String matrix() {
        return scope.has(Kind.CUBE) && draw.chance(0.3)
                ? scope.pick(Kind.CUBE) + "[" + discrete.index(2) + "]"
                : scope.pick(Kind.MATRIX);
    }

    /** An element; can be assigned. */
    String element() {
        if (scope.has(Kind.JAGGED) && draw.chance(0.15)) {
            String jagged = scope.pick(Kind.JAGGED);
            String i = String.valueOf(draw.below(3));
            return jagged + "[" + i + "][Math.floorMod(" + discrete.integer(0) + ", " + jagged + "[" + i + "].length)]";
        }
        return row() + "[" + discrete.index() + "]";
    }

    /** A call that gives a row. */
    String call() {
        return switch (draw.below(4)) {
            case 0 -> "pair(" + values.leaf() + ", " + values.leaf() + ")";
            case 1 -> "turned(" + row() + ", " + values.leaf() + ")";
            case 2 -> "descend(" + row() + ", " + draw.below(4) + ")";
            default -> "pick(" + row() + ", " + row() + ", " + discrete.condition() + ")";
        };
    }

    /** Any row, new or old. */
    String anyRow() {
        return switch (draw.below(9)) {
            case 0 -> "new double[] {damp(" + values.expression(1) + "), " + values.leaf() + ", " + draw.number() + "}";
            case 1 -> row() + ".clone()";
            case 2, 3 -> call();
            case 4 -> "Arrays.copyOf(" + row() + ", 3)";
            case 5 -> "Arrays.copyOfRange(" + row() + ", " + draw.of("0, 3", "1, 4") + ")";
            case 6 -> discrete.condition() + " ? " + row() + " : " + row();
            default -> row();
        };
    }

    /** Any matrix, new or old. */
    String anyMatrix() {
        return switch (draw.below(7)) {
            case 0 -> "new double[3][3]";
            case 1 -> matrix() + ".clone()";
            case 2 -> "stack(" + row() + ", " + row() + ")";
            case 3 -> "Arrays.copyOf(" + matrix() + ", 3)";
            case 4 -> matrix();
            default -> "new double[][] {" + row() + ", " + call() + ", " + row() + ".clone()}";
        };
    }

    String anyCube() {
        return draw.chance(0.2) ? "new double[2][3][3]" : "new double[][][] {" + anyMatrix() + ", " + matrix() + "}";
    }

    String anyJagged() {
        return switch (draw.below(3)) {
            case 0 ->
                "new double[][] {{" + values.leaf() + "}, " + row() + ", {" + values.leaf() + ", " + values.leaf()
                        + "}}";
            case 1 ->
                "new double[][] {Arrays.copyOf(" + row() + ", 2), Arrays.copyOf(" + row() + ", 4), " + row() + "}";
            default -> matrix();
        };
    }
}
