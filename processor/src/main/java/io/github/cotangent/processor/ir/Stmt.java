package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * A statement. Lowering yields the first group; the passes behind it also use the second.
 *
 * <p>A statement object stands at one place of one method only: passes key what they know by its identity.
 */
public sealed interface Stmt
        permits Stmt.Assign,
                Stmt.Store,
                Stmt.SetField,
                Stmt.Perform,
                Stmt.If,
                Stmt.Switch,
                Stmt.Loop,
                Stmt.Labelled,
                Stmt.Jump,
                Stmt.Return,
                Stmt.Throw,
                Stmt.Try,
                Stmt.TryFinally,
                Stmt.Synchronized,
                Stmt.Accumulate,
                Stmt.AccumulateElement,
                Stmt.SetStateField,
                Stmt.Comment {

    Origin origin();

    /** {@code target = value}; the declaration, where it is the first, is placed when printing. */
    record Assign(Variable target, Expr value, Origin origin) implements Stmt {}

    /** {@code array[index] = value}, for every element type; all three are atoms in the lowered form. */
    record Store(Expr array, Expr index, Expr value, Origin origin) implements Stmt {}

    /**
     * {@code object.field = value}; both are atoms in the lowered form.
     *
     * @param isThere whether the object has the value already, because its constructor, which is gone through once more for the
     *     derivatives, put it there
     */
    record SetField(Expr object, FieldId field, Expr value, boolean isThere, Origin origin) implements Stmt {}

    /** An expression for its effect: a void call, a dropped result, opaque statements. */
    record Perform(Expr action, Origin origin) implements Stmt {}

    /** The condition is an atom in the lowered form. */
    record If(Expr condition, Block then, Block otherwise, Origin origin) implements Stmt {}

    /**
     * One arm of a switch.
     *
     * @param labels the case constants as Java source (enum constants by simple name)
     * @param isDefault whether it also takes what no label names
     */
    record Case(List<String> labels, boolean isDefault, Block body) {
        public Case {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A choice among arms of which at most one runs: no fall-through, no implicit break target. The selector is an atom in
     * the lowered form. Fall-through is lowered to a labelled chain of conditions on the number of the entered group.
     */
    record Switch(Expr selector, List<Case> cases, Origin origin) implements Stmt {
        public Switch {
            cases = List.copyOf(cases);
        }
    }

    /**
     * A loop. Each iteration runs {@code body}, then {@code update}. A {@code continue} leaves the body and runs the update;
     * a {@code break} leaves the loop.
     *
     * @param condition a pure expression, a tree; {@code true} when the source had none or one with effects, which then
     *     stands in the body with a break
     * @param testFirst whether the condition is tested before each iteration or after it (behind the update)
     */
    record Loop(Label label, Expr condition, boolean testFirst, Block body, Block update, Origin origin)
            implements Stmt {}

    /** A block that a {@code break label} can leave. */
    record Labelled(Label label, Block body, Origin origin) implements Stmt {}

    /** {@code break label}, or {@code continue label} where the label is a loop's. */
    record Jump(Label target, boolean isContinue, Origin origin) implements Stmt {}

    /** {@code return value}; the value is an atom in the lowered form, null when there is none. */
    record Return(Expr value, Origin origin) implements Stmt {}

    /** {@code throw value}. */
    record Throw(Expr value, Origin origin) implements Stmt {}

    /**
     * One clause of a {@code try}.
     *
     * @param types the exceptions it takes
     * @param exception the variable that has the exception; only the clause mentions it
     */
    record Catch(List<Type> types, Variable exception, Block body) {
        public Catch {
            types = List.copyOf(types);
        }
    }

    /** {@code try { body } catch (E e) { … }}, with at least one clause. */
    record Try(Block body, List<Catch> catches, Origin origin) implements Stmt {
        public Try {
            catches = List.copyOf(catches);
        }
    }

    /** {@code synchronized (lock) { body }}; the lock is an atom. */
    record Synchronized(Expr lock, Block body, Origin origin) implements Stmt {}

    /** {@code try { body } finally { finalizer }}, where the finalizer completes normally. */
    record TryFinally(Block body, Block finalizer, Origin origin) implements Stmt {}

    /** {@code target += value}: what an adjoint receives. Only in sweeps; the value is an atom where they are differentiated themselves. */
    record Accumulate(Variable target, Expr value, Origin origin) implements Stmt {}

    /** {@code array[index] += value}, likewise. */
    record AccumulateElement(Expr array, Expr index, Expr value, Origin origin) implements Stmt {}

    /** {@code state.field = value}. Only in generated code. */
    record SetStateField(Expr state, String field, Expr value, Origin origin) implements Stmt {}

    /** A comment on a line of its own. */
    record Comment(String text) implements Stmt {
        @Override
        public Origin origin() {
            return Origin.NONE;
        }
    }
}
