package io.github.cotangent.runtime;

/**
 * The derivative cannot follow what the program does: a call was dispatched to an object of a class that was not known when the
 * derivative was generated, and there is none in the class's own companion that fits; or a list was changed through a view of it, or
 * a collection or map that is not the JDK's.
 */
public final class NoDerivativeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private NoDerivativeException(String message) {
        super(message);
    }

    /** The exception for a change of a list through a view of it. */
    static NoDerivativeException ofView() {
        return new NoDerivativeException(
                "A list that carries derivatives was changed through a view, as List.subList gives it;"
                        + " change the list itself, or a copy of the part");
    }

    /** The exception for a change of a queue with an order of its own, by code that does not know of the order. */
    static NoDerivativeException ofOrder() {
        return new NoDerivativeException(
                "A PriorityQueue that carries derivatives was changed as if it were another queue;"
                        + " declare the variable as a PriorityQueue");
    }

    /** The exception for a change of a collection or map of a class that may do with its elements what it likes. */
    static NoDerivativeException ofChange(Class<?> type) {
        return new NoDerivativeException("An object of class " + type.getName()
                + " that carries derivatives was changed, and what it does with its elements is not known; pass a copy that is a"
                + " collection or map of the JDK");
    }

    /**
     * The exception for a receiver whose class has no derivative of a method.
     *
     * @param receiver what the method was called on; for null, the exception is the one the plain call throws
     * @param method the name of the method
     */
    public static RuntimeException of(Object receiver, String method) {
        if (receiver == null) {
            return new NullPointerException("Cannot invoke \"" + method + "\", because the receiver is null");
        }
        return new NoDerivativeException("There is no derivative of " + method + " for the class "
                + receiver.getClass().getName()
                + ", which was not known when the derivative was generated; compile the class together with the annotated"
                + " method");
    }

    /**
     * The exception for a receiver whose class, compiled elsewhere, has a first derivative of a method at most.
     *
     * @param method the name of the method
     */
    public static NoDerivativeException ofSecond(Object receiver, String method) {
        return new NoDerivativeException("There is no second derivative of " + method + " for the class "
                + receiver.getClass().getName()
                + ", which was not known when the derivative was generated; compile the class together with the annotated"
                + " method");
    }

    /** For a method whose rule is about arrays that are different ones. */
    static NoDerivativeException ofShared(String method, String obstacle) {
        return new NoDerivativeException(method + " " + obstacle);
    }

    /** For a class whose method, or the one it inherits, has no companion or no sweeps in it. */
    static NoDerivativeException withoutBody(Class<?> type, Class<?> home, String method) {
        String rest = ", which was not known when the derivative was generated; ";
        if (type.isHidden() || home == null || home.getCanonicalName() == null) {
            return new NoDerivativeException("There is no derivative of " + method + " for the class " + type.getName()
                    + rest + "make it a named class and compile that together with the annotated method");
        }
        String body = home == type ? "" : ": it inherits " + method + " from " + home.getName();
        return new NoDerivativeException(
                "There is no derivative of " + method + " for the class " + type.getName() + rest
                        + "annotate " + home.getSimpleName() + "." + method
                        + " with @Differentiable where it is compiled, or compile the class together with the annotated method"
                        + body);
    }

    /** For a class whose method has sweeps, but not those that are needed. */
    static NoDerivativeException unfit(Class<?> type, Class<?> home, String method, String obstacle) {
        return new NoDerivativeException(
                "There is no fitting derivative of " + method + " for the class " + type.getName()
                        + ", which was not known when the derivative was generated: " + home.getSimpleName() + "."
                        + method + " "
                        + obstacle);
    }
}
