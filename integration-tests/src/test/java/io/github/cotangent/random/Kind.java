package io.github.cotangent.random;

import java.util.List;

/** The kinds of variables of random programs: a type, and what the generator relies on about its values. */
enum Kind {
    NUMBER("double"),
    SINGLE("float"),
    INT("int"),
    LONG("long"),
    SHORT("short"),
    BYTE("byte"),
    CHAR("char"),
    FLAG("boolean"),
    TEXT("String"),
    OP("Op"),
    /** Three numbers. */
    ROW("double[]"),
    /** Three numbers. */
    SINGLES("float[]"),
    /** Three ints. */
    INTS("int[]"),
    /** Three rows of three. */
    MATRIX("double[][]"),
    /** Three rows of any length from one to four. */
    JAGGED("double[][]"),
    /** Two matrices. */
    CUBE("double[][][]"),
    PAIR("Pair"),
    FRAME("Frame"),
    CELL("Cell"),
    BOX("Box<Cell>"),
    CURVE("Curve"),
    PART("Part"),
    TREE("Tree"),
    STACK("Stack"),
    /** Its bodies are random and call no other random body; so are those of functions. */
    RULE("Rule"),
    FUNCTION("DoubleUnaryOperator"),
    /** Made of other functions; never assigned, lest functions grow in a loop. */
    COMPOSED("DoubleUnaryOperator"),
    FORCE("Force"),
    MAPPING("UnaryOperator<Pair>"),
    MEASURE("ToDoubleFunction<Cell>"),
    ACTION("Consumer<Cell>"),
    HOLDER("Holder"),
    /** Three objects, none of them null, as in the following. */
    PAIRS("Pair[]"),
    CELLS("Cell[]"),
    CURVES("Curve[]"),
    RULES("Rule[]"),
    FUNCTIONS("DoubleUnaryOperator[]"),
    /** At least one element, none of them null, as in the following. */
    LIST("List<Cell>"),
    NUMBERS("List<Double>"),
    DEQUE("Deque<double[]>"),
    /** Any number of keys, none of whose values is null, as in the following. */
    MAP("Map<Integer, Pair>"),
    TABLE("Map<String, Double>");

    /** The kinds of objects that have no random body. */
    static final List<Kind> OBJECTS = List.of(PAIR, FRAME, CELL, BOX, CURVE, PART, TREE, STACK);

    /** The kinds of arrays of objects. */
    static final List<Kind> OBJECT_ARRAYS = List.of(PAIRS, CELLS, CURVES, RULES, FUNCTIONS);

    final String type;

    Kind(String type) {
        this.type = type;
    }

    /** What an array of objects holds. */
    Kind element() {
        return switch (this) {
            case PAIRS -> PAIR;
            case CELLS -> CELL;
            case CURVES -> CURVE;
            case RULES -> RULE;
            case FUNCTIONS -> FUNCTION;
            default -> throw new IllegalStateException(name());
        };
    }
}
