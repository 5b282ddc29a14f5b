package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/** Classes and methods of a program whose bodies are random: three rules, one of them a record, and methods of objects. */
final class RandomClasses {
    private static final String FIELDS = "double p, double[] row, double[][] grid, int count, ";

    private final Draw draw;

    RandomClasses(Draw draw) {
        this.draw = draw;
    }

    List<Statement> all() {
        return List.of(
                type("static class Rule0 implements Rule {", base()),
                type("record Rule1(" + FIELDS + "Pair both) implements Rule {", record()),
                type("static final class Rule2 extends Rule0 {", derived()),
                method(Kind.NUMBER, "toNumber"),
                method(Kind.ROW, "toRow"),
                method(Kind.PAIR, "toPair"),
                method(Kind.CELL, "toCell"));
    }

    private static Statement type(String head, List<Statement> members) {
        return Statement.of(head, members, "}");
    }

    private List<Statement> base() {
        List<Statement> members = new ArrayList<>();
        members.add(
                Statement.of("double p;\nprivate double[] row;\ndouble[][] grid;\nint count;\nprotected Cell cell;"));
        members.add(Statement.of(
                "Rule0(" + FIELDS + "Cell cell) {",
                List.of(
                        Statement.of(
                                "this.p = " + draw.of("p;", "damp(p + row[1]);", "p > 0.1 ? p * cell.value : -p;")),
                        Statement.of("this.row = "
                                + draw.of("row;", "row.clone();", "new double[] {p, row[2], grid[0][1]};")),
                        Statement.of("this.grid = grid;\nthis.count = count;\nthis.cell = cell;"),
                        Statement.of(draw.of(
                                "for (double each : row) this.p = damp(this.p * each + 0.3);",
                                "if (count % 2 == 0) this.row = grid[1];",
                                "if (p < 0.2) this.cell = new Cell(p * row[0], this.row, cell);",
                                "if (count < 0) return;\nthis.p = damp(this.p + this.row[1]);"))),
                "}"));
        members.add(apply(fields(false)));
        Scope own = fields(false);
        List<Statement> change = new ArrayList<>(new Routine(draw, own).body("return this;"));
        change.add(Statement.of("return this;"));
        members.add(Statement.of("Rule0 moved() {", change, "}"));
        return members;
    }

    private List<Statement> record() {
        Scope scope = fields(true);
        return List.of(apply(scope));
    }

    private List<Statement> derived() {
        Scope scope = new Scope(draw);
        scope.reserve("p");
        scope.reserve("row");
        scope.declare(Kind.NUMBER, "rate", false);
        scope.declare(Kind.MATRIX, "grid", false);
        scope.declare(Kind.INT, "count", false);
        scope.declare(Kind.CELL, "cell", false);
        scope.declare(Kind.NUMBER, "v", false);
        scope.declare(Kind.ROW, "w", false);
        Routine routine = new Routine(draw, scope);
        List<Statement> body = new ArrayList<>();
        body.add(Statement.of("double before = super.apply(" + routine.expression(Kind.NUMBER) + ", w);"));
        scope.declare(Kind.NUMBER, "before", false);
        body.addAll(routine.body(Kind.NUMBER));
        return List.of(
                Statement.of("private double rate;"),
                Statement.of(
                        "Rule2(" + FIELDS
                                + "Cell cell) {\n    super(damp(p * 0.9), row, grid, count + 1, cell);\n    rate = damp(p + row[0]);\n}"),
                Statement.of("@Override\npublic double apply(double v, double[] w) {", body, "}"));
    }

    private Statement apply(Scope scope) {
        scope.declare(Kind.NUMBER, "v", false);
        scope.declare(Kind.ROW, "w", false);
        return Statement.of(
                "@Override\npublic double apply(double v, double[] w) {",
                new Routine(draw, scope).body(Kind.NUMBER),
                "}");
    }

    private Scope fields(boolean record) {
        Scope scope = new Scope(draw);
        scope.declare(Kind.NUMBER, draw.of("p", record ? "p()" : "this.p"), record);
        scope.declare(Kind.ROW, "row", record);
        scope.declare(Kind.MATRIX, "grid", record);
        scope.declare(Kind.INT, "count", record);
        scope.declare(record ? Kind.PAIR : Kind.CELL, record ? "both" : "cell", record);
        return scope;
    }

    /** A static method that takes objects, and may give one of them. */
    private Statement method(Kind result, String name) {
        Scope scope = new Scope(draw);
        scope.declare(Kind.NUMBER, "v", false);
        scope.declare(Kind.ROW, "w", false);
        scope.declare(Kind.MATRIX, "g", false);
        scope.declare(Kind.INT, "k", false);
        scope.declare(Kind.CELL, "cell", false);
        scope.declare(Kind.CELL, "other", false);
        scope.declare(Kind.PAIR, "pair", false);
        scope.declare(Kind.CURVE, "curve", false);
        return Statement.of(
                "static " + result.type + " " + name
                        + "(double v, double[] w, double[][] g, int k, Cell cell, Cell other, Pair pair, Curve curve) {",
                new Routine(draw, scope).body(result),
                "}");
    }
}
