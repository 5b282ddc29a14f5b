package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random static methods over the accepted language: nests of loops with exits, overwrites, aliases, helpers, switches. The
 * programs are well behaved: every value stays bounded, every loop is short, every index is in range.
 *
 * <p>The method is always {@code double f(double x, double y, double[] a, double[][] m, int n)}.
 */
final class ProgramGenerator {
    private static final int MAX_DEPTH = 3;

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final List<List<String>> scalars = new ArrayList<>();
    private final List<List<String>> arrays = new ArrayList<>();
    private final List<List<String>> matrices = new ArrayList<>();
    private final List<List<String>> ints = new ArrayList<>();
    private final List<String> loops = new ArrayList<>();
    private final List<String> readOnly = new ArrayList<>();
    private int counter;
    private int budget;
    private boolean inSwitch;

    private ProgramGenerator(long seed) {
        this.random = new Random(seed);
    }

    /** The members of a class: {@code f} and its helpers, all static. */
    static String generate(long seed) {
        return new ProgramGenerator(seed).program();
    }

    private String program() {
        line("    @Differentiable({Derivative.GRADIENT, Derivative.VJP, Derivative.JVP})");
        line("    public static double f(double x, double y, double[] a, double[][] m, int n) {");
        enter();
        scalars.get(0).add("x");
        scalars.get(0).add("y");
        arrays.get(0).add("a");
        matrices.get(0).add("m");
        ints.get(0).add("n");
        readOnly.add("n");
        budget = 6 + random.nextInt(14);
        while (budget > 0) {
            statement(1);
        }
        line("        return " + expression(2) + " + sum(a) + sum(m[1]);");
        leave();
        line("    }");
        return out.toString() + HELPERS;
    }

    private static final String HELPERS = """

                static double sum(double[] v) {
                    double s = 0;
                    for (double each : v) s += each * 0.3;
                    return s;
                }

                static double damp(double v) {
                    return v / (1 + 0.5 * v * v);
                }

                static void mix(double[] p, double[] q, double k) {
                    for (int i = 0; i < p.length; i++) {
                        if (i == 2 && k > 0.3) return;
                        p[i] = damp(p[i] * q[i % q.length] + k);
                    }
                }

                static double[] pair(double u, double v) {
                    double[] r = {damp(u * v), Math.sin(u) + 0.3 * v, v};
                    return r;
                }

                static double[] pick(double[] p, double[] q, boolean first) {
                    return first ? p : q;
                }

                static double power(double v, int k) {
                    return k <= 0 ? 1 : damp(v * power(v, k - 1) + 0.2);
                }

                static double tree(double v, double w, int k) {
                    if (k < 1) return damp(v * w);
                    return 0.5 * tree(w, v, k - 1) + damp(tree(v * 0.7, w, k - 2));
                }
            """;

    // ---- scopes

    private void enter() {
        scalars.add(0, new ArrayList<>());
        arrays.add(0, new ArrayList<>());
        matrices.add(0, new ArrayList<>());
        ints.add(0, new ArrayList<>());
    }

    private void leave() {
        scalars.remove(0);
        arrays.remove(0);
        matrices.remove(0);
        ints.remove(0);
    }

    private String pick(List<List<String>> scopes) {
        List<String> all = new ArrayList<>();
        scopes.forEach(all::addAll);
        return all.get(random.nextInt(all.size()));
    }

    private String writableInt() {
        List<String> all = new ArrayList<>();
        ints.forEach(all::addAll);
        all.removeAll(readOnly);
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private String fresh(String prefix) {
        return prefix + counter++;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void code(int depth, String text) {
        line("    ".repeat(depth + 1) + text);
    }

    private boolean chance(double p) {
        return random.nextDouble() < p;
    }

    private String number() {
        return String.valueOf(Math.round((random.nextDouble() * 2 - 1) * 100) / 100.0);
    }

    // ---- expressions

    private String index() {
        String i = chance(0.5) ? pick(ints) : String.valueOf(random.nextInt(3));
        return "Math.floorMod(" + i + (chance(0.4) ? " + " + random.nextInt(3) : "") + ", 3)";
    }

    private String array() {
        double p = random.nextDouble();
        if (p < 0.7) {
            return pick(arrays);
        }
        return pick(matrices) + "[" + index() + "]";
    }

    private String leaf() {
        return switch (random.nextInt(6)) {
            case 0 -> number();
            case 1 -> array() + "[" + index() + "]";
            case 2 -> chance(0.4) ? "(" + pick(ints) + " * 0.1)" : pick(scalars);
            default -> pick(scalars);
        };
    }

    private String expression(int depth) {
        if (depth == 0) {
            return leaf();
        }
        String a = expression(depth - 1);
        String b = expression(depth - 1);
        return switch (random.nextInt(19)) {
            case 0, 1 -> "(" + a + " + " + b + ")";
            case 2 -> "(" + a + " - " + b + ")";
            case 3, 4, 5 -> "damp(" + a + " * " + b + ")";
            case 6 -> a + " / (1.5 + " + b + " * " + b + ")";
            case 7 -> "Math.sin(" + a + ")";
            case 8 -> "Math.tanh(" + a + " - " + b + ")";
            case 9 -> "(" + condition() + " ? " + a + " : " + b + ")";
            case 10 -> "-" + "(" + a + ")";
            case 11 -> "power(" + a + ", " + random.nextInt(4) + ")";
            case 12 -> "Math.max(" + a + ", " + b + " + 0.013)";
            case 13 -> "sum(" + array() + ")";
            case 14 -> "Math.exp(-Math.abs(" + a + " + 0.017)) * " + b;
            case 15 -> "tree(" + a + ", " + b + ", " + random.nextInt(4) + ")";
            case 16 -> effect(a, b);
            case 17 -> "(float) 0.5 * " + a;
            default -> a;
        };
    }

    /** An expression with a side effect. */
    private String effect(String a, String b) {
        String v = pick(scalars);
        String i = writableInt();
        return switch (random.nextInt(5)) {
            case 0 -> "(" + v + " = damp(" + a + "))";
            case 1 -> "damp(" + v + " += 0.1 * (" + b + "))";
            case 2 -> i == null ? a : array() + "[Math.floorMod(" + i + "++, 3)]";
            case 3 -> "(" + array() + "[" + index() + "] = damp(" + b + "))";
            default -> "damp(" + v + "++)";
        };
    }

    private String condition() {
        String simple = switch (random.nextInt(4)) {
            case 0 -> pick(ints) + " % 2 == " + random.nextInt(2);
            case 1 -> leaf() + " > " + number();
            case 2 -> pick(ints) + " < " + random.nextInt(4);
            default -> leaf() + " < " + leaf() + " + 0.021";
        };
        if (chance(0.2)) {
            return "(" + simple + (chance(0.5) ? " && " : " || ") + condition() + ")";
        }
        if (chance(0.08)) {
            return "(" + simple + " && (" + pick(scalars) + " = damp(" + leaf() + " + 0.3)) > " + number() + ")";
        }
        return simple;
    }

    // ---- statements

    private void statement(int depth) {
        budget--;
        int kind = random.nextInt(depth > MAX_DEPTH ? 14 : 26);
        switch (kind) {
            case 0, 1 -> {
                String e = expression(2);
                String v = fresh("s");
                code(depth, "double " + v + " = " + e + ";");
                scalars.get(0).add(v);
            }
            case 2, 3 -> code(depth, pick(scalars) + " = damp(" + expression(2) + ");");
            case 4 ->
                code(depth, pick(scalars) + chosen(" += ", " -= ", " *= ") + "0.5 * Math.sin(" + expression(1) + ");");
            case 5, 6 -> code(depth, array() + "[" + index() + "] = damp(" + expression(2) + ");");
            case 7 -> code(depth, array() + "[" + index() + "] += 0.3 * Math.sin(" + expression(1) + ");");
            case 8 -> code(depth, "mix(" + array() + ", " + array() + ", " + expression(1) + ");");
            case 9 -> newArray(depth);
            case 10 -> reassign(depth);
            case 11 -> rows(depth);
            case 12 -> arrayCall(depth);
            case 13 -> jump(depth);
            case 14, 15 -> choice(depth);
            case 16, 17 -> counted(depth);
            case 18 -> condLoop(depth);
            case 19 -> doLoop(depth);
            case 20 -> forEach(depth);
            case 21 -> oldSwitch(depth);
            case 22 -> newSwitch(depth);
            case 23 -> labelled(depth);
            case 24 -> opaque(depth);
            default -> matrix(depth);
        }
    }

    private String chosen(String... all) {
        return all[random.nextInt(all.length)];
    }

    private void newArray(int depth) {
        String v = fresh("v");
        String e = switch (random.nextInt(5)) {
            case 0 -> "{" + expression(1) + ", " + leaf() + ", " + number() + "}";
            case 1 -> array() + ".clone()";
            case 2 -> "pair(" + expression(1) + ", " + leaf() + ")";
            case 3 -> "java.util.Arrays.copyOf(" + array() + ", 3)";
            default -> array();
        };
        code(depth, "double[] " + v + " = " + e + ";");
        arrays.get(0).add(v);
    }

    private void matrix(int depth) {
        String v = fresh("w");
        String e = chance(0.5)
                ? "{" + array() + ", pair(" + leaf() + ", " + leaf() + "), " + array() + ".clone()}"
                : "new double[3][3]";
        code(depth, "double[][] " + v + " = " + e + ";");
        matrices.get(0).add(v);
    }

    private void reassign(int depth) {
        String v = pick(arrays);
        code(
                depth,
                v + " = "
                        + switch (random.nextInt(4)) {
                            case 0 -> array();
                            case 1 -> "pick(" + array() + ", " + array() + ", " + condition() + ")";
                            case 2 -> "new double[] {" + expression(1) + ", " + leaf() + ", 0.4}";
                            default -> condition() + " ? " + array() + " : " + array();
                        }
                        + ";");
    }

    private void rows(int depth) {
        String w = pick(matrices);
        if (chance(0.5)) {
            String t = fresh("r");
            String i = index();
            String j = index();
            code(depth, "double[] " + t + " = " + w + "[" + i + "];");
            code(depth, w + "[" + i + "] = " + w + "[" + j + "];");
            code(depth, w + "[" + j + "] = " + t + ";");
        } else {
            code(depth, w + "[" + index() + "] = " + array() + ";");
        }
    }

    private void arrayCall(int depth) {
        code(
                depth,
                switch (random.nextInt(3)) {
                    case 0 -> "java.util.Arrays.fill(" + array() + ", " + expression(1) + ");";
                    case 1 -> "System.arraycopy(" + array() + ", 0, " + array() + ", 1, 2);";
                    default -> "System.arraycopy(" + array() + ", 1, " + array() + ", 0, 2);";
                });
    }

    private void jump(int depth) {
        if (chance(0.2)) {
            code(depth, "if (" + condition() + " && " + leaf() + " > 0.2) return damp(" + expression(1) + ");");
        } else if (!loops.isEmpty()) {
            String target = loops.get(random.nextInt(loops.size()));
            boolean labelledBlock = target.startsWith("B");
            String word = labelledBlock ? "break" : chosen("break", "continue");
            boolean innermost = !inSwitch && !labelledBlock && target.equals(loops.get(0));
            code(depth, "if (" + condition() + ") " + word + (innermost && chance(0.6) ? "" : " " + target) + ";");
        } else {
            code(depth, pick(scalars) + " -= 0.1 * " + leaf() + ";");
        }
    }

    private void body(int depth) {
        enter();
        int size = 1 + random.nextInt(4);
        for (int i = 0; i < size && budget > -12; i++) {
            statement(depth + 1);
        }
        leave();
    }

    private void choice(int depth) {
        code(depth, "if (" + condition() + ") {");
        body(depth);
        if (chance(0.6)) {
            code(depth, "} else {");
            body(depth);
        }
        code(depth, "}");
    }

    private void inLoop(int depth, String label, Runnable write) {
        boolean outer = inSwitch;
        inSwitch = false;
        loops.add(0, label);
        write.run();
        loops.remove(0);
        inSwitch = outer;
    }

    private void counted(int depth) {
        String label = fresh("L");
        String i = fresh("i");
        String head = switch (random.nextInt(4)) {
            case 0 -> "for (int " + i + " = 0; " + i + " < " + (2 + random.nextInt(3)) + "; " + i + "++) {";
            case 1 -> "for (int " + i + " = 3; " + i + " >= 0; " + i + "--) {";
            case 2 -> "for (int " + i + " = 1; " + i + " <= n; " + i + " += 2) {";
            default -> "for (int " + i + " = 0; " + i + " < a.length; " + i + "++) {";
        };
        code(depth, label + ": " + head);
        enter();
        ints.get(0).add(i);
        readOnly.add(i);
        inLoop(depth, label, () -> body(depth));
        leave();
        code(depth, "}");
    }

    private void condLoop(int depth) {
        String label = fresh("L");
        String k = fresh("k");
        code(depth, "int " + k + " = 0;");
        code(depth, label + ": while (" + k + "++ < " + (2 + random.nextInt(3)) + " && " + condition() + ") {");
        ints.get(0).add(k);
        readOnly.add(k);
        inLoop(depth, label, () -> body(depth));
        code(depth, "}");
    }

    private void doLoop(int depth) {
        String label = fresh("L");
        String k = fresh("k");
        code(depth, "int " + k + " = 0;");
        ints.get(0).add(k);
        readOnly.add(k);
        code(depth, label + ": do {");
        inLoop(depth, label, () -> body(depth));
        code(depth, "} while (++" + k + " < " + (1 + random.nextInt(3)) + ");");
    }

    private void forEach(int depth) {
        String label = fresh("L");
        String v = fresh("e");
        code(depth, label + ": for (double " + v + " : " + array() + ") {");
        enter();
        scalars.get(0).add(v);
        inLoop(depth, label, () -> body(depth));
        leave();
        code(depth, "}");
    }

    private void labelled(int depth) {
        String label = fresh("B");
        code(depth, label + ": {");
        loops.add(label);
        body(depth);
        loops.remove(label);
        code(depth, "}");
    }

    private void oldSwitch(int depth) {
        code(depth, "switch (Math.floorMod(" + pick(ints) + ", 4)) {");
        boolean outer = inSwitch;
        inSwitch = true;
        boolean defaulted = false;
        for (int c = 0; c < 3; c++) {
            boolean isDefault = !defaulted && chance(0.3);
            defaulted |= isDefault;
            code(depth, isDefault ? "default: {" : "case " + c + ": {");
            body(depth);
            if (chance(0.5)) {
                code(depth + 1, chance(0.3) ? "if (" + condition() + ") break;" : "break;");
            }
            code(depth, "}");
        }
        inSwitch = outer;
        code(depth, "}");
    }

    private void newSwitch(int depth) {
        String v = fresh("s");
        code(depth, "double " + v + " = switch (Math.floorMod(" + pick(ints) + ", 3)) {");
        code(depth + 1, "case 0 -> " + expression(1) + ";");
        code(depth + 1, "case 1 -> {");
        enter();
        String t = fresh("s");
        code(depth + 2, "double " + t + " = " + expression(1) + ";");
        scalars.get(0).add(t);
        code(depth + 2, "if (" + condition() + ") yield " + leaf() + ";");
        code(depth + 2, "yield damp(" + t + " * " + leaf() + ");");
        leave();
        code(depth + 1, "}");
        code(depth + 1, "default -> " + leaf() + ";");
        code(depth, "};");
        scalars.get(0).add(v);
    }

    private void opaque(int depth) {
        String b = fresh("b");
        code(depth, "StringBuilder " + b + " = new StringBuilder();");
        code(depth, b + ".append(" + leaf() + ").append(" + pick(ints) + ");");
        String k = fresh("k");
        code(depth, "int " + k + " = " + b + ".length() > 0 ? " + pick(ints) + " : 2;");
        ints.get(0).add(k);
        if (chance(0.5)) {
            code(
                    depth,
                    "try { " + k + " = Integer.parseInt(\"1\") + " + k + "; } catch (NumberFormatException e) { " + k
                            + " = 0; }");
        }
    }
}
