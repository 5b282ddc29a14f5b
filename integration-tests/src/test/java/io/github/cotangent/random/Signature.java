package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/**
 * What the random method takes and gives: always {@code double x, double y, double[] a, double[][] m, int n}, sometimes more.
 */
record Signature(String result, List<Parameter> parameters) {
    record Parameter(Kind kind, String name) {
        @Override
        public String toString() {
            return kind.type + " " + name;
        }
    }

    static Signature random(Draw draw) {
        List<Parameter> all = new ArrayList<>(List.of(
                new Parameter(Kind.NUMBER, "x"),
                new Parameter(Kind.NUMBER, "y"),
                new Parameter(Kind.ROW, "a"),
                new Parameter(Kind.MATRIX, "m"),
                new Parameter(Kind.INT, "n")));
        boolean singles = draw.chance(0.2);
        List<Parameter> optional = List.of(
                new Parameter(Kind.ROW, "b"),
                new Parameter(Kind.CUBE, "c"),
                new Parameter(Kind.OP, "op"),
                new Parameter(Kind.TEXT, "word"),
                new Parameter(Kind.LONG, "big"),
                new Parameter(Kind.INTS, "ks"),
                new Parameter(Kind.FLAG, "flag"));
        for (Parameter each : optional) {
            if (draw.chance(0.2)) {
                all.add(draw.below(all.size()), each);
            }
        }
        if (singles) {
            all.add(draw.below(all.size()), new Parameter(Kind.SINGLE, "u"));
            all.add(draw.below(all.size()), new Parameter(Kind.SINGLES, "g"));
        }
        String result = draw.chance(0.6)
                ? singles && draw.chance(0.3) ? "float" : "double"
                : draw.of("double[]", "double[]", "void", "double[][]", singles ? "float[]" : "void");
        return new Signature(result, all);
    }

    boolean isScalar() {
        return result.equals("double") || result.equals("float");
    }

    String head() {
        return "public static " + result + " f("
                + String.join(", ", parameters.stream().map(Parameter::toString).toList()) + ") {";
    }
}
