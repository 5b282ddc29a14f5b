package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/** Functions written where they are used: lambdas and anonymous classes that capture copies of the variables around them. */
final class Functions {
    private static final List<Kind> ALWAYS = List.of(Kind.NUMBER, Kind.INT, Kind.ROW, Kind.MATRIX);
    private static final List<Form> FORMS = List.of(
            new Form(Kind.FUNCTION, "applyAsDouble", Kind.NUMBER, Kind.NUMBER),
            new Form(Kind.FUNCTION, "applyAsDouble", Kind.NUMBER, Kind.NUMBER),
            new Form(Kind.FORCE, "at", Kind.ROW, Kind.NUMBER, Kind.ROW),
            new Form(Kind.MAPPING, "apply", Kind.PAIR, Kind.PAIR),
            new Form(Kind.MEASURE, "applyAsDouble", Kind.NUMBER, Kind.CELL),
            new Form(Kind.ACTION, "accept", null, Kind.CELL));

    /** A functional interface; without result if its functions are called for their effect. */
    private record Form(Kind kind, String name, Kind result, List<Kind> parameters) {
        Form(Kind kind, String name, Kind result, Kind... parameters) {
            this(kind, name, result, List.of(parameters));
        }

        /** The head of the method, with names for the parameters. */
        String method(List<String> names) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                all.add(parameters.get(i).type + " " + names.get(i));
            }
            return (result == null ? "void" : result.type) + " " + name + "(" + String.join(", ", all) + ")";
        }
    }

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
        Form form = draw.of(FORMS);
        String name = scope.fresh("f");
        Scope inside = new Scope(draw);
        inside.reserveAll(scope);
        inside.reserve(name);
        StringBuilder head = new StringBuilder();
        ALWAYS.forEach(each -> head.append(captured(each, inside)));
        Kind.OBJECTS.stream()
                .filter(each -> scope.has(each) && draw.chance(0.5))
                .forEach(each -> head.append(captured(each, inside)));
        String number = inside.pick(Kind.NUMBER);
        String row = inside.pick(Kind.ROW);
        head.append(form.kind.type).append(' ').append(name).append(" = ");
        List<String> names = new ArrayList<>();
        for (Kind parameter : form.parameters) {
            String each = inside.fresh("t");
            inside.declare(parameter, each, false);
            names.add(each);
        }
        scope.declare(form.kind, name, false);
        String parameters = names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
        Routine routine = new Routine(draw, inside);
        if (form.result != null && draw.chance(0.4)) {
            return Statement.of(head + parameters + " -> " + routine.expression(form.result) + ";");
        }
        List<Statement> body = new ArrayList<>();
        body.add(local(Kind.NUMBER, number, inside));
        body.add(local(Kind.ROW, row, inside));
        body.addAll(form.result == null ? routine.body("return;") : routine.body(form.result));
        if (draw.chance(0.8)) {
            return Statement.of(head + parameters + " -> {", body, "};");
        }
        return new Statement(
                List.of(
                        head + "new " + form.kind.type + "() {\n    @Override\n    public " + form.method(names) + " {",
                        "    }\n};"),
                List.of(body));
    }

    /** A variable that the body may assign. */
    private static Statement local(Kind kind, String value, Scope inside) {
        String name = inside.fresh("z");
        inside.declare(kind, name, false);
        return Statement.of(kind.type + " " + name + " = " + value + ";");
    }

    /** A copy of a variable that is never assigned again. */
    private String captured(Kind kind, Scope inside) {
        String copy = inside.fresh("k");
        inside.declare(kind, copy, true);
        scope.reserve(copy);
        return "final " + kind.type + " " + copy + " = " + scope.pick(kind) + ";\n";
    }
}
