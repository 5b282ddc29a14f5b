package io.github.cotangent.processor.ir;

import java.util.Locale;

/** The primitive types, and {@code void} for methods without a result. */
public enum Primitive implements Type {
    BOOLEAN,
    BYTE,
    SHORT,
    CHAR,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    VOID;

    /** The keyword. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
