package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.ObjectCall;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.ArrayList;
import java.util.List;

/** What routines that go through many directions do with objects of the runtime. */
final class DirectionCalls {
    static final ReferenceType DIRECTIONS = new ReferenceType(ShadowTypes.RUNTIME + "Directions");

    /** A row of numbers. */
    static final ArrayType ROW = new ArrayType(Primitive.DOUBLE);

    private DirectionCalls() {}

    /** Arguments of variable arity; a single one that could be taken for all of them stands in an array of its own. */
    static List<Expr> variable(List<Expr> arguments) {
        Type only = arguments.size() == 1 ? arguments.get(0).type() : Primitive.DOUBLE;
        boolean isClear = only instanceof Primitive || only.rank() == 1 && only.leaf() instanceof Primitive;
        return isClear ? arguments : List.of(new Expr.ArrayLiteral(new ArrayType(ReferenceType.OBJECT), arguments));
    }

    /** The direction of an input at hand. */
    static Expr direction(Type type, Variable directions, int index) {
        Expr place = Expr.Constant.of(index);
        if (!type.isFloating()) {
            return ObjectCall.of(directions, "array", type, place);
        }
        Expr number = ObjectCall.of(directions, "number", Primitive.DOUBLE, place);
        return type == Primitive.FLOAT ? new Expr.Convert(number, Primitive.FLOAT) : number;
    }

    /** The direction of each input at hand. */
    static List<Expr> all(List<Companion.Part> parts, Variable directions) {
        List<Expr> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            all.add(direction(parts.get(i).type(), directions, i));
        }
        return all;
    }

    /** {@code for (int index = 0; index < count; index++)}. */
    static List<Stmt> count(String label, Variable index, Expr count, List<Stmt> body) {
        return count(label, index, count, 1, body);
    }

    /** {@code for (int index = 0; index < count; index += step)}. */
    static List<Stmt> count(String label, Variable index, Expr count, int step, List<Stmt> body) {
        Expr more = new Expr.Binary(BinaryOp.LT, new Expr.Use(index), count, Primitive.BOOLEAN);
        Expr next = new Expr.Binary(BinaryOp.ADD, new Expr.Use(index), Expr.Constant.of(step), Primitive.INT);
        return List.of(
                new Stmt.Assign(index, Expr.Constant.of(0), Origin.NONE),
                new Stmt.Loop(
                        new Label(label),
                        more,
                        true,
                        new Block(body),
                        Block.of(new Stmt.Assign(index, next, Origin.NONE)),
                        Origin.NONE));
    }
}
