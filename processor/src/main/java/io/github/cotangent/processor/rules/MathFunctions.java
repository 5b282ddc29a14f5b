package io.github.cotangent.processor.rules;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The functions of {@code Math} and of classes that look like it, by name. */
public final class MathFunctions {
    /** Those that exist for {@code double} only, of one number. */
    private static final Set<String> OF_ONE_DOUBLE = Set.of(
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "tanh",
            "exp",
            "expm1",
            "log",
            "log10",
            "log1p",
            "sqrt",
            "cbrt",
            "ceil",
            "floor",
            "rint",
            "toRadians",
            "toDegrees");

    /** Those that exist for {@code double} only, of two numbers. */
    private static final Set<String> OF_TWO_DOUBLES = Set.of("pow", "hypot", "atan2");

    private static final Map<String, Integer> PARAMETERS = new TreeMap<>();

    static {
        OF_ONE_DOUBLE.forEach(function -> PARAMETERS.put(function, 1));
        OF_TWO_DOUBLES.forEach(function -> PARAMETERS.put(function, 2));
        Set.of("asinh", "acosh", "atanh", "abs", "nextUp", "nextDown", "signum", "ulp", "round", "getExponent")
                .forEach(function -> PARAMETERS.put(function, 1));
        Set.of("max", "min", "copySign", "scalb", "IEEEremainder", "nextAfter")
                .forEach(function -> PARAMETERS.put(function, 2));
        Set.of("fma", "clamp").forEach(function -> PARAMETERS.put(function, 3));
    }

    private MathFunctions() {}

    /** Whether {@code Math} has a function for {@code double} only: Java widens its arguments. */
    public static boolean isForDoubleOnly(String function) {
        return OF_ONE_DOUBLE.contains(function) || OF_TWO_DOUBLES.contains(function);
    }

    /** How many parameters a function has; -1 if there is none of that name. */
    static int parameters(String function) {
        return PARAMETERS.getOrDefault(function, -1);
    }
}
