package io.github.cotangent.processor.lower;

import java.util.List;
import java.util.Random;

/**
 * Writes methods full of side effects in the middle of expressions: assignments, steps, calls that change static state,
 * indices out of range, divisions by zero. All of them end.
 */
final class RandomPrograms {
    private static final String HELPERS = """
            static double state = 1;
            static int count;
            static double bump(double v) { state = state * 0.5 + v; count++; return state; }
            static double fill(double[] q, double v) { q[0] = v; count += 2; return q[1] + v; }
            static int next(int v) { count += v; return count & 7; }
            """;

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private int loops;
    private int depth;

    RandomPrograms(long seed) {
        random = new Random(seed);
    }

    /** A class {@code Given} with methods {@code f0}, {@code f1}, …. */
    String write(int methods) {
        out.append("package p;\nclass Given {\n").append(HELPERS);
        for (int i = 0; i < methods; i++) {
            loops = 0;
            out.append("static double f").append(i);
            out.append("(double x, double y, int n, double[] a, int[] b, float r, long l, boolean p) {\n");
            out.append("double z = x; int k = n; double[] c = a; byte s = (byte) n; char h = 'h';\n");
            int count = 2 + random.nextInt(4);
            for (int j = 0; j < count; j++) {
                statement(3, false, false);
            }
            out.append("return ").append(real(3)).append(" + z + k + c[0] + s + h + r + l;\n}\n");
        }
        return out.append("}\n").toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void block(int size, boolean inLoop, boolean inSwitch) {
        out.append("{\n");
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            statement(size - 1, inLoop, inSwitch);
        }
        out.append("}\n");
    }

    private void statement(int size, boolean inLoop, boolean inSwitch) {
        int kind = size <= 0 ? random.nextInt(6) : random.nextInt(15);
        switch (kind) {
            case 0, 1 -> out.append(realAssignment(3)).append(";\n");
            case 2 -> out.append(intAssignment(3)).append(";\n");
            case 3 ->
                out.append(pick("bump(" + real(2) + ")", "fill(" + array() + ", " + real(2) + ")", "next(k)"))
                        .append(";\n");
            case 4 -> out.append("p = ").append(truth(3)).append(";\n");
            case 5 -> jump(inLoop, inSwitch);
            case 6, 7 -> {
                out.append("if (").append(truth(3)).append(") ");
                block(size, inLoop, inSwitch);
                if (random.nextBoolean()) {
                    out.append("else ");
                    block(size, inLoop, inSwitch);
                }
            }
            case 8 -> {
                String i = "i" + loops++;
                out.append("for (int " + i + " = 0; " + i + " < 3" + pick("", " && " + truth(2)) + "; " + i + "++) ");
                block(size, true, false);
            }
            case 9 -> {
                String g = "g" + loops++;
                out.append("int " + g + " = 3; while (" + g + "-- > 0 && " + truth(2) + ") ");
                block(size, true, false);
            }
            case 10 -> {
                String g = "g" + loops++;
                out.append("int " + g + " = 0; do ");
                block(size, true, false);
                out.append("while (" + g + "++ < 2 && " + truth(2) + ");\n");
            }
            case 11 -> choice(size, inLoop);
            case 12 -> {
                String v = "v" + loops++;
                out.append("for (double " + v + " : " + array() + ") ");
                out.append("{ z += " + v + ";\n");
                statement(size - 1, true, false);
                out.append("}\n");
            }
            case 13 -> {
                out.append("try ");
                block(size, inLoop, inSwitch);
                out.append("finally { z = z + x; " + realAssignment(1) + "; }\n");
            }
            default ->
                out.append("c = ")
                        .append(pick("a", "c", "a.clone()", truth(1) + " ? a : c", "new double[] {" + real(1) + ", z}"))
                        .append(";\n");
        }
    }

    private void jump(boolean inLoop, boolean inSwitch) {
        out.append("if (").append(truth(2)).append(") ");
        if (inLoop) {
            out.append(inSwitch ? pick("continue", "return z") : pick("break", "continue", "return " + real(1)));
        } else {
            out.append(inSwitch ? "break" : "return " + real(2));
        }
        out.append(";\n");
    }

    private void choice(int size, boolean inLoop) {
        out.append("switch (").append(integer(2)).append(" & 3) {\n");
        for (String label : List.of("case 1:", "case 0:", "default:", "case 2:")) {
            out.append(label).append('\n');
            if (random.nextInt(4) > 0) {
                statement(size - 1, inLoop, true);
                if (random.nextBoolean()) {
                    out.append("break;\n");
                }
            }
        }
        out.append("}\n");
    }

    private String array() {
        return pick("a", "c", "a", "(c = a)");
    }

    private String index() {
        return pick("0", "1", "k & 1", integer(1) + " & 1", "n", "k++ & 1");
    }

    private String realAssignment(int size) {
        String target = pick("x", "y", "z", "z", array() + "[" + index() + "]", "state", "r");
        return target
                + pick(" = ", " += ", " -= ", " *= ", " /= ").replace(" = ", target.equals("r") ? " += " : " = ")
                + real(size);
    }

    private String intAssignment(int size) {
        return pick(
                "k = " + integer(size),
                "k += " + integer(size),
                "k *= " + real(1),
                "b[" + index() + "] += " + integer(size),
                "b[" + index() + "]++",
                "s += " + integer(size),
                "s++",
                "h--",
                "h += " + integer(1),
                "l ^= " + integer(size),
                "l = " + integer(1) + " * 3L",
                "k <<= " + integer(1),
                "k = b[0] = " + integer(1),
                "count -= " + integer(1));
    }

    private String real(int size) {
        if (size <= 0 || ++depth > 40) {
            depth = Math.max(0, depth - 1);
            return pick("x", "y", "z", "1.5", "n", "k", "r", "state", "2", "a[0]", "c[1]");
        }
        String text = switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> "(" + real(size - 1) + pick(" + ", " - ", " * ", " / ") + real(size - 1) + ")";
            case 4 -> array() + "[" + index() + "]";
            case 5 -> "Math." + pick("sin", "abs", "floor", "cbrt") + "(" + real(size - 1) + ")";
            case 6 -> "Math.max(" + real(size - 1) + ", " + real(size - 1) + ")";
            case 7 -> "(" + truth(size - 1) + " ? " + real(size - 1) + " : " + real(size - 1) + ")";
            case 8 -> "(" + realAssignment(size - 1) + ")";
            case 9 -> pick("x++", "--z", "y--", "++state", "a[" + index() + "]++", "r--");
            case 10 -> "bump(" + real(size - 1) + ")";
            case 11 -> "fill(" + array() + ", " + real(size - 1) + ")";
            case 12 -> "(float) " + real(0);
            case 13 -> integer(size - 1);
            case 14 ->
                "(switch (" + integer(1) + " & 1) { case 0 -> " + real(size - 1)
                        + "; default -> { if (" + truth(1) + ") yield " + real(1) + "; yield "
                        + real(size - 1) + "; } })";
            default -> "-(" + real(size - 1) + ")";
        };
        depth--;
        return text;
    }

    private String integer(int size) {
        if (size <= 0) {
            return pick("n", "k", "3", "b[0]", "a.length", "s", "h");
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                "(" + integer(size - 1) + pick(" + ", " - ", " * ", " & ", " >> ") + integer(size - 1) + ")";
            case 3 -> "(" + integer(size - 1) + pick(" / ", " % ") + integer(size - 1) + ")";
            case 4 -> "b[" + index() + "]";
            case 5 -> pick("k++", "++k", "b[" + index() + "]--", "s++", "h++");
            case 6 -> "next(" + integer(size - 1) + ")";
            case 7 -> "(k = " + integer(size - 1) + ")";
            case 8 -> "(int) (" + real(size - 1) + ")";
            default -> "(" + truth(size - 1) + " ? " + integer(size - 1) + " : " + integer(size - 1) + ")";
        };
    }

    private String truth(int size) {
        if (size <= 0) {
            return pick("p", "x > 0", "k < 2", "z <= y", "n == 1");
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> real(size - 1) + pick(" < ", " > ", " != ") + real(size - 1);
            case 2 -> integer(size - 1) + pick(" < ", " == ", " >= ") + integer(size - 1);
            case 3, 4 -> "(" + truth(size - 1) + pick(" && ", " || ") + truth(size - 1) + ")";
            case 5 -> "!(" + truth(size - 1) + ")";
            case 6 -> "(p = " + truth(size - 1) + ")";
            default -> "(" + truth(size - 1) + pick(" | ", " & ", " ^ ") + truth(size - 1) + ")";
        };
    }
}
