package io.github.cotangent.random;

import io.github.cotangent.testing.Checkpointed;
import java.util.List;
import java.util.stream.Stream;

/**
 * A random program: the class {@code random.P<seed>} with an annotated method {@code f}, random members that it may use and what both
 * need of the {@link HelperLibrary}.
 */
record RandomProgram(long seed, Signature signature, List<Statement> body, List<Statement> members) {
    private static final String HEAD = """
            package random;

            import io.github.cotangent.Derivative;
            import io.github.cotangent.Differentiable;
            import io.github.cotangent.runtime.Gradients;
            import java.util.ArrayDeque;
            import java.util.ArrayList;
            import java.util.Arrays;
            import java.util.Collections;
            import java.util.Comparator;
            import java.util.Deque;
            import java.util.HashMap;
            import java.util.LinkedHashMap;
            import java.util.LinkedList;
            import java.util.List;
            import java.util.Map;
            import java.util.TreeMap;
            import java.util.function.Consumer;
            import java.util.function.DoubleUnaryOperator;
            import java.util.function.ToDoubleFunction;
            import java.util.function.UnaryOperator;
            import java.util.stream.Collectors;

            @SuppressWarnings({"cast", "fallthrough", "divzero", "overloads", "static", "finally", "lossy-conversions"})
            public final class %s {
                public static int trace;
            """;

    /** Asks for products with the Hessian, every fourth program, since that takes long; collections have none. */
    static final String PRODUCTS = "Derivative.HVP, ";

    String className() {
        return "P" + seed;
    }

    /** The text; in every twentieth program, loops are checkpointed. */
    String source() {
        return seed % 20 == 1 ? checkpointed().source() : plain();
    }

    Checkpointed checkpointed() {
        return new Checkpointed(plain(), className() + ".java");
    }

    /** The text without checkpoints. */
    String plain() {
        StringBuilder f = new StringBuilder();
        f.append("    @Differentiable({")
                .append(signature.isScalar() ? "Derivative.GRADIENT, " : "")
                .append(signature.isScalar() && seed < ProgramGenerator.COLLECTIONS && seed % 4 == 0 ? PRODUCTS : "")
                .append("Derivative.VJP, Derivative.PULLBACK, Derivative.JACOBIAN, Derivative.JVP})\n");
        Statement.of(signature.head(), body, "}").print("    ", f);
        for (Statement member : members) {
            f.append('\n');
            member.print("    ", f);
        }
        return HEAD.formatted(className()) + "\n" + f + HelperLibrary.usedBy(f.toString()) + "}\n";
    }

    /** Whether single precision limits what can be compared. */
    boolean hasSingles() {
        return signature.parameters().stream().anyMatch(each -> each.kind() == Kind.SINGLE);
    }

    /** Variants with one thing less. */
    Stream<RandomProgram> smaller() {
        return Stream.concat(
                Statement.smaller(members).stream().map(less -> new RandomProgram(seed, signature, body, less)),
                Statement.smaller(body).stream().map(less -> new RandomProgram(seed, signature, less, members)));
    }
}
