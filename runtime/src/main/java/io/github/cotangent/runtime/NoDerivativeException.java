package io.github.cotangent.runtime;

/**
 * The derivative cannot follow what the program does: a call was dispatched to an object of a class that was not known when the
 * derivative was generated, or a list was changed through a view of it, or a collection or map that is not the JDK's.
 */
public final class NoDerivativeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private NoDerivativeException(String message) {
        super(message);
    }

    /** The exception for a change of a list through a view of it. */
    static NoDerivativeException ofView() {
        return new NoDerivativeException("A list that carries derivatives was changed through a view, as List.subList gives it;"
                + " change the list itself, or a copy of the part");
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
}
