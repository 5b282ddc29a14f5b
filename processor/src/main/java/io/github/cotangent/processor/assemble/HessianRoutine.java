package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Repetition;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayType;
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

/** Makes {@code mHessian}: one product with each unit direction, row by row. */
final class HessianRoutine {
    private static final Type MATRIX = new ArrayType(new ArrayType(Primitive.DOUBLE));

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
        Variable directions = Variable.generated("directions", DirectionCalls.DIRECTIONS);
        Variable hessian = Variable.generated("hessian", MATRIX);
        Variable row = Variable.generated("i", Primitive.INT);
        Expr rows = new Expr.Length(new Expr.Use(hessian));
        List<Expr> arguments = new ArrayList<>();
        inputs.forEach(input -> arguments.add(new Expr.Use(input)));
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Assign(
                directions,
                new Expr.RuntimeCall("Directions", "of", DirectionCalls.variable(arguments), DirectionCalls.DIRECTIONS),
                Origin.NONE));
        body.add(new Stmt.Assign(
                hessian,
                new Expr.NewArray((ArrayType) MATRIX, List.of(ObjectCall.of(directions, "size", Primitive.INT))),
                Origin.NONE));
        body.addAll(DirectionCalls.count("rows", row, rows, row(inputs, directions, hessian, row)));
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
        Expr flat = ObjectCall.of(
                directions,
                "flat",
                MATRIX.elementType(),
                DirectionCalls.variable(parts).toArray(Expr[]::new));
        out.add(new Stmt.Store(new Expr.Use(hessian), new Expr.Use(row), flat, Origin.NONE));
        return out;
    }

    private void report(String reason, String remedy) {
        workshop.report(List.of(new Problem(Code.COT006, method.id().owner(), method.origin(), reason, remedy)));
    }
}
