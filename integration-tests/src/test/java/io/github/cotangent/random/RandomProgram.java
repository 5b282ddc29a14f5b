package io.github.cotangent.random;

import java.util.List;

/** A random program: the class {@code random.P<seed>} with an annotated method {@code f} and the helpers that it calls. */
record RandomProgram(long seed, Signature signature, List<Statement> body) {
    private static final String HEAD = """
            package random;

            import io.github.cotangent.Derivative;
            import io.github.cotangent.Differentiable;
            import io.github.cotangent.runtime.Gradients;
            import java.util.Arrays;

            @SuppressWarnings({"cast", "fallthrough", "divzero", "overloads", "static", "finally", "lossy-conversions"})
            public final class %s {
                public static int trace;
            """;

    String className() {
        return "P" + seed;
    }

    String source() {
        StringBuilder f = new StringBuilder();
        f.append("    @Differentiable({")
                .append(signature.isScalar() ? "Derivative.GRADIENT, " : "")
                .append("Derivative.VJP, Derivative.JVP})\n");
        Statement.of(signature.head(), body, "}").print("    ", f);
        return HEAD.formatted(className()) + "\n" + f + HelperLibrary.usedBy(f.toString()) + "}\n";
    }

    /** Whether single precision limits what can be compared. */
    boolean hasSingles() {
        return signature.parameters().stream().anyMatch(each -> each.kind() == Kind.SINGLE);
    }

    RandomProgram with(List<Statement> changed) {
        return new RandomProgram(seed, signature, changed);
    }
}
