package io.github.cotangent.retrofit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * Gradients against the derivatives that ship inside the libraries: all methods that the rule admits and that have one, not
 * only those chosen. Both differentiate approximations, which agree in fewer digits than the values.
 */
class OraclesTest {
    /** How many methods agreed when this was last measured. */
    private static final int AGREED = 84;

    private static final List<String> LIBRARIES =
            List.of("commons-math3", "hipparchus-core", "commons-numbers-gamma", "commons-statistics-distribution");

    private static final int ATTEMPTS = 72;
    private static final double TOLERANCE = 1e-6;

    @Test
    void gradientsAgreeWithTheLibrariesOwn() throws Exception {
        List<String> agreed = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String name : LIBRARIES) {
            Library library = Library.unpacked(name, Report.WORK);
            try (Build build = new Build(library)) {
                for (Candidate candidate : Candidates.all(library)) {
                    Optional<Oracle> oracle = Oracle.of(library, candidate);
                    if (oracle.isPresent()) {
                        Build.Result built = build.build(candidate);
                        String method = name + ": " + candidate;
                        if (built.classes().isEmpty()) {
                            refused.add(method);
                            continue;
                        }
                        try (Loader loader = new Loader(built.classes())) {
                            List<String> differences = new ArrayList<>();
                            int compared = compare(candidate, new Target(candidate, loader), oracle.get(), differences);
                            differences.forEach(difference -> wrong.add(method + difference));
                            if (compared > 0 && differences.isEmpty()) {
                                agreed.add(method);
                            }
                        }
                    }
                }
            }
        }
        System.out.printf(
                "Derivatives of the libraries' own: %d methods agree, %d are refused%n    %s%n",
                agreed.size(), refused.size(), String.join("\n    ", agreed));
        assertEquals(List.of(), wrong);
        assertTrue(agreed.size() >= AGREED, agreed + " are fewer than " + AGREED);
    }

    /**
     * Compares at points where the library knows a derivative.
     *
     * @param differences gets what differs at the first point where something does
     * @return how many numbers were compared
     */
    private static int compare(Candidate candidate, Target target, Oracle oracle, List<String> differences)
            throws ReflectiveOperationException {
        int compared = 0;
        Points points = new Points(candidate);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Point point = points.at(attempt);
            Target.Outcome plain = target.plain(point);
            if (plain.thrown() != null || !Double.isFinite((double) plain.result())) {
                continue;
            }
            Object into = target.into();
            target.vjp(point, new Object[] {1.0}, into);
            double[] gradient = Numbers.flat(target.cotangents(into));
            for (int i = 0; i < gradient.length; i++) {
                OptionalDouble known = oracle.partial(target, point, i);
                if (known.isPresent()) {
                    compared++;
                    double tolerance = TOLERANCE * Math.max(1, Math.abs(known.getAsDouble()));
                    if (!(Math.abs(gradient[i] - known.getAsDouble()) <= tolerance)) {
                        differences.add(" at " + Arrays.toString(point.arguments()) + ": " + gradient[i]
                                + " in argument " + i + ", not " + known.getAsDouble());
                        return compared;
                    }
                }
            }
        }
        return compared;
    }
}
