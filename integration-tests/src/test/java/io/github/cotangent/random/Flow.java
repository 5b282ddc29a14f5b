package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Statements with bodies: branches, loops, switches, blocks, try; and the jumps between them. */
final class Flow {
    private static final int MAX_DEPTH = 3;

    private final Draw draw;
    private final Scope scope;
    private final Values values;
    private final Discrete discrete;
    private final ArrayValues arrays;
    private final Assignments assignments;
    private final Supplier<String> result;

    /** Null where no object is at hand. */
    private final ObjectFlow objects;

    /** How many statements are still to be made; a body in progress may exceed it a little. */
    private int budget;

    private boolean mayReturn = true;

    /** How many try statements around catch whatever is thrown. */
    private int catching;

    /** @param result makes a statement that returns */
    Flow(Draw draw, Scope scope, Values values, int budget, Supplier<String> result) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
        this.discrete = values.discrete();
        this.arrays = values.arrays();
        this.assignments = new Assignments(draw, scope, values);
        this.budget = budget;
        this.result = result;
        this.objects = values.objects() == null ? null : new ObjectFlow(draw, scope, values, this);
    }

    List<Statement> method() {
        List<Statement> all = new ArrayList<>();
        while (budget > 0) {
            all.add(statement(1));
        }
        return all;
    }

    private Statement statement(int depth) {
        budget--;
        if (objects != null && draw.chance(catching > 0 ? 0.05 : 0.4)) {
            return objects.statement(depth);
        }
        if (catching > 0 && draw.chance(0.25)) {
            return throwing();
        }
        if (depth > MAX_DEPTH || draw.chance(0.55)) {
            return draw.chance(0.12) ? jump() : assignments.any();
        }
        return switch (draw.below(21)) {
            case 0, 1, 2 -> choice(depth);
            case 3, 4, 5 -> counted(depth);
            case 6, 7 -> whileLoop(depth);
            case 8 -> doLoop(depth);
            case 9 -> forEach(depth);
            case 10 -> oldSwitch(depth);
            case 11 -> newSwitch(depth);
            case 12 -> switchValue(depth);
            case 13 -> labelled(depth);
            case 14 -> tryFinally(depth);
            case 15 -> deferred(depth);
            case 16 -> endless(depth);
            case 18, 19, 20 -> objects == null || draw.chance(0.3) ? tryCatch(depth) : choice(depth);
            default -> sharedGroups();
        };
    }

    List<Statement> body(int depth) {
        scope.enter();
        List<Statement> all = new ArrayList<>();
        int size = 1 + draw.below(3);
        for (int i = 0; i < size && budget > -6; i++) {
            all.add(statement(depth + 1));
        }
        if (all.isEmpty()) {
            all.add(assignments.any());
        }
        scope.leave();
        return all;
    }

    /** A body in which something is declared. */
    List<Statement> body(int depth, Kind kind, String name, boolean fixed) {
        scope.enter();
        scope.declare(kind, name, fixed);
        List<Statement> all = body(depth);
        scope.leave();
        return all;
    }

    private Statement jump() {
        List<Scope.Target> targets = scope.targets();
        if (targets.isEmpty() || mayReturn && draw.chance(0.25)) {
            return mayReturn
                    ? Statement.of("if (" + discrete.condition() + " && " + values.leaf() + " > 0.2) " + result.get())
                    : assignments.any();
        }
        return Statement.of("if (" + discrete.condition() + ") " + exit(targets));
    }

    private String exit(List<Scope.Target> targets) {
        Scope.Target target = draw.of(targets);
        if (target.label().startsWith("S")) {
            return targets.get(0) == target ? "break;" : "tick(3);"; // A switch has no label here.
        }
        String word = target.loop() ? draw.of("break", "continue") : "break";
        boolean plain = target.loop() && targets.get(0) == target && draw.chance(0.6);
        return word + (plain ? ";" : " " + target.label() + ";");
    }

    private Statement choice(int depth) {
        String head = "if (" + discrete.condition() + ") {";
        List<Statement> then = new ArrayList<>(body(depth));
        if (draw.chance(0.15) && !scope.targets().isEmpty()) {
            then.add(Statement.of(exit(scope.targets())));
        }
        if (draw.chance(0.4)) {
            return Statement.of(head, then, "}");
        }
        return draw.chance(0.7)
                ? new Statement(List.of(head, "} else {", "}"), List.of(then, body(depth)))
                : new Statement(
                        List.of(head, "} else if (" + discrete.condition() + ") {", "} else {", "}"),
                        List.of(then, body(depth), body(depth)));
    }

    private Statement counted(int depth) {
        String i = scope.fresh("i");
        String head = switch (draw.below(8)) {
            case 0, 1 -> "int # = 0; # < " + (2 + draw.below(3)) + "; #++";
            case 2 -> "int # = 3; # >= 0; #--";
            case 3 -> "int # = 1; # <= Math.floorMod(" + scope.pick(Kind.INT) + ", 4); # += 2";
            case 4 -> "long # = 0; # < 3; #++";
            case 5 -> "double # = 0; # < 1; # += 0.3";
            case 6 -> "int # = 0, to# = 3; # < to#; #++, to#--";
            default -> "int # = 0; # < " + scope.mainRow() + ".length; #++";
        };
        Kind kind = head.startsWith("long") ? Kind.LONG : head.startsWith("double") ? Kind.NUMBER : Kind.INT;
        String label = scope.open("L", true);
        List<Statement> body = new ArrayList<>(body(depth, kind, i, true));
        if (kind == Kind.INT && head.contains("++") && draw.chance(0.1)) {
            body.add(Statement.of("if (" + discrete.condition() + ") " + i + "++;"));
        }
        scope.close();
        return Statement.of(label + ": for (" + head.replace("#", i) + ") {", body, "}");
    }

    private Statement whileLoop(int depth) {
        String k = scope.fresh("k");
        String condition = draw.chance(0.8)
                ? k + "++ < " + (2 + draw.below(3)) + (draw.chance(0.6) ? " && " + discrete.condition() : "")
                : "(" + scope.writable(Kind.NUMBER) + " = damp(" + values.expression(1) + ")) < 0.6 && " + k + "++ < 3";
        scope.declare(Kind.INT, k, true);
        String label = scope.open("L", true);
        List<Statement> body = body(depth);
        scope.close();
        return Statement.of("int " + k + " = 0;\n" + label + ": while (" + condition + ") {", body, "}");
    }

    private Statement doLoop(int depth) {
        String k = scope.fresh("k");
        scope.declare(Kind.INT, k, true);
        String label = scope.open("L", true);
        List<Statement> body = body(depth);
        scope.close();
        String more = draw.chance(0.3) ? " && " + discrete.condition() : "";
        return Statement.of(
                "int " + k + " = 0;\n" + label + ": do {",
                body,
                "} while (++" + k + " < " + (1 + draw.below(3)) + more + ");");
    }

    private Statement endless(int depth) {
        String k = scope.fresh("k");
        scope.declare(Kind.INT, k, true);
        String label = scope.open("L", true);
        List<Statement> body = new ArrayList<>(body(depth));
        body.add(0, Statement.of("if (++" + k + " > " + (1 + draw.below(4)) + ") break;"));
        scope.close();
        return Statement.of("int " + k + " = 0;\n" + label + draw.of(": while (true) {", ": for (;;) {"), body, "}");
    }

    private Statement forEach(int depth) {
        String e = scope.fresh("e");
        Kind over = draw.of(Kind.ROW, Kind.MATRIX, Kind.INTS, Kind.JAGGED, Kind.CUBE);
        String all = over == Kind.ROW
                ? draw.of(arrays.row(), arrays.anyRow())
                : over == Kind.MATRIX ? arrays.matrix() : null;
        if (all == null && scope.has(over)) {
            all = scope.pick(over);
        } else if (all == null) {
            over = Kind.ROW;
            all = arrays.row();
        }
        Kind each = over == Kind.ROW
                ? Kind.NUMBER
                : over == Kind.INTS ? Kind.INT : over == Kind.CUBE ? Kind.MATRIX : Kind.ROW;
        String label = scope.open("L", true);
        if (over == Kind.JAGGED) {
            List<Statement> body = body(depth, Kind.NUMBER, e, false);
            scope.close();
            return Statement.of(
                    label + ": for (double[] " + e + "Row : " + all + ") {\n    double " + e + " = " + e + "Row[" + e
                            + "Row.length - 1]; " + e + "Row[0] *= 0.9;",
                    body,
                    "}");
        }
        List<Statement> body = body(depth, each, e, false);
        scope.close();
        return Statement.of(label + ": for (" + each.type + " " + e + " : " + all + ") {", body, "}");
    }

    private Statement labelled(int depth) {
        String label = scope.open("B", false);
        List<Statement> body = body(depth);
        scope.close();
        return Statement.of(label + ": {", body, "}");
    }

    private Statement oldSwitch(int depth) {
        List<String> cases = new ArrayList<>();
        String selector;
        if (scope.has(Kind.TEXT) && draw.chance(0.4)) {
            selector = scope.pick(Kind.TEXT);
            cases.addAll(List.of("case \"one\":", "case \"two\": case \"three\":"));
        } else if (scope.has(Kind.OP) && draw.chance(0.5)) {
            selector = scope.pick(Kind.OP);
            cases.addAll(List.of("case ADD:", "case BEND:"));
        } else if (scope.has(Kind.CHAR) && draw.chance(0.4)) {
            selector = scope.pick(Kind.CHAR);
            cases.addAll(List.of("case 'a': case 'c':", "case 'd':"));
        } else {
            selector = "Math.floorMod(" + discrete.integer(1) + ", 4)";
            cases.addAll(List.of("case 0:", "case 2: case 1:"));
        }
        cases.add(draw.below(cases.size() + 1), "default:");
        if (draw.chance(0.2)) {
            cases.remove("default:");
        }
        List<String> texts = new ArrayList<>();
        List<List<Statement>> bodies = new ArrayList<>();
        String before = "switch (" + selector + ") {\n";
        for (String each : cases) {
            texts.add(before + "    " + each + " {");
            scope.open("S", false);
            List<Statement> body = new ArrayList<>(body(depth));
            scope.close();
            if (draw.chance(0.5)) {
                body.add(Statement.of(draw.chance(0.3) ? "if (" + discrete.condition() + ") break;" : "break;"));
            }
            bodies.add(body);
            before = "    }\n";
        }
        texts.add("    }\n}");
        return new Statement(texts, bodies);
    }

    /** A switch whose groups share the scope of a variable. */
    private Statement sharedGroups() {
        String v = scope.fresh("s");
        String target = scope.writable(Kind.NUMBER);
        return Statement.of(
                "switch (" + discrete.index() + ") {\n    case 0: double " + v + " = " + values.expression(1) + "; "
                        + target + " = damp(" + v + " * " + values.leaf() + ");" + draw.of("", " break;")
                        + "\n    case 1: " + v + " = "
                        + values.leaf() + "; " + target + " -= damp(" + v + " * " + v + ");\n}");
    }

    private Statement newSwitch(int depth) {
        boolean op = scope.has(Kind.OP) && draw.chance(0.6);
        String selector = op ? scope.pick(Kind.OP) : discrete.index();
        List<String> cases = op ? List.of("case ADD ->", "case MULTIPLY, BEND ->") : List.of("case 0 ->", "default ->");
        List<String> texts = new ArrayList<>();
        List<List<Statement>> bodies = new ArrayList<>();
        String before = "switch (" + selector + ") {\n";
        for (String each : cases) {
            texts.add(before + "    " + each + " {");
            scope.open("S", false);
            bodies.add(body(depth));
            scope.close();
            before = "    }\n";
        }
        texts.add("    }\n}");
        return new Statement(texts, bodies);
    }

    /** A switch expression with a block; nothing may jump out of it. */
    private Statement switchValue(int depth) {
        String selector = discrete.index();
        String first = values.expression(1);
        String last = values.leaf();
        List<Scope.Target> hidden = scope.hide();
        boolean outer = mayReturn;
        mayReturn = false;
        String v = scope.fresh("s");
        scope.reserve(v);
        List<Statement> body = new ArrayList<>(body(depth));
        body.add(Statement.of("if (" + discrete.condition() + ") yield " + values.leaf() + ";"));
        body.add(Statement.of("yield damp(" + values.expression(1) + ");"));
        mayReturn = outer;
        scope.restore(hidden);
        scope.declare(Kind.NUMBER, v, false);
        String group = draw.of("->", ":");
        boolean old = group.equals(":");
        return Statement.of(
                "double " + v + " = switch (" + selector + ") {\n    case 0 " + (old ? ": yield " : "-> ") + first
                        + ";\n    case 1 " + group + " {",
                body,
                "    }\n    default " + (old ? ": yield " : "-> ") + last + ";\n};");
    }

    private Statement tryFinally(int depth) {
        List<Statement> main = body(depth);
        List<Scope.Target> hidden = scope.hide();
        boolean outer = mayReturn;
        mayReturn = false;
        List<Statement> last = body(depth);
        mayReturn = outer;
        scope.restore(hidden);
        return new Statement(List.of("try {", "} finally {", "}"), List.of(main, last));
    }

    /** A statement that throws now and then. */
    private Statement throwing() {
        String number = scope.writable(Kind.NUMBER);
        String row = scope.mainRow();
        String divisor = "Math.floorMod(" + discrete.integer(1) + ", 3)";
        return Statement.of(
                switch (draw.below(4)) {
                    case 0 -> "if (" + discrete.condition() + ") throw new IllegalStateException();";
                    case 1 -> number + " = damp(" + values.leaf() + " * (4 / " + divisor + "));";
                    case 2 ->
                        number + " *= " + row + "[Math.floorMod(" + discrete.integer(1) + ", " + row + ".length + 1)];";
                    default ->
                        row + "[Math.floorMod(" + discrete.integer(1) + ", " + row + ".length + 1)] = damp("
                                + values.expression(1) + ");";
                });
    }

    /** The outermost one catches everything; an inner one some, and what it catches it may throw on. */
    private Statement tryCatch(int depth) {
        List<String> texts = new ArrayList<>(List.of("try {"));
        List<List<Statement>> bodies = new ArrayList<>();
        catching++;
        List<Statement> tried = new ArrayList<>(body(depth));
        tried.add(draw.below(tried.size() + 1), throwing());
        catching--;
        bodies.add(tried);
        List<String> caught = new ArrayList<>(
                List.of("IllegalStateException", "ArithmeticException | ArrayIndexOutOfBoundsException"));
        if (draw.chance(0.5)) {
            caught.remove(draw.below(2));
        }
        if (catching == 0) {
            caught.add("RuntimeException");
        }
        for (String types : caught) {
            String e = scope.fresh("e");
            texts.add("} catch (" + types + " " + e + ") {");
            scope.enter();
            scope.reserve(e);
            List<Statement> clause = new ArrayList<>(body(depth));
            scope.leave();
            if (catching > 0 && draw.chance(0.2)) {
                clause.add(Statement.of("if (" + discrete.condition() + ") throw " + e + ";"));
            }
            bodies.add(clause);
        }
        if (draw.chance(0.3)) {
            texts.add("} finally {");
            List<Scope.Target> hidden = scope.hide();
            boolean outer = mayReturn;
            mayReturn = false;
            bodies.add(body(depth));
            mayReturn = outer;
            scope.restore(hidden);
        }
        texts.add("}");
        return new Statement(texts, bodies);
    }

    /** A declaration without initialiser, assigned on both ways. */
    private Statement deferred(int depth) {
        String v = scope.fresh("s");
        scope.reserve(v);
        List<Statement> then = new ArrayList<>(body(depth));
        then.add(Statement.of(v + " = " + values.expression(1) + ";"));
        List<Statement> otherwise = new ArrayList<>(body(depth));
        otherwise.add(Statement.of(v + " = " + values.leaf() + ";"));
        String head = "double " + v + ";\nif (" + discrete.condition() + ") {";
        scope.declare(Kind.NUMBER, v, false);
        return new Statement(List.of(head, "} else {", "}"), List.of(then, otherwise));
    }
}
