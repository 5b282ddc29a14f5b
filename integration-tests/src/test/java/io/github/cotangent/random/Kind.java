package io.github.cotangent.random;

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
    CUBE("double[][][]");

    final String type;

    Kind(String type) {
        this.type = type;
    }
}
