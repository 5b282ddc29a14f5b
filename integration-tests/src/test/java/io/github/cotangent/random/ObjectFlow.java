package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/** Statements about objects, those with bodies among them: loops over objects, tests of classes, functions. */
final class ObjectFlow {
    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final ObjectValues objects;
    private final ObjectStatements statements;
    private final Flow flow;

    ObjectFlow(Draw draw, Scope scope, Values values, Flow flow) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.objects = values.objects().values();
        this.statements = new ObjectStatements(draw, scope, values);
        this.flow = flow;
    }

    Statement statement(int depth) {
        if (values.containers() != null && draw.chance(0.4)) {
            return values.containers().statement(depth, flow);
        }
        boolean functions = values.hasFunctions();
        if (functions && draw.chance(0.2)) {
            return new Functions(draw, scope, values).declared();
        }
        if (depth > 3 || draw.chance(0.7)) {
            return Statement.of(statements.any(functions));
        }
        return switch (draw.below(7)) {
            case 0 -> elements(depth);
            case 1 -> walk(depth);
            case 2 -> chain(depth);
            case 3 -> filled(depth);
            case 4 -> Statement.of("synchronized (" + objects.held(Kind.CELL) + ") {", flow.body(depth), "}");
            default -> tests(depth);
        };
    }

    private Statement elements(int depth) {
        List<Kind> there = Kind.OBJECT_ARRAYS.stream().filter(scope::has).toList();
        if (there.isEmpty()) {
            return filled(depth);
        }
        Kind kind = draw.of(there);
        String all = scope.pick(kind);
        String each = scope.fresh("e");
        String label = scope.open("L", true);
        List<Statement> body = flow.body(depth, kind.element(), each, false);
        scope.close();
        return Statement.of(label + ": for (" + kind.element().type + " " + each + " : " + all + ") {", body, "}");
    }

    /** Along a list, which may be a ring. */
    private Statement walk(int depth) {
        String start = objects.any(Kind.CELL);
        String k = scope.fresh("at");
        scope.reserve(k);
        String each = scope.fresh("c");
        String label = scope.open("L", true);
        List<Statement> body = flow.body(depth, Kind.CELL, each, true);
        scope.close();
        return Statement.of(
                "int " + k + " = 0;\n" + label + ": for (Cell " + each + " = " + start + "; " + each + " != null && "
                        + k + "++ < " + (2 + draw.below(2)) + "; " + each + " = " + each + ".next) {",
                body,
                "}");
    }

    /** A list made in a loop. */
    private Statement chain(int depth) {
        String first = objects.any(Kind.CELL);
        String name = scope.fresh("c");
        scope.declare(Kind.CELL, name, false);
        String label = scope.open("L", true);
        String i = scope.fresh("i");
        List<Statement> body = new ArrayList<>(flow.body(depth, Kind.INT, i, true));
        scope.close();
        body.add(Statement.of(
                name + " = new Cell(" + values.leaf() + ", " + values.arrays().anyRow() + ", " + name + ");"));
        return Statement.of(
                "Cell " + name + " = " + first + ";\n" + label + ": for (int " + i + " = 0; " + i + " < "
                        + (2 + draw.below(2)) + "; " + i + "++) {",
                body,
                "}");
    }

    /** An array filled in a loop. */
    private Statement filled(int depth) {
        Kind kind = draw.of(values.hasFunctions() ? Kind.OBJECT_ARRAYS : List.of(Kind.PAIRS, Kind.CELLS, Kind.CURVES));
        String name = scope.fresh("all");
        scope.reserve(name);
        String i = scope.fresh("i");
        scope.enter();
        scope.declare(Kind.INT, i, true);
        List<Scope.Target> hidden = scope.hide();
        List<Statement> body = new ArrayList<>(flow.body(depth));
        scope.restore(hidden);
        body.add(Statement.of(name + "[" + i + "] = " + objects.any(kind.element()) + ";"));
        scope.leave();
        scope.declare(kind, name, false);
        String element = kind.element().type;
        return Statement.of(
                element + "[] " + name + " = new " + element + "[3];\nfor (int " + i + " = 0; " + i + " < 3; " + i
                        + "++) {",
                body,
                "}");
    }

    /** What is done depends on the class. */
    private Statement tests(int depth) {
        String curve = objects.held(Kind.CURVE);
        String line = scope.fresh("line");
        scope.enter();
        scope.reserve(line);
        String more = draw.chance(0.3) ? " && " + values.discrete().condition() : "";
        List<Statement> first = flow.body(depth, Kind.NUMBER, line + draw.of(".p()", ".q()"), true);
        String sum = scope.fresh("sum");
        scope.reserve(sum);
        List<Statement> second = flow.body(depth, Kind.CURVE, sum + draw.of(".left()", ".right()"), true);
        List<Statement> third = flow.body(depth);
        scope.leave();
        return new Statement(
                List.of(
                        "if (" + curve + " instanceof Line " + line + more + ") {",
                        "} else if (" + curve + " instanceof Sum " + sum + ") {",
                        "} else {",
                        "}"),
                List.of(first, second, third));
    }
}
