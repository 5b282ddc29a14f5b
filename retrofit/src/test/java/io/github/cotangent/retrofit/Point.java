package io.github.cotangent.retrofit;

/**
 * Where a method is called.
 *
 * @param making the arguments that make the receiver, none for a static method
 * @param arguments the method's own
 */
record Point(Object[] making, Object[] arguments) {
    /** The same numbers in arrays of their own. */
    Point copy() {
        return new Point(Numbers.copy(making), Numbers.copy(arguments));
    }
}
