package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.List;

/** Calls of methods of objects of the runtime, which the intermediate form does not look into. Only in generated code. */
public final class ObjectCall {
    private ObjectCall() {}

    /** A call that does more than to give a value. */
    public static Expr of(Variable object, String method, Type type, Expr... arguments) {
        return of(object, method, type, Effects.IMPURE, List.of(arguments));
    }

    /** A call that gives a value and does nothing else. */
    public static Expr pure(Variable object, String method, Type type, Expr... arguments) {
        return of(object, method, type, Effects.NONE, List.of(arguments));
    }

    private static Expr of(Variable object, String method, Type type, Effects effects, List<Expr> arguments) {
        List<Piece> pieces = new ArrayList<>(List.of(new Piece.Hole(), new Piece.Text("." + method + "(")));
        List<Expr> operands = new ArrayList<>(List.of(new Expr.Use(object)));
        for (Expr argument : arguments) {
            if (operands.size() > 1) {
                pieces.add(new Piece.Text(", "));
            }
            pieces.add(new Piece.Hole());
            operands.add(argument);
        }
        pieces.add(new Piece.Text(")"));
        return new Expr.Opaque(pieces, operands, type, effects, Opacity.OTHER, Origin.NONE);
    }
}
