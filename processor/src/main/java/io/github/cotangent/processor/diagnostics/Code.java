package io.github.cotangent.processor.diagnostics;

/** The stable codes of all messages. A code is never reused for something else; docs/errors.md has a section on each. */
public enum Code {
    /** The annotated element is not a method whose body can be differentiated (abstract, native), or a type whose objects cannot be followed. */
    COT001("no body to differentiate"),
    /** The result or a requested input has a type without derivative. */
    COT002("type without derivative"),
    /** Neither a result nor an overwritten array: there is nothing to differentiate. */
    COT003("no differentiable output"),
    /** {@code wrt} names something that is not an input. */
    COT004("unknown input"),
    /** Two annotated methods of one class would get the same generated names. */
    COT005("name clash"),
    /** A kind of derivative that cannot be generated for this method, or not yet. */
    COT006("kind not available"),
    /** The source text of the class was not found. */
    COT007("source not found"),
    /** The source text could not be parsed. */
    COT008("source not parsed"),
    /** A name, type or call could not be resolved. */
    COT009("unresolved"),
    /** A derivative would flow through a method without source, companion or rule. */
    COT010("callee without derivative"),
    /** A derivative would flow through a call dispatched at run time. */
    COT011("virtual call"),
    /** A derivative would flow through a lambda or method reference. */
    COT012("lambda"),
    /** A derivative would flow through a box. */
    COT013("boxed number"),
    /** A derivative would flow through a collection. */
    COT014("collection"),
    /** A derivative would flow through a stream. */
    COT015("stream"),
    /** A derivative would flow through an object. */
    COT016("object"),
    /** A derivative would flow through a field. */
    COT017("field"),
    /** A derivative would flow through native code or reflection. */
    COT018("native or reflective"),
    /** A derivative would flow through a try statement with catch or resources, or out of a finally block. */
    COT019("try"),
    /** A derivative would flow through another thread. */
    COT020("concurrent code"),
    /** An array of unknown origin would have to carry a derivative. */
    COT021("array of unknown origin"),
    /** The bits of a floating number would carry a derivative. */
    COT022("bits of a number"),
    /** Any other construct a derivative would have to flow through. */
    COT023("construct without derivative"),
    /** The name asked for is no name in Java. */
    COT024("unusable name"),
    /** A type is annotated, and refers to one that is not. */
    COT025("tangent type not shared"),
    /** A derivative is stated of a method that does not exist, or has none. */
    COT026("rule without method"),
    /** A method that states a derivative has the wrong signature. */
    COT027("rule of the wrong form"),
    /** A derivative would flow through something of which a rule states none. */
    COT028("derivative not stated"),
    /** A method is said to solve an equation, and its residual or step is not there, or has the wrong signature. */
    COT029("solver without residual"),
    /** The solution of an equation is not a function of its parameters, as far as can be told. */
    COT030("solution not determined"),
    /** A loop cannot be run again from kept states, or the annotation that asks for it stands in the wrong place. */
    COT031("loop without checkpoints"),
    /** Warning: the result does not depend on a requested input. */
    COT101("independent input"),
    /** Warning: a dependence is cut by a cast or comparison. */
    COT102("dependence cut"),
    /** Warning: a derivative may meet an object of a class that has none. */
    COT103("class without derivative");

    private final String title;

    Code(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Whether messages of this code leave the method without a derivative. */
    public boolean isError() {
        return ordinal() < COT101.ordinal();
    }
}
