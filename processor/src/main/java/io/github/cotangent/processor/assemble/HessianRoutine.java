package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Repetition;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes {@code mHessian}: one product with each unit direction, row by row; several rows at once where there are arrays among the inputs,
 * so that there may be many, and the sweep can take several directions.
 */
final class HessianRoutine {
    private static final Type MATRIX = new ArrayType(new ArrayType(Primitive.DOUBLE));

    /** How many rows, or columns of a Jacobian, are found at once: more would need more registers than there are. */
    static final int LANES = 4;

    private final Workshop workshop;
    private final Request request;
    private final Method method;

    HessianRoutine(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
    }

    /** Makes it; the products are there already. */
    void make(SecondOrderRoutines products) {
        List<Variable> inputs =
                request.inputs().stream().map(method.parameters()::get).toList();
        if (inputs.stream().anyMatch(input -> input.type().hasObjects())
                || !request.fields().isEmpty()) {
            report(
                    "HESSIAN takes numbers and arrays as inputs, not objects",
                    "Ask for HVP, or name other inputs in wrt");
            return;
        }
        if (!Repetition.isUnnoticed(method, workshop.program(), workshop.summaries())) {
            report(
                    "HESSIAN runs " + method.id().name()
                            + " once for each row, and it does more than to compute its result",
                    "Ask for HVP, or let another method do the rest");
            return;
        }
        if (request.isSparse()) {
            products.pattern();
            new SparseRoutines(workshop, request).hessian();
            return;
        }
        boolean areMany = inputs.stream().anyMatch(input -> input.type().isFollowed());
        Optional<String> several = areMany ? products.several(LANES) : Optional.empty();
        List<Variable> directions = new ArrayList<>();
        Variable hessian = Variable.generated("hessian", MATRIX);
        Variable row = Variable.generated("i", Primitive.INT);
        Expr rows = new Expr.Length(new Expr.Use(hessian));
        List<Expr> arguments = new ArrayList<>();
        inputs.forEach(input -> arguments.add(new Expr.Use(input)));
        List<Stmt> body = new ArrayList<>();
        for (int lane = 0; lane < (several.isPresent() ? LANES : 1); lane++) {
            directions.add(Variable.generated("directions", DirectionCalls.DIRECTIONS));
            body.add(new Stmt.Assign(
                    directions.get(lane),
                    new Expr.RuntimeCall(
                            "Directions", "of", DirectionCalls.variable(arguments), DirectionCalls.DIRECTIONS),
                    Origin.NONE));
        }
        body.add(new Stmt.Assign(
                hessian,
                new Expr.NewArray((ArrayType) MATRIX, List.of(ObjectCall.of(directions.get(0), "size", Primitive.INT))),
                Origin.NONE));
        List<Stmt> each = several.isPresent()
                ? rows(several.get(), inputs, directions, hessian, row)
                : row(inputs, directions.get(0), hessian, row);
        body.addAll(DirectionCalls.count("rows", row, rows, directions.size(), each));
        body.add(new Stmt.Return(
                new Expr.RuntimeCall("Directions", "symmetric", List.of(new Expr.Use(hessian)), MATRIX), Origin.NONE));
        workshop.add(new Routine(
                        request.prefix() + Request.Kind.HESSIAN.suffix(),
                        Documentation.hessian(request, inputs),
                        true,
                        method.parameters(),
                        MATRIX,
                        new Block(body),
                        method.reserved())
                .throwing(method.thrown()));
    }

    private List<Stmt> rows(
            String several, List<Variable> inputs, List<Variable> directions, Variable hessian, Variable row) {
        List<Stmt> out = new ArrayList<>();
        List<Expr> arguments = new ArrayList<>();
        method.parameters().forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        for (int lane = 0; lane < directions.size(); lane++) {
            Expr index = new Expr.Binary(BinaryOp.ADD, new Expr.Use(row), Expr.Constant.of(lane), Primitive.INT);
            out.add(new Stmt.Perform(
                    ObjectCall.of(directions.get(lane), "turn", Primitive.VOID, lane == 0 ? new Expr.Use(row) : index),
                    Origin.NONE));
            for (int i = 0; i < inputs.size(); i++) {
                arguments.add(DirectionCalls.direction(inputs.get(i).type(), directions.get(lane), i));
            }
        }
        Expr found = new Expr.GeneratedCall("", several, arguments, MATRIX);
        List<Expr> placing = List.of(found, new Expr.Use(row), new Expr.Use(hessian));
        out.add(new Stmt.Perform(new Expr.RuntimeCall("Directions", "place", placing, Primitive.VOID), Origin.NONE));
        return out;
    }

    private List<Stmt> row(List<Variable> inputs, Variable directions, Variable hessian, Variable row) {
        ReferenceType resultType = new ReferenceType(request.resultClass(Request.Kind.HVP));
        List<Stmt> out = new ArrayList<>();
        out.add(new Stmt.Perform(ObjectCall.of(directions, "turn", Primitive.VOID, new Expr.Use(row)), Origin.NONE));
        List<Expr> arguments = new ArrayList<>();
        method.parameters().forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(DirectionCalls.direction(inputs.get(i).type(), directions, i));
        }
        Variable product = Variable.generated("product", resultType);
        out.add(new Stmt.Assign(
                product,
                new Expr.GeneratedCall("", request.prefix() + Request.Kind.HVP.suffix(), arguments, resultType),
                Origin.NONE));
        List<Expr> parts = new ArrayList<>();
        inputs.forEach(
                input -> parts.add(new Expr.StateField(new Expr.Use(product), request.part(input), input.type())));
        Expr flat = new Expr.RuntimeCall("Components", "flat", DirectionCalls.variable(parts), MATRIX.elementType());
        out.add(new Stmt.Store(new Expr.Use(hessian), new Expr.Use(row), flat, Origin.NONE));
        return out;
    }

    private void report(String reason, String remedy) {
        workshop.report(List.of(new Problem(Code.COT006, method.id().owner(), method.origin(), reason, remedy)));
    }
}
