package io.github.cotangent.processor.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Classes that offer the members of {@code Math} under the same names, by qualified name. Their bodies, full of tables and bits,
 * are not looked into: a call stays what it is, so that values keep their bits, and has the derivative of the member of
 * {@code Math}. What such a class has under other names, or with more or fewer parameters, is an ordinary method.
 */
public final class LookAlikes {
    private static final Set<String> OWNERS =
            Set.of("org.apache.commons.math3.util.FastMath", "org.hipparchus.util.FastMath");

    private static final Map<String, Integer> PARAMETERS = new HashMap<>();

    static {
        Set.of(
                        "sqrt",
                        "cbrt",
                        "exp",
                        "expm1",
                        "log",
                        "log10",
                        "log1p",
                        "sin",
                        "cos",
                        "tan",
                        "asin",
                        "acos",
                        "atan",
                        "toRadians",
                        "toDegrees",
                        "sinh",
                        "cosh",
                        "tanh",
                        "asinh",
                        "acosh",
                        "atanh",
                        "abs",
                        "nextUp",
                        "nextDown",
                        "floor",
                        "ceil",
                        "rint",
                        "signum",
                        "ulp",
                        "round",
                        "getExponent")
                .forEach(function -> PARAMETERS.put(function, 1));
        Set.of("pow", "hypot", "atan2", "max", "min", "copySign", "scalb", "IEEEremainder", "nextAfter")
                .forEach(function -> PARAMETERS.put(function, 2));
        Set.of("fma", "clamp").forEach(function -> PARAMETERS.put(function, 3));
    }

    private LookAlikes() {}

    /** Whether a class looks like {@code Math}, and a function of it with so many parameters is a member of {@code Math}. */
    public static boolean isMember(String owner, String function, int parameters) {
        return OWNERS.contains(owner) && PARAMETERS.getOrDefault(function, -1) == parameters;
    }
}
