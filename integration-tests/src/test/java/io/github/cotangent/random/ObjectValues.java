package io.github.cotangent.random;

/** Expressions for objects and functions, none of them null: what variables hold, new ones, what methods give. */
final class ObjectValues {
    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final Discrete discrete;
    private final ArrayValues arrays;

    ObjectValues(Draw draw, Scope scope, Values values) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.discrete = values.discrete();
        this.arrays = values.arrays();
    }

    /** Old or new. */
    String any(Kind kind) {
        return scope.has(kind) && draw.chance(0.6) ? held(kind) : made(kind);
    }

    /** One that a variable holds, as far as there is one. */
    String held(Kind kind) {
        if (!scope.has(kind)) {
            return plain(kind);
        }
        for (Kind array : Kind.OBJECT_ARRAYS) {
            if (array.element() == kind && scope.has(array) && draw.chance(0.3)) {
                return scope.pick(array) + "[" + discrete.index() + "]";
            }
        }
        return draw.chance(0.15)
                ? "(" + discrete.condition() + " ? " + scope.pick(kind) + " : " + scope.pick(kind) + ")"
                : scope.pick(kind);
    }

    /** A call of one of the methods of {@link RandomClasses}. */
    String method(String name) {
        return name + "(" + values.leaf() + ", " + arrays.row() + ", " + arrays.matrix() + ", " + discrete.integer(0)
                + ", " + held(Kind.CELL) + ", " + held(Kind.CELL) + ", " + held(Kind.PAIR) + ", " + held(Kind.CURVE)
                + ")";
    }

    /** A new one, or what a method of an old one gives. */
    String made(Kind kind) {
        if (values.hasFunctions() && draw.chance(0.15) && (kind == Kind.PAIR || kind == Kind.CELL)) {
            return method(kind == Kind.PAIR ? "toPair" : "toCell");
        }
        return switch (kind) {
            case PAIR -> pair();
            case FRAME ->
                switch (draw.below(4)) {
                    case 0 -> held(kind) + ".next(" + values.leaf() + ")";
                    case 1 -> "new Frame(" + any(Kind.PAIR) + ", " + arrays.row() + ")";
                    default -> plain(kind);
                };
            case CELL -> cell();
            case BOX ->
                switch (draw.below(4)) {
                    case 0 -> held(kind) + ".put(" + any(Kind.CELL) + ")";
                    case 1 -> held(kind) + ".around(" + held(Kind.CELL) + ")";
                    default -> "new Box<>(" + any(Kind.CELL) + ")";
                };
            case CURVE ->
                switch (draw.below(4)) {
                    case 0 -> held(kind) + ".plus(" + held(kind) + ")";
                    case 1 ->
                        draw.of("new Line(" + values.expression(1) + ", ", "new Line(0.3, ") + values.leaf() + ")";
                    case 2 -> "new Bend(" + values.expression(1) + ")";
                    default -> plain(kind);
                };
            case PART ->
                switch (draw.below(4)) {
                    case 0 -> held(kind) + ".tuned(" + values.leaf() + ")";
                    case 1 ->
                        "new " + draw.of("Soft", "Twice", "Hard") + "(" + values.leaf() + ", " + arrays.anyRow() + ")";
                    default -> plain(kind);
                };
            case TREE ->
                switch (draw.below(4)) {
                    case 0 -> "Tree.join(" + held(kind) + ", " + values.leaf() + ", " + held(kind) + ")";
                    case 1 -> held(kind) + ".turned()";
                    case 2 -> "new Leaf(" + values.expression(1) + ")";
                    default -> plain(kind);
                };
            case STACK -> draw.of("new Stack()", held(kind)) + ".push(" + any(Kind.PAIR) + ")";
            case FUNCTION ->
                switch (draw.below(5)) {
                    case 0 -> held(Kind.CURVE) + "::" + draw.of("at", "slope");
                    case 1 -> held(Kind.PART) + "::" + draw.of("run", "act");
                    case 2 -> held(Kind.TREE) + "::fold";
                    default -> held(kind);
                };
            case HOLDER ->
                scope.has(kind) && draw.chance(0.3) ? held(kind) + ".with(" + held(Kind.FUNCTION) + ")" : plain(kind);
            default -> plain(kind);
        };
    }

    /** A new one made by a constructor or a factory alone. */
    private String plain(Kind kind) {
        String a = "damp(" + values.leaf() + ")";
        return switch (kind) {
            case PAIR -> "new Pair(" + a + ", " + values.leaf() + ")";
            case FRAME ->
                "new Frame(" + draw.of("null", scope.has(Kind.PAIR) ? scope.pick(Kind.PAIR) : "null") + ", "
                        + held(Kind.PAIR) + ", " + arrays.row() + ", " + discrete.integer(0) + ")";
            case CELL -> "new Cell(" + a + ")";
            case BOX -> "new Box<Cell>(" + (scope.has(Kind.CELL) ? scope.pick(Kind.CELL) : "new Cell(" + a + ")") + ")";
            case CURVE -> "Curve.of(" + discrete.integer(0) + ", " + a + ", " + values.leaf() + ")";
            case PART -> "Part.of(" + discrete.integer(0) + ", " + a + ", " + arrays.row() + ")";
            case TREE -> "Tree.grow(" + a + ", " + draw.below(4) + ")";
            case STACK -> "new Stack()";
            case RULE -> rule(a);
            case FUNCTION -> draw.of("Math::sin", "Math::cos", "Bent::of");
            case FORCE -> "(v, w) -> new double[] {w[1], -w[0], damp(w[2] * v)}";
            case MAPPING -> draw.of("Pair::ordered", held(Kind.PAIR) + "::plus");
            case MEASURE -> draw.of("Cell::read", "Cell::walk", "Cell::value");
            case ACTION -> draw.of("Cell::walk", held(Kind.CELL) + "::absorb");
            case HOLDER -> "new Holder(" + held(Kind.FUNCTION) + ", " + a + ")";
            default -> throw new IllegalArgumentException(kind.name());
        };
    }

    private String rule(String a) {
        int which = draw.below(3);
        return "new Rule" + which + "(" + a + ", " + arrays.anyRow() + ", " + arrays.matrix() + ", "
                + discrete.integer(0) + ", " + (which == 1 ? held(Kind.PAIR) : held(Kind.CELL)) + ")";
    }

    private String pair() {
        return switch (draw.below(11)) {
            case 9 ->
                scope.has(Kind.MAPPING)
                        ? held(Kind.MAPPING) + ".apply(" + held(Kind.PAIR) + ")"
                        : "(switch (" + discrete.index() + ") { case 0 -> " + held(Kind.PAIR) + "; case 1 -> "
                                + plain(Kind.PAIR) + "; default -> " + held(Kind.PAIR) + ".ordered(); })";
            case 0 -> "Pair.of(" + values.expression(1) + ")";
            case 1 -> held(Kind.PAIR) + ".plus(" + any(Kind.PAIR) + ")";
            case 2 -> held(Kind.PAIR) + ".turned(" + values.leaf() + ")";
            case 3 -> held(Kind.PAIR) + ".with(" + values.leaf() + ")";
            case 4 -> held(Kind.PAIR) + ".ordered()";
            case 5 ->
                scope.has(Kind.FRAME) ? held(Kind.FRAME) + ".end(" + discrete.condition() + ")" : plain(Kind.PAIR);
            case 6 -> scope.has(Kind.STACK) ? held(Kind.STACK) + ".pop()" : plain(Kind.PAIR);
            case 7 -> "new Pair(damp(" + values.expression(1) + "), " + values.leaf() + ")";
            default -> plain(Kind.PAIR);
        };
    }

    private String cell() {
        String next = draw.of("null", held(Kind.CELL), held(Kind.CELL));
        return switch (draw.below(13)) {
            case 9, 10 -> "new Heavy(" + values.leaf() + ", " + held(Kind.CELL) + ")";
            case 11 -> scope.has(Kind.BOX) ? held(Kind.BOX) + ".get()" : plain(Kind.CELL);
            case 8 -> choice();
            case 0 -> "Cell.chain(" + values.leaf() + ", " + draw.below(3) + ")";
            case 1 -> held(Kind.CELL) + ".add(" + values.leaf() + ")";
            case 2 -> held(Kind.CELL) + ".set(" + arrays.anyRow() + ")";
            case 3 -> held(Kind.CELL) + ".after()";
            case 4 -> "Cell.reversed(" + held(Kind.CELL) + ", " + (1 + draw.below(3)) + ")";
            case 5, 6 -> "new Cell(" + values.expression(1) + ", " + arrays.anyRow() + ", " + next + ")";
            default -> plain(Kind.CELL);
        };
    }

    /** A switch expression with a block. */
    private String choice() {
        String inner = values.inner("cellIn");
        return "(switch (" + discrete.index() + ") { case 0 -> " + held(Kind.CELL) + "; case 1 -> { Cell " + inner
                + " = "
                + held(Kind.CELL) + "; " + inner + ".value *= 0.9; yield " + inner + "; } default -> "
                + held(Kind.CELL) + ".after(); })";
    }
}
