package io.github.cotangent.random;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members that random methods use: helpers, tables, an enum, and the classes of {@link ObjectLibrary}; a program gets those it names, and those that these name.
 * {@link #SHARED} is a second class, one for all programs.
 */
final class HelperLibrary {
    /** The name of the second class. */
    static final String SHARED_NAME = "random.Shared";

    static final String SHARED = """
            package random;

            public final class Shared {
                private static final double[] WEIGHTS = {0.3, -0.6, 0.9};
                private static final double RATE = 0.25;

                private Shared() {}

                static double weighted(double[] v) {
                    double s = 0;
                    for (int i = 0; i < WEIGHTS.length; i++) {
                        s += WEIGHTS[i] * v[i];
                    }
                    return s;
                }

                static double bend(double v) {
                    return Math.sin(v) + RATE * hidden(v);
                }

                private static double hidden(double v) {
                    return v / (1 + v * v);
                }
            }
            """;

    private static final String MEMBERS = """
            enum Op { ADD, MULTIPLY, BEND }
            --
            private static final double[] TABLE = {0.5, -0.25, 0.75};
            --
            private static final double[][] GRID = {{0.1, 0.2, 0.3}, {-0.4, 0.5, -0.6}, TABLE};
            --
            private static final double SCALE = 0.7;
            --
            static double sum(double[] v) {
                double s = 0;
                for (double each : v) s += each * 0.3;
                return s;
            }
            --
            static double total(double[][] v) {
                double s = 0;
                for (double[] row : v) for (int i = row.length - 1; i >= 0; i--) s = s * 0.9 + row[i] * 0.2;
                return s;
            }
            --
            static double damp(double v) {
                return v / (1 + 0.5 * v * v);
            }
            --
            static float damp(float v) {
                return v / (1 + 0.5f * v * v);
            }
            --
            private static double of(double v) {
                return damp(v) * SCALE;
            }
            --
            private static double of(double[] v) {
                return v[0] * v[v.length - 1];
            }
            --
            private static double of(int k, double v) {
                return (k & 1) == 0 ? of(v) : -v * 0.5;
            }
            --
            private static double of(float v) {
                return v * 0.5f + 0.1;
            }
            --
            static double average(double first, double... rest) {
                double s = first;
                for (double each : rest) s += each;
                return s / (1 + rest.length);
            }
            --
            static void mix(double[] p, double[] q, double k) {
                for (int i = 0; i < p.length; i++) {
                    if (i == 2 && k > 0.3) return;
                    p[i] = damp(p[i] * q[i % q.length] + k);
                }
            }
            --
            static void spread(double[][] p, double v) {
                for (double[] row : p) {
                    if (row.length > 2 && row[2] > 0.5) continue;
                    row[0] = damp(row[row.length - 1] * v);
                    v += 0.1 * row[0];
                }
            }
            --
            static double[] pair(double u, double v) {
                double[] r = {damp(u * v), Math.sin(u) + 0.3 * v, v};
                return r;
            }
            --
            static double[] pick(double[] p, double[] q, boolean first) {
                return first ? p : q;
            }
            --
            static double[][] stack(double[] p, double[] q) {
                return new double[][] {p, q.clone(), pair(p[0], q[1])};
            }
            --
            static double power(double v, int k) {
                return k <= 0 ? 1 : damp(v * power(v, k - 1) + 0.2);
            }
            --
            static double tree(double v, double w, int k) {
                if (k < 1) return damp(v * w);
                return 0.5 * tree(w, v, k - 1) + damp(tree(v * 0.7, w, k - 2));
            }
            --
            static double even(double[] v, int k) {
                if (k <= 0) return v[0];
                v[k % 3] = damp(v[k % 3] * 1.1 + v[0]);
                return odd(v, k - 1) + 0.2 * v[1];
            }
            --
            static double odd(double[] v, int k) {
                if (k <= 0) return -v[2];
                double before = v[1];
                v[1] = damp(even(v, k - 1));
                return before * v[1];
            }
            --
            static double[] descend(double[] v, int k) {
                if (k <= 0) return v;
                double[] w = {v[1], damp(v[2] * v[0]), v[0]};
                return descend(k % 2 == 0 ? w : v, k - 1);
            }
            --
            static double guarded(double v) {
                trace = 31 * trace + 7;
                if (v > 1.3) throw new IllegalArgumentException("too large");
                return v * v * 0.5;
            }
            --
            static double counted(double v) {
                trace = 31 * trace + (v > 0 ? 1 : 2);
                return damp(v) + 0.1;
            }
            --
            static int tick(int k) {
                trace = 31 * trace + k;
                return trace;
            }
            --
            static double change(double[] v, int k, double by) {
                return v[Math.floorMod(k, 3)] += by;
            }
            --
            @Differentiable(wrt = "v")
            static double known(double v, double[] w) {
                double s = v;
                for (int i = 0; i < w.length; i++) s = damp(s * w[i] + v);
                return s;
            }
            --
            @Differentiable
            static double[] turned(double[] v, double angle) {
                double c = Math.cos(angle);
                double s = Math.sin(angle);
                return new double[] {c * v[0] - s * v[1], s * v[0] + c * v[1], v[2]};
            }
            --
            static double search(double[][] rows, double limit) {
                double best = limit;
                outer:
                for (int i = 0; i < rows.length; i++) {
                    for (int j = 0; j < rows[i].length; j++) {
                        if (rows[i][j] < -0.8) continue outer;
                        if (rows[i][j] > 0.9) return rows[i][j] * best;
                        best = damp(best + rows[i][j] * 0.4);
                        if (best > 0.85) break outer;
                    }
                    best *= 0.95;
                }
                return best;
            }
            --
            static float single(float u, double v) {
                float s = u;
                s += v * 0.25;
                s *= 0.5f;
                return s;
            }
            """;

    private static final Map<String, String> BY_DECLARATION = new LinkedHashMap<>();

    static {
        for (String member : (MEMBERS + "--\n" + ObjectLibrary.MEMBERS).split("--\n")) {
            BY_DECLARATION.put(member, name(member));
        }
    }

    private HelperLibrary() {}

    private static String name(String member) {
        Matcher matcher = Pattern.compile("(?:enum|record|class|interface) (\\w+)|(\\w+)(?:\\(| = )")
                .matcher(member.replaceFirst("@Differentiable(\\(.*\\))?\n", ""));
        if (!matcher.find()) {
            throw new IllegalStateException("no name in " + member);
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    /** The members a text needs, in a fixed order, ready to stand in its class. */
    static String usedBy(String text) {
        Set<String> used = new LinkedHashSet<>();
        StringBuilder all = new StringBuilder(text);
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, String> each : BY_DECLARATION.entrySet()) {
                if (!used.contains(each.getKey())
                        && Pattern.compile("(?<![\\w.])" + each.getValue() + "\\b")
                                .matcher(all)
                                .find()) {
                    used.add(each.getKey());
                    all.append(each.getKey());
                    more = true;
                }
            }
        }
        StringBuilder members = new StringBuilder();
        for (String member : BY_DECLARATION.keySet()) {
            if (used.contains(member)) {
                members.append('\n').append(member.indent(4));
            }
        }
        return members.toString();
    }
}
