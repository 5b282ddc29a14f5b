package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/**
 * Random static methods over the accepted language. The programs are well behaved: values stay bounded, loops are short,
 * indices in range; a guard throws now and then.
 */
final class ProgramGenerator {
    /** Programs with this seed and larger ones use objects and functions, too. */
    static final long OBJECTS = 1_000_000_000;

    /** Those with this seed and larger ones use collections as well. */
    static final long COLLECTIONS = 2_000_000_000;

    private final Draw draw;
    private final Signature signature;
    private final Values values;
    private final Scope scope;

    private ProgramGenerator(Draw draw, Values.Objects objects) {
        this.draw = draw;
        this.signature = Signature.random(draw);
        this.scope = new Scope(draw);
        this.values = new Values(draw, scope, objects);
        for (Signature.Parameter each : signature.parameters()) {
            scope.declare(each.kind(), each.name(), false);
        }
    }

    static RandomProgram generate(long seed) {
        Draw draw = new Draw(seed);
        boolean objects = seed >= OBJECTS;
        ProgramGenerator generator = new ProgramGenerator(
                draw,
                seed >= COLLECTIONS ? Values.Objects.COLLECTIONS : objects ? Values.Objects.ALL : Values.Objects.NONE);
        List<Statement> body = generator.body();
        return new RandomProgram(seed, generator.signature, body, objects ? new RandomClasses(draw).all() : List.of());
    }

    private List<Statement> body() {
        List<Statement> all = new ArrayList<>();
        if (signature.result().equals("void")) {
            all.add(Statement.of("a[2] *= 0.9;")); // There must be an output.
        }
        if (values.objects() != null) {
            all.addAll(firstObjects());
        }
        all.addAll(new Flow(draw, scope, values, 2 + draw.below(9), this::returned).method());
        String everything = "sum(a) + total(m) * x"
                + (values.objects() == null ? "" : " + " + values.objects().number(1));
        all.add(Statement.of(
                switch (signature.result()) {
                    case "double" -> "return " + values.expression(2) + " + " + everything + ";";
                    case "float" -> "return (float) (" + values.expression(2) + " + " + everything + ");";
                    case "void" -> "a[0] = damp(" + everything + " + " + values.expression(1) + ");";
                    default -> returned();
                }));
        return all;
    }

    /** Some objects that hold inputs. */
    private List<Statement> firstObjects() {
        ObjectStatements statements = new ObjectStatements(draw, scope, values);
        List<Statement> all = new ArrayList<>();
        for (Kind kind : List.of(Kind.PAIR, Kind.CELL, draw.of(Kind.OBJECTS), draw.of(Kind.RULE, Kind.FUNCTION))) {
            all.add(Statement.of(
                    statements.declare(kind, "o", values.objects().values().made(kind))));
        }
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
