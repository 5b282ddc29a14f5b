package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Repetition;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.ArrayList;
import java.util.List;

/** Makes {@code mHessian}: one product with each unit direction, row by row. */
final class HessianRoutine {
    private static final Type MATRIX = new ArrayType(new ArrayType(Primitive.DOUBLE));
    private static final ReferenceType DIRECTIONS = new ReferenceType(ShadowTypes.RUNTIME + "Directions");

    private final Workshop workshop;
    private final Request request;
    private final Method method;

    HessianRoutine(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
    }

    /** Makes it; the products are there already. */
    void make() {
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
        Variable directions = Variable.generated("directions", DIRECTIONS);
        Variable hessian = Variable.generated("hessian", MATRIX);
        Variable row = Variable.generated("i", Primitive.INT);
        Expr rows = new Expr.Length(new Expr.Use(hessian));
        List<Expr> arguments = new ArrayList<>();
        inputs.forEach(input -> arguments.add(new Expr.Use(input)));
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Assign(
                directions, new Expr.RuntimeCall("Directions", "of", variable(arguments), DIRECTIONS), Origin.NONE));
        body.add(new Stmt.Assign(
                hessian,
                new Expr.NewArray((ArrayType) MATRIX, List.of(of(directions, "size", Primitive.INT))),
                Origin.NONE));
        body.add(new Stmt.Assign(row, Expr.Constant.of(0), Origin.NONE));
        body.add(new Stmt.Loop(
                new Label("rows"),
                new Expr.Binary(BinaryOp.LT, new Expr.Use(row), rows, Primitive.BOOLEAN),
                true,
                new Block(row(inputs, directions, hessian, row)),
                Block.of(new Stmt.Assign(
                        row,
                        new Expr.Binary(BinaryOp.ADD, new Expr.Use(row), Expr.Constant.of(1), Primitive.INT),
                        Origin.NONE)),
                Origin.NONE));
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
        out.add(new Stmt.Perform(of(directions, "turn", Primitive.VOID, new Expr.Use(row)), Origin.NONE));
        List<Expr> arguments = new ArrayList<>();
        method.parameters().forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(direction(inputs.get(i).type(), directions, i));
        }
        Variable product = Variable.generated("product", resultType);
        out.add(new Stmt.Assign(
                product,
                new Expr.GeneratedCall("", request.prefix() + Request.Kind.HVP.suffix(), arguments, resultType),
                Origin.NONE));
        List<Expr> parts = new ArrayList<>();
        inputs.forEach(
                input -> parts.add(new Expr.StateField(new Expr.Use(product), request.part(input), input.type())));
        Expr flat = of(directions, "flat", MATRIX.elementType(), variable(parts).toArray(Expr[]::new));
        out.add(new Stmt.Store(new Expr.Use(hessian), new Expr.Use(row), flat, Origin.NONE));
        return out;
    }

    /** Arguments of variable arity; a single array of arrays, which could be meant as all of them, in an array of its own. */
    private static List<Expr> variable(List<Expr> arguments) {
        return arguments.size() == 1 && arguments.get(0).type().rank() > 1
                ? List.of(new Expr.ArrayLiteral(new ArrayType(ReferenceType.OBJECT), arguments))
                : arguments;
    }

    private static Expr direction(Type type, Variable directions, int index) {
        Expr place = Expr.Constant.of(index);
        if (type.isFollowed()) {
            return of(directions, "array", type, place);
        }
        Expr number = of(directions, "number", Primitive.DOUBLE, place);
        return type == Primitive.FLOAT ? new Expr.Convert(number, Primitive.FLOAT) : number;
    }

    /** A call of a method of the directions. */
    private static Expr of(Variable directions, String name, Type type, Expr... arguments) {
        List<Piece> pieces = new ArrayList<>(List.of(new Piece.Hole(), new Piece.Text("." + name + "(")));
        List<Expr> operands = new ArrayList<>(List.of(new Expr.Use(directions)));
        for (Expr argument : arguments) {
            if (operands.size() > 1) {
                pieces.add(new Piece.Text(", "));
            }
            pieces.add(new Piece.Hole());
            operands.add(argument);
        }
        pieces.add(new Piece.Text(")"));
        return new Expr.Opaque(pieces, operands, type, Effects.IMPURE, Opacity.OTHER, Origin.NONE);
    }

    private void report(String reason, String remedy) {
        workshop.report(List.of(new Problem(Code.COT006, method.id().owner(), method.origin(), reason, remedy)));
    }
}
