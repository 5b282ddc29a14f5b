package io.github.cotangent.processor.rules;

import java.util.Set;

/**
 * Classes that offer the members of {@code Math} under the same names, by qualified name. Their bodies, full of tables and bits,
 * are not looked into: a call stays what it is, so that values keep their bits, and has the derivative of the member of
 * {@code Math}. What such a class has under other names, or with more or fewer parameters, is an ordinary method.
 */
public final class LookAlikes {
    private static final Set<String> OWNERS =
            Set.of("org.apache.commons.math3.util.FastMath", "org.hipparchus.util.FastMath");

    private LookAlikes() {}

    /** Whether a class looks like {@code Math}, and a function of it with so many parameters is a member of {@code Math}. */
    public static boolean isMember(String owner, String function, int parameters) {
        return OWNERS.contains(owner) && MathFunctions.parameters(function) == parameters;
    }
}
