package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectCall;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes sparse Jacobians and Hessians: one method that finds the pattern first, and one that is given a pattern, both of which take
 * products with the vectors of a {@code Compression}.
 */
final class SparseRoutines {
    private static final ReferenceType COMPRESSION = new ReferenceType(ShadowTypes.RUNTIME + "Compression");
    private static final ReferenceType MATRIX = new ReferenceType(ShadowTypes.RUNTIME + "SparseMatrix");
    private static final Type ROW = DirectionCalls.ROW;

    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final Variable compression;
    private final Variable directions = Variable.generated("directions", DirectionCalls.DIRECTIONS);

    SparseRoutines(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        String name = new ParameterNames(method.parameters()).free("compression");
        this.compression = Variable.parameter(name, COMPRESSION);
    }

    /** The Jacobian: by columns with {@code mJvp}, by rows with one forward sweep. */
    void jacobian(RetainedSweeps sweeps) {
        ReferenceType type = new ReferenceType(request.resultClass(Request.Kind.JACOBIAN));
        Variable jacobian = Variable.generated("jacobian", type);
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Assign(jacobian, new Expr.NewState(type), Origin.NONE));
        Variable byColumns = Variable.temporary("byColumns", Primitive.BOOLEAN);
        body.add(new Stmt.Assign(byColumns, ObjectCall.of(compression, "isByColumns", Primitive.BOOLEAN), Origin.NONE));
        body.add(new Stmt.If(
                new Expr.Use(byColumns),
                new Block(columns(sweeps, jacobian)),
                new Block(rows(sweeps, jacobian)),
                Origin.NONE));
        body.add(new Stmt.SetStateField(new Expr.Use(jacobian), "matrix", matrix(), Origin.NONE));
        body.add(new Stmt.Return(new Expr.Use(jacobian), Origin.NONE));
        workshop.add(new Companion.ResultClass(
                type.name(),
                Companion.ResultClass.Kind.SPARSE_JACOBIAN,
                sweeps.result().type(),
                null,
                List.of(new Companion.Part("matrix", MATRIX))));
        forms(Request.Kind.JACOBIAN, type, body);
    }

    private List<Stmt> columns(RetainedSweeps sweeps, Variable jacobian) {
        ReferenceType pair = new ReferenceType(request.resultClass(Request.Kind.JVP));
        Variable jvp = Variable.generated("jvp", pair);
        Expr call = new Expr.GeneratedCall(
                "",
                request.prefix() + Request.Kind.JVP.suffix(),
                arguments(DirectionCalls.all(sweeps.parts(), directions)),
                pair);
        Expr value =
                new Expr.StateField(new Expr.Use(jvp), "value", sweeps.result().type());
        Expr tangent = new Expr.StateField(new Expr.Use(jvp), "tangent", sweeps.tangent());
        List<Stmt> out = new ArrayList<>(new InputZeros(request, sweeps.parts(), sweeps::zeros).directions(directions));
        Variable sweep = sweep();
        out.addAll(each(
                sweep,
                List.of(
                        turn(sweep),
                        new Stmt.Assign(jvp, call, Origin.NONE),
                        new Stmt.SetStateField(new Expr.Use(jacobian), "value", value, Origin.NONE),
                        put(sweep, new Expr.RuntimeCall("Components", "of", List.of(tangent), ROW)))));
        return out;
    }

    private List<Stmt> rows(RetainedSweeps sweeps, Variable jacobian) {
        RowSweeps byRows = new RowSweeps(sweeps);
        List<Stmt> out = new ArrayList<>(byRows.forward());
        Expr output = byRows.output(out);
        out.add(byRows.retain());
        List<Expr> found = new ArrayList<>();
        for (int i = 0; i < sweeps.parts().size(); i++) {
            found.add(byRows.found(i));
        }
        Variable sweep = sweep();
        List<Stmt> each = new ArrayList<>();
        each.add(new Stmt.Perform(
                new Expr.RuntimeCall("Components", "fill", List.of(direction(sweep), output), Primitive.VOID),
                Origin.NONE));
        each.add(byRows.restore());
        each.addAll(byRows.sweep());
        each.add(put(sweep, flat(found)));
        out.addAll(each(sweep, each));
        out.add(new Stmt.SetStateField(new Expr.Use(jacobian), "value", new Expr.Use(sweeps.result()), Origin.NONE));
        return out;
    }

    /** The Hessian: products by {@code mHvp}. */
    void hessian() {
        List<Variable> inputs =
                request.inputs().stream().map(method.parameters()::get).toList();
        List<Expr> arguments = new ArrayList<>();
        List<Expr> dots = new ArrayList<>();
        ReferenceType type = new ReferenceType(request.resultClass(Request.Kind.HVP));
        Variable product = Variable.generated("product", type);
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Variable input = inputs.get(i);
            arguments.add(new Expr.Use(input));
            dots.add(DirectionCalls.direction(input.type(), directions, i));
            parts.add(new Expr.StateField(new Expr.Use(product), request.part(input), input.type()));
        }
        Expr of =
                new Expr.RuntimeCall("Directions", "of", DirectionCalls.variable(arguments), DirectionCalls.DIRECTIONS);
        Expr call = new Expr.GeneratedCall("", request.prefix() + Request.Kind.HVP.suffix(), arguments(dots), type);
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Assign(directions, of, Origin.NONE));
        Variable sweep = sweep();
        body.addAll(each(
                sweep, List.of(turn(sweep), new Stmt.Assign(product, call, Origin.NONE), put(sweep, flat(parts)))));
        body.add(new Stmt.Return(matrix(), Origin.NONE));
        forms(Request.Kind.HESSIAN, MATRIX, body);
    }

    /** The arguments of the method, and others behind them. */
    private List<Expr> arguments(List<Expr> further) {
        List<Expr> arguments = new ArrayList<>();
        method.parameters().forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        arguments.addAll(further);
        return arguments;
    }

    private static Variable sweep() {
        return Variable.generated("sweep", Primitive.INT);
    }

    private List<Stmt> each(Variable sweep, List<Stmt> body) {
        return DirectionCalls.count("sweeps", sweep, ObjectCall.of(compression, "sweeps", Primitive.INT), body);
    }

    private Expr direction(Variable sweep) {
        return ObjectCall.of(compression, "direction", ROW, new Expr.Use(sweep));
    }

    private Stmt turn(Variable sweep) {
        return new Stmt.Perform(ObjectCall.of(directions, "turn", Primitive.VOID, direction(sweep)), Origin.NONE);
    }

    private Stmt put(Variable sweep, Expr product) {
        return new Stmt.Perform(
                ObjectCall.of(compression, "put", Primitive.VOID, new Expr.Use(sweep), product), Origin.NONE);
    }

    private static Expr flat(List<Expr> parts) {
        return new Expr.RuntimeCall("Components", "flat", DirectionCalls.variable(parts), ROW);
    }

    private Expr matrix() {
        return ObjectCall.of(compression, "matrix", MATRIX);
    }

    /** The methods that users call, and the one that takes the products. */
    private void forms(Request.Kind kind, ReferenceType type, List<Stmt> products) {
        String name = request.prefix() + kind.suffix();
        String compressed = workshop.name(name + "Compressed");
        Variable pattern =
                Variable.parameter(new ParameterNames(method.parameters()).free("pattern"), PatternRoutine.PATTERN);
        Expr found = new Expr.GeneratedCall(
                "", PatternRoutine.name(request, kind), arguments(List.of()), PatternRoutine.PATTERN);
        String of = "of" + kind.suffix();

        Expr first = new Expr.RuntimeCall("Compression", of, List.of(found), COMPRESSION);
        Expr plain = new Expr.GeneratedCall("", compressed, arguments(List.of(first)), type);
        add(
                name,
                Documentation.sparse(request, kind),
                method.parameters(),
                type,
                List.of(new Stmt.Return(plain, Origin.NONE)),
                true);

        Variable result = Variable.generated(kind == Request.Kind.JACOBIAN ? "jacobian" : "hessian", type);
        Variable isDoubtful = Variable.temporary("isDoubtful", Primitive.BOOLEAN);
        Expr checked = new Expr.RuntimeCall("Compression", of + "Checked", List.of(new Expr.Use(pattern)), COMPRESSION);
        Expr require = ObjectCall.of(
                compression,
                "require",
                Primitive.VOID,
                found,
                TangentRoutines.text(PatternRoutine.name(request, kind)));
        Expr again = new Expr.GeneratedCall("", compressed, arguments(List.of(new Expr.Use(compression))), type);
        List<Stmt> reusing = List.of(
                new Stmt.Assign(compression, checked, Origin.NONE),
                new Stmt.Assign(result, again, Origin.NONE),
                new Stmt.Assign(isDoubtful, ObjectCall.of(compression, "isDoubtful", Primitive.BOOLEAN), Origin.NONE),
                new Stmt.If(
                        new Expr.Use(isDoubtful),
                        Block.of(new Stmt.Perform(require, Origin.NONE)),
                        new Block(List.of()),
                        Origin.NONE),
                new Stmt.Return(new Expr.Use(result), Origin.NONE));
        List<Variable> parameters = new ArrayList<>(method.parameters());
        parameters.add(pattern);
        add(name, Documentation.sparseAgain(request, kind, pattern), parameters, type, reusing, true);

        parameters.set(parameters.size() - 1, compression);
        add(compressed, Documentation.compressed(request, kind), parameters, type, products, false);
    }

    private void add(
            String name,
            List<String> documentation,
            List<Variable> parameters,
            ReferenceType type,
            List<Stmt> body,
            boolean isPublic) {
        workshop.add(new Routine(name, documentation, isPublic, parameters, type, new Block(body), Set.of())
                .throwing(method.thrown()));
    }
}
