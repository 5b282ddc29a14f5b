package io.github.cotangent.runtime;

import java.lang.reflect.Array;

/** What generated code does around a method whose products with the Jacobian the user states. */
public final class Rules {
    private Rules() {}

    /** A copy of an array, rows included; what is no array is the same. Null stays null. */
    @SuppressWarnings("unchecked") // A copy of an array has its type.
    public static <T> T copy(T array) {
        if (array instanceof Object[] rows) {
            Object[] copy = rows.clone();
            for (int i = 0; i < copy.length; i++) {
                copy[i] = copy(copy[i]);
            }
            return (T) copy;
        }
        if (array == null || !array.getClass().isArray()) {
            return array;
        }
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return (T) copy;
    }

    /** Makes sure that what a method gives is not an array it was given: its rule would take it for another one. */
    public static void requireNew(String method, Object result, Object argument) {
        if (result != null && result == argument) {
            throw NoDerivativeException.ofShared(
                    method,
                    "gave an array that it was given, and its rule is about methods that give new ones; let it give a copy");
        }
    }

    /** Makes sure that a method does not overwrite an array that it is also given as another argument. */
    public static void requireOther(String method, Object overwritten, Object argument) {
        if (overwritten != null && overwritten == argument) {
            throw NoDerivativeException.ofShared(
                    method,
                    "overwrites an array that it was given twice, and its rule is about different ones; pass a copy");
        }
    }
}
