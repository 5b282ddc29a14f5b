package io.github.cotangent.random;

import java.util.List;

/** Functions written where they are used: lambdas and anonymous classes that capture copies of the variables around them. */
final class Functions {
    private static final List<Kind> ALWAYS = List.of(Kind.NUMBER, Kind.INT, Kind.ROW, Kind.MATRIX);

    private final Draw draw;
    private final Scope scope;
    private final Values values;

    Functions(Draw draw, Scope scope, Values values) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
    }

    /** A variable with a function. */
    Statement declared() {
        return scope.has(Kind.FUNCTION) && draw.chance(0.2) ? composed() : written();
    }

    private Statement composed() {
        ObjectValues objects = values.objects().values();
        String f = objects.held(Kind.FUNCTION);
        String value = draw.of("composed(" + f + ", " + objects.any(Kind.FUNCTION) + ")", f + ".andThen(Math::sin)");
        return Statement.of(new ObjectStatements(draw, scope, values).declare(Kind.COMPOSED, "h", value));
    }

    private Statement written() {
        boolean force = draw.chance(0.25);
        Kind kind = force ? Kind.FORCE : Kind.FUNCTION;
        String name = scope.fresh("f");
        Scope inside = new Scope(draw);
        inside.reserveAll(scope);
        inside.reserve(name);
        StringBuilder head = new StringBuilder();
        ALWAYS.forEach(each -> head.append(captured(each, inside)));
        Kind.OBJECTS.stream()
                .filter(each -> scope.has(each) && draw.chance(0.5))
                .forEach(each -> head.append(captured(each, inside)));
        head.append(kind.type).append(' ').append(name).append(" = ");
        String v = inside.fresh("t");
        inside.declare(Kind.NUMBER, v, false);
        scope.declare(kind, name, false);
        Routine routine = new Routine(draw, inside);
        if (!force && draw.chance(0.4)) {
            return Statement.of(head + v + " -> " + routine.expression() + ";");
        }
        String w = inside.fresh("z");
        String row = inside.pick(Kind.ROW);
        inside.declare(Kind.ROW, w, false);
        List<Statement> body = routine.body(force ? Kind.ROW : Kind.NUMBER);
        String parameters = force ? "(" + v + ", " + w + ")" : v;
        if (!force) {
            body.add(0, Statement.of("double[] " + w + " = " + row + ";"));
        }
        if (draw.chance(0.8)) {
            return Statement.of(head + parameters + " -> {", body, "};");
        }
        String method =
                force ? "double[] at(double " + v + ", double[] " + w + ")" : "double applyAsDouble(double " + v + ")";
        return new Statement(
                List.of(head + "new " + kind.type + "() {\n    @Override\n    public " + method + " {", "    }\n};"),
                List.of(body));
    }

    /** A copy of a variable that is never assigned again. */
    private String captured(Kind kind, Scope inside) {
        String copy = inside.fresh("k");
        inside.declare(kind, copy, true);
        scope.reserve(copy);
        return "final " + kind.type + " " + copy + " = " + scope.pick(kind) + ";\n";
    }
}
