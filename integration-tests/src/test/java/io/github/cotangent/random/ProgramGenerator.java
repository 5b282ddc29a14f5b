package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/**
 * Random static methods over the accepted language. The programs are well behaved: values stay bounded, loops are short,
 * indices in range; a guard throws now and then.
 */
final class ProgramGenerator {
    private final Draw draw;
    private final Signature signature;
    private final Values values;
    private final Scope scope;

    private ProgramGenerator(Draw draw) {
        this.draw = draw;
        this.signature = Signature.random(draw);
        this.scope = new Scope(draw);
        this.values = new Values(draw, scope);
        for (Signature.Parameter each : signature.parameters()) {
            scope.declare(each.kind(), each.name(), false);
        }
    }

    static RandomProgram generate(long seed) {
        ProgramGenerator generator = new ProgramGenerator(new Draw(seed));
        return new RandomProgram(seed, generator.signature, generator.body());
    }

    private List<Statement> body() {
        List<Statement> all = new ArrayList<>();
        if (signature.result().equals("void")) {
            all.add(Statement.of("a[2] *= 0.9;")); // There must be an output.
        }
        all.addAll(new Flow(draw, scope, values, 2 + draw.below(9), this::returned).method());
        String everything = "sum(a) + total(m) * x";
        all.add(Statement.of(
                switch (signature.result()) {
                    case "double" -> "return " + values.expression(2) + " + " + everything + ";";
                    case "float" -> "return (float) (" + values.expression(2) + " + " + everything + ");";
                    case "void" -> "a[0] = damp(" + everything + " + " + values.expression(1) + ");";
                    default -> returned();
                }));
        return all;
    }

    /** A return statement with a result of the right type. */
    private String returned() {
        return switch (signature.result()) {
            case "double" -> "return damp(" + values.expression(1) + ");";
            case "float" -> "return " + values.single() + ";";
            case "double[]" -> "return " + values.arrays().anyRow() + ";";
            case "float[]" ->
                "return "
                        + (draw.chance(0.5) ? scope.pick(Kind.SINGLES) : "new float[] {" + values.single() + ", 1f, u}")
                        + ";";
            case "double[][]" -> "return " + values.arrays().anyMatrix() + ";";
            default -> "return;";
        };
    }
}
