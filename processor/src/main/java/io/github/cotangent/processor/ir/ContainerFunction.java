package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * An operation of the JDK on a container of arrays or objects. The same operation is done on the shadow of the container, with
 * the shadows of the elements: what is put at a place has its shadow put at the same place, what is taken from a place has its
 * shadow taken from there.
 *
 * @param name the simple name of the method; {@link #CREATION} for a constructor
 * @param owner the class of a static method; null for others
 * @param shadowName the method of the shadow that does the same; null if the shadow is not concerned
 * @param roles what the operands are
 * @param result what it gives
 * @param effect what it does to the container
 * @param needsOriginal whether the shadow's method takes the container as its last argument: a map tells the order
 */
public record ContainerFunction(
        String name,
        ReferenceType owner,
        String shadowName,
        List<Role> roles,
        Result result,
        Effect effect,
        boolean needsOriginal) {

    /** The name of constructors. */
    public static final String CREATION = "new";

    /** What an operand is. */
    public enum Role {
        /** A container whose elements matter; the first one is the one that is asked. */
        CONTAINER,
        /** Something that becomes an element. */
        ELEMENT,
        /** An index, a key, a size. */
        DATA
    }

    /** What an operation gives. */
    public enum Result {
        /** No element: a size, a truth value, a key, nothing at all. */
        DATA,
        /** An element of the container it is asked of. */
        ELEMENT,
        /** Another view of the same elements, which sees later changes: an iterator, the values of a map. */
        VIEW,
        /** A view of the entries of a map. */
        ENTRIES,
        /** A new container with the elements of the containers among the operands, and the operands that are elements. */
        COPY
    }

    /** What an operation does to the container it is asked of. */
    public enum Effect {
        NONE,
        /** Moves an iterator, or asks one that may have moved. */
        MOVES,
        /** Changes which elements there are, or where. */
        CHANGES,
        /**
         * Puts elements in another order, takes some away or in, as a comparator or what is equal tells. The last operand is a list
         * of all that may be there afterwards, made before: an element that has stayed has its old shadow.
         */
        REARRANGES
    }

    public ContainerFunction {
        roles = List.copyOf(roles);
    }

    /** Whether it changes the container it is asked of. */
    public boolean changes() {
        return effect == Effect.CHANGES || effect == Effect.REARRANGES;
    }

    /** Whether the shadow of what it is asked of has to change or move with it. */
    public boolean actsOnShadow() {
        return effect != Effect.NONE && shadowName != null;
    }

    /** Whether it gives the same again as long as the container is not changed, and leaves everything as it is. */
    public boolean isRepeatable() {
        return effect == Effect.NONE && (result == Result.DATA || result == Result.ELEMENT);
    }

    /** Those of the operands that the JDK's method takes. */
    public List<Expr> arguments(List<Expr> operands) {
        int hidden = effect == Effect.REARRANGES ? 1 : 0;
        return operands.subList(hasReceiver() ? 1 : 0, operands.size() - hidden);
    }

    /** Whether it is asked of a container, rather than static or a constructor. */
    public boolean hasReceiver() {
        return owner == null && !name.equals(CREATION);
    }

    /** Takes back the last change of the shadow of a container. */
    public static Expr undo(Expr shadow) {
        ContainerFunction undo =
                new ContainerFunction("undo", null, null, List.of(Role.CONTAINER), Result.DATA, Effect.CHANGES, false);
        return new Expr.ContainerCall(undo, List.of(shadow), Primitive.VOID);
    }

    /** The same with another result. */
    public ContainerFunction giving(Result other) {
        return new ContainerFunction(name, owner, shadowName, roles, other, effect, needsOriginal);
    }

    /** The same with another method of the shadow. */
    public ContainerFunction onShadow(String other) {
        return new ContainerFunction(name, owner, other, roles, result, effect, needsOriginal);
    }

    /** The same with other operands. */
    public ContainerFunction withRoles(List<Role> others) {
        return new ContainerFunction(name, owner, shadowName, others, result, effect, needsOriginal);
    }

    /** The operation on the shadow. */
    public ContainerFunction ofShadow() {
        return effect == Effect.REARRANGES
                ? new ContainerFunction(
                        shadowName,
                        null,
                        null,
                        List.of(Role.CONTAINER, Role.CONTAINER, Role.CONTAINER, Role.CONTAINER),
                        result,
                        Effect.CHANGES,
                        false)
                : new ContainerFunction(shadowName, null, shadowName, roles, result, effect, false);
    }
}
