package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The random body of a method of an object or of a function; it calls no other random body, so that calls come to an end. */
final class Routine {
    private final Draw draw;
    private final Values values;
    private final Scope scope;

    /** @param scope what the body can name: at least a number that can be assigned, an int, a row and a matrix */
    Routine(Draw draw, Scope scope) {
        this.draw = draw;
        this.scope = scope;
        this.values = new Values(draw, scope, Values.Objects.PLAIN);
    }

    /** Statements that end with a result of the kind. */
    List<Statement> body(Kind result) {
        List<Statement> all = statements(() -> "return " + result(result, 0) + ";");
        all.add(Statement.of("return " + result(result, 1) + ";"));
        return all;
    }

    /** Statements for their effect. */
    List<Statement> body(String returned) {
        return statements(() -> returned);
    }

    private List<Statement> statements(Supplier<String> returned) {
        return new ArrayList<>(new Flow(draw, scope, values, 1 + draw.below(4), returned).method());
    }

    /** An expression alone. */
    String expression(Kind result) {
        return result(result, 2);
    }

    private String result(Kind kind, int depth) {
        return switch (kind) {
            case NUMBER -> "damp(" + values.expression(depth) + ")";
            case ROW -> values.arrays().anyRow();
            default -> values.objects().values().any(kind);
        };
    }
}
