package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Zeros in the shapes of the inputs of a method, from which directions are made. What inputs share, their zeros share. */
final class InputZeros {
    private final List<Variable> zeros = new ArrayList<>();
    private final List<Expr> directed = new ArrayList<>();
    private final List<Stmt> making = new ArrayList<>();

    /**
     * @param parts the cotangents of the inputs, which the tangents have the types of
     * @param fresh gives zeros in the shape of an array or object
     */
    InputZeros(Request request, List<Companion.Part> parts, UnaryOperator<Expr> fresh) {
        Map<Variable, Variable> followed = new LinkedHashMap<>();
        List<Expr> inputs = inputs(request);
        for (int i = 0; i < inputs.size(); i++) {
            Expr input = inputs.get(i);
            if (parts.get(i).type().isFloating()) {
                zeros.add(null);
                directed.add(input);
                continue;
            }
            Variable original = Variable.generated(parts.get(i).name(), input.type());
            if (input instanceof Expr.Use use) {
                original = use.variable();
            } else {
                making.add(new Stmt.Assign(original, input, Origin.NONE));
            }
            Variable zero =
                    Variable.shadow(parts.get(i).name() + "Dot", parts.get(i).type());
            followed.put(original, zero);
            zeros.add(zero);
            directed.add(new Expr.Use(zero));
        }
        CotangentPlaces.zeros(followed, fresh, making);
    }

    /** The inputs in order: parameters, and fields of the receiver. */
    private static List<Expr> inputs(Request request) {
        Method method = request.method();
        List<Expr> inputs = new ArrayList<>();
        request.inputs()
                .forEach(i -> inputs.add(new Expr.Use(method.parameters().get(i))));
        List<Expr> fields = new ArrayList<>();
        for (FieldId field : request.fields()) {
            Expr self = new Expr.Use(method.parameters().get(0));
            fields.add(new Expr.Field(self, field, field.type()));
        }
        inputs.addAll(request.fieldPosition(), fields);
        return inputs;
    }

    /** What makes them. */
    List<Stmt> making() {
        return making;
    }

    /** The variables that have them, in the order of the inputs; null for numbers. */
    List<Variable> variables() {
        return zeros;
    }

    /** Makes them, and the directions in them. */
    List<Stmt> directions(Variable directions) {
        List<Stmt> out = new ArrayList<>(making);
        Expr in =
                new Expr.RuntimeCall("Directions", "in", DirectionCalls.variable(directed), DirectionCalls.DIRECTIONS);
        out.add(new Stmt.Assign(directions, in, Origin.NONE));
        return out;
    }
}
