package io.github.cotangent.runtime;

import java.lang.reflect.Array;

/**
 * Checks that derivatives are finite. Only companions that are generated with {@code -Acotangent.nanCheck=true} call it.
 *
 * <p>Where a number is not finite, that is a {@link NonFiniteDerivativeException}.
 */
public final class FiniteChecks {
    private FiniteChecks() {}

    /**
     * Checks an adjoint behind a share that it has received.
     *
     * @param place file, line and text of the statement
     * @param of what it is the adjoint of, as it is written
     * @param operands the numbers that the share is made of: name and value, in turn
     */
    public static void adjoint(double adjoint, String place, String of, Object... operands) {
        if (!Double.isFinite(adjoint)) {
            throw failure(place, "adjoint", of, adjoint, operands);
        }
    }

    /**
     * Checks a tangent behind the statement that gives it.
     *
     * @param place file, line and text of the statement
     * @param of what it is the tangent of, as it is written
     * @param operands the numbers that it is made of: name and value, in turn
     */
    public static void tangent(double tangent, String place, String of, Object... operands) {
        if (!Double.isFinite(tangent)) {
            throw failure(place, "tangent", of, tangent, operands);
        }
    }

    /**
     * Checks the adjoints of an array behind shares that they have received.
     *
     * @param adjoints an array of {@code double} or {@code float}, or of such arrays; null has no numbers
     * @param place file, line and text of the statement
     * @param of the array, as it is written
     */
    public static void adjoints(Object adjoints, String place, String of) {
        elements(adjoints, place, "adjoint", of);
    }

    /**
     * Checks the tangents of an array behind the statement that gives them.
     *
     * @param tangents an array of {@code double} or {@code float}, or of such arrays; null has no numbers
     * @param place file, line and text of the statement
     * @param of the array, as it is written
     */
    public static void tangents(Object tangents, String place, String of) {
        elements(tangents, place, "tangent", of);
    }

    /**
     * Checks what the caller gives.
     *
     * @param given a cotangent or tangent: a number, an array, or a derivative of an object
     * @param name the name of the parameter
     */
    public static void given(Object given, String name) {
        if (given instanceof Double || given instanceof Float) {
            double number = ((Number) given).doubleValue();
            if (!Double.isFinite(number)) {
                throw new NonFiniteDerivativeException("the argument `" + name + "` is " + number);
            }
            return;
        }
        double[] numbers = Components.of(given);
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                String where = given instanceof double[] || given instanceof float[]
                        ? "`" + name + "[" + i + "]` is "
                        : "`" + name + "` has at place " + i + " ";
                throw new NonFiniteDerivativeException("the argument " + where + numbers[i]);
            }
        }
    }

    private static void elements(Object derivatives, String place, String what, String of) {
        if (derivatives == null) {
            return;
        }
        for (int i = 0; i < Array.getLength(derivatives); i++) {
            String element = of + "[" + i + "]";
            if (derivatives instanceof Object[] rows) {
                elements(rows[i], place, what, element);
            } else if (!Double.isFinite(Array.getDouble(derivatives, i))) {
                throw failure(place, what, element, Array.getDouble(derivatives, i));
            }
        }
    }

    private static NonFiniteDerivativeException failure(
            String place, String what, String of, double value, Object... operands) {
        StringBuilder message = new StringBuilder(place);
        message.append(": the ")
                .append(what)
                .append(" of `")
                .append(of)
                .append("` becomes ")
                .append(value);
        String culprit = null;
        for (int i = 0; i < operands.length; i += 2) {
            message.append(i == 0 ? "; " : ", ")
                    .append(operands[i])
                    .append(" = ")
                    .append(operands[i + 1]);
            boolean isFinite = !(operands[i + 1] instanceof Number number) || Double.isFinite(number.doubleValue());
            culprit = culprit == null && !isFinite ? (String) operands[i] : culprit;
        }
        if (culprit != null) {
            message.append("; ").append(culprit).append(" was not finite before");
        }
        return new NonFiniteDerivativeException(message.toString());
    }
}
