package io.github.cotangent.processor.ir;

import java.util.List;
import java.util.Set;

/**
 * What opaque code does beyond computing a value from its operands.
 *
 * @param pure whether evaluating it again gives the same value and does nothing else, as long as the operands and the
 *     contents of the arrays among them are the same
 * @param assigned local variables it assigns
 * @param mutated array operands whose contents it may change or keep a reference to
 * @param stored those of them into which its text itself may store; the others are handed to code that is not at hand
 * @param clobbers whether it may change arrays that are visible outside the method (unknown user code)
 * @param staticsRead keys ({@link Variable.Field#key}) of the static fields that it may look at, itself or in user code it
 *     calls, without their being operands
 * @param staticsWritten keys of the static fields that it may put something into
 */
public record Effects(
        boolean pure,
        List<Variable> assigned,
        List<Variable> mutated,
        List<Variable> stored,
        boolean clobbers,
        Set<String> staticsRead,
        Set<String> staticsWritten) {
    public static final Effects NONE = new Effects(true, List.of(), List.of(), false);
    public static final Effects IMPURE = new Effects(false, List.of(), List.of(), false);

    /** Effects that leave static fields alone. */
    public Effects(boolean pure, List<Variable> assigned, List<Variable> mutated, boolean clobbers) {
        this(pure, assigned, mutated, clobbers, Set.of(), Set.of());
    }

    /** Effects of a text that may itself store into whatever may change. */
    public Effects(
            boolean pure,
            List<Variable> assigned,
            List<Variable> mutated,
            boolean clobbers,
            Set<String> staticsRead,
            Set<String> staticsWritten) {
        this(pure, assigned, mutated, mutated, clobbers, staticsRead, staticsWritten);
    }

    public Effects {
        assigned = List.copyOf(assigned);
        mutated = List.copyOf(mutated);
        stored = List.copyOf(stored);
        staticsRead = Set.copyOf(staticsRead);
        staticsWritten = Set.copyOf(staticsWritten);
    }

    /** The same, but for what it may change, and what of that by its text. */
    public Effects mutating(List<Variable> changed, List<Variable> byText) {
        return new Effects(pure, assigned, changed, byText, clobbers, staticsRead, staticsWritten);
    }
}
