package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.ReferenceType;
import java.util.Set;

/**
 * The generated methods a caller goes through. The forward sweep takes the arguments, then the shadows of the active array
 * arguments, then the state; it returns what the method returns. The reverse sweep takes the state and, where the result is
 * an active number, its cotangent; it leaves the cotangents of number arguments in the state.
 *
 * @param owner canonical name of the class that has them; empty for the companion at hand
 * @param forward name of the forward sweep
 * @param reverse name of the reverse sweep
 * @param state the class of the saved values
 * @param active the parameters that have a cotangent
 * @param seeded whether the reverse sweep takes the cotangent of the result
 */
public record Sweeps(
        String owner, String forward, String reverse, ReferenceType state, Set<Integer> active, boolean seeded) {

    /** The state's field with the shadow of an array result. */
    public static final String RESULT_SHADOW = "resultShadow";

    /** The state's field with the cotangent of a number parameter. */
    public static String cotangent(int parameter) {
        return "cotangent" + parameter;
    }
}
