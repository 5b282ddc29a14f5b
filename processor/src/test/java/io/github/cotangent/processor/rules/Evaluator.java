package io.github.cotangent.processor.rules;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Evaluates formulas the way Java would, with the tangent of each value beside it. Tangents come from {@link Rules}: a formula
 * that contains an operation without a rule cannot be evaluated.
 */
final class Evaluator {
    /** A value (a {@code Double}, {@code Float}, {@code Integer} or {@code Boolean}) and its tangent. */
    record Dual(Object value, double tangent) {
        double number() {
            return ((Number) value).doubleValue();
        }
    }

    private final Map<Variable, Dual> variables;

    Evaluator(Map<Variable, Dual> variables) {
        this.variables = variables;
    }

    static double value(Expr expr, Map<Variable, Object> values) {
        Map<Variable, Dual> duals = new java.util.HashMap<>();
        values.forEach((variable, value) -> duals.put(variable, new Dual(value, 0)));
        return new Evaluator(duals).evaluate(expr).number();
    }

    Dual evaluate(Expr expr) {
        if (expr instanceof Expr.Use use) {
            return variables.get(use.variable());
        } else if (expr instanceof Expr.Constant constant) {
            return new Dual(literal(constant), 0);
        } else if (expr instanceof Expr.Conditional conditional) {
            boolean holds = (Boolean) evaluate(conditional.condition()).value();
            Dual arm = evaluate(holds ? conditional.then() : conditional.otherwise());
            return new Dual(convert(arm.value(), conditional.type()), arm.tangent());
        } else if (expr instanceof Expr.Binary binary && binary.type() == Primitive.BOOLEAN) {
            return new Dual(test(binary), 0);
        }
        List<Dual> operands = expr.operands().stream().map(this::evaluate).toList();
        Object value = apply(expr, operands.stream().map(Dual::value).toList());
        return new Dual(value, expr.type().isFloating() ? tangent(expr, operands, value) : 0);
    }

    /** The sum of what the rule makes of the tangents of the operands. */
    private static double tangent(Expr operation, List<Dual> operands, Object value) {
        Rule rule = Rules.of(operation).orElseThrow(() -> new AssertionError("no rule for " + operation));
        Map<Variable, Dual> bound = new java.util.HashMap<>();
        List<Expr> atoms = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Type type = operation.operands().get(i).type();
            Variable atom = Variable.temporary("x" + i, type);
            bound.put(atom, new Dual(convert(operands.get(i).value(), type), 0));
            atoms.add(new Expr.Use(atom));
        }
        Variable result = Variable.temporary("r", operation.type());
        bound.put(result, new Dual(value, 0));
        double sum = 0;
        for (int i = 0; i < operands.size(); i++) {
            double tangent = operands.get(i).tangent();
            if (tangent != 0 && atoms.get(i).type().isFloating()) {
                Variable direction = Variable.temporary("t", atoms.get(i).type());
                bound.put(direction, new Dual(convert(tangent, direction.type()), 0));
                Expr share = rule.scaled(i, new Expr.Use(direction), atoms, new Expr.Use(result));
                Map<Variable, Object> values = new java.util.HashMap<>();
                bound.forEach((variable, dual) -> values.put(variable, dual.value()));
                sum += value(share, values);
            }
        }
        return sum;
    }

    private boolean test(Expr.Binary binary) {
        switch (binary.op()) {
            case AND:
                return (Boolean) evaluate(binary.left()).value()
                        && (Boolean) evaluate(binary.right()).value();
            case OR:
                return (Boolean) evaluate(binary.left()).value()
                        || (Boolean) evaluate(binary.right()).value();
            default:
                double a = evaluate(binary.left()).number();
                double b = evaluate(binary.right()).number();
                return switch (binary.op()) {
                    case EQ, VANISHES -> a == b;
                    case NE -> a != b;
                    case GT -> a > b;
                    default -> throw new AssertionError(binary);
                };
        }
    }

    /** The value of an operation. */
    static Object apply(Expr operation, List<Object> operands) {
        if (operation instanceof Expr.MathCall call) {
            return call(call, operands);
        } else if (operation instanceof Expr.Convert) {
            return convert(operands.get(0), operation.type());
        } else if (operation instanceof Expr.Unary) {
            return convert(-number(operands.get(0)), operation.type());
        } else if (operation instanceof Expr.Binary binary) {
            return binary.type() == Primitive.FLOAT
                    ? (Object) single(binary.op(), (float) number(operands.get(0)), (float) number(operands.get(1)))
                    : (Object) twice(binary.op(), number(operands.get(0)), number(operands.get(1)));
        }
        throw new AssertionError(operation);
    }

    private static double twice(BinaryOp op, double a, double b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            default -> throw new AssertionError(op);
        };
    }

    private static float single(BinaryOp op, float a, float b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            default -> throw new AssertionError(op);
        };
    }

    private static Object call(Expr.MathCall call, List<Object> operands) {
        try {
            Class<?>[] types = call.parameters().stream().map(Evaluator::type).toArray(Class<?>[]::new);
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = convert(operands.get(i), call.parameters().get(i));
            }
            Method method = Class.forName("java.lang." + call.owner()).getMethod(call.function(), types);
            return method.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot call " + call, e);
        }
    }

    private static Class<?> type(Type type) {
        return switch ((Primitive) type) {
            case DOUBLE -> double.class;
            case FLOAT -> float.class;
            case INT -> int.class;
            default -> throw new AssertionError(type);
        };
    }

    static Object convert(Object value, Type type) {
        if (type == Primitive.DOUBLE) {
            return number(value);
        }
        return type == Primitive.FLOAT ? (Object) (float) number(value) : value;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Object literal(Expr.Constant constant) {
        if (constant.type() == Primitive.BOOLEAN) {
            return Boolean.valueOf(constant.text());
        } else if (constant.type() == Primitive.INT) {
            return Integer.valueOf(constant.text());
        }
        return convert(Double.valueOf(constant.text()), constant.type());
    }
}
