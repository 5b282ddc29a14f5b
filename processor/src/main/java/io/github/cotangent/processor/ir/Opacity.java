package io.github.cotangent.processor.ir;

/** Why a piece of code is opaque; what the error says when a derivative would have to flow through it. */
public enum Opacity {
    /** Nothing that could carry a derivative: strings, integers, references. */
    INACTIVE,
    CALL_WITHOUT_SOURCE,
    VIRTUAL_CALL,
    LAMBDA,
    /** The creation of an object whose class has no name. */
    ANONYMOUS_CLASS,
    BOXING,
    COLLECTION,
    STREAM,
    OBJECT,
    FIELD,
    NATIVE_OR_REFLECTION,
    TRY_CATCH,
    SYNCHRONIZED,
    PATTERN,
    OTHER
}
