package io.github.cotangent.processor.rules;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A scalar operation on variables, together with its rule: what the tests of rules run on. */
record Operation(Expr expr) {

    /** Every operation with floating operands and a floating result: operators, and all such members of Math and StrictMath. */
    static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        for (Primitive type : List.of(Primitive.DOUBLE, Primitive.FLOAT)) {
            all.add(new Operation(new Expr.Unary(UnaryOp.NEGATE, use("x0", type), type)));
            for (String op : List.of("ADD", "SUB", "MUL", "DIV", "REM")) {
                all.add(binary(op, type));
            }
        }
        all.add(new Operation(new Expr.Convert(use("x0", Primitive.FLOAT), Primitive.DOUBLE)));
        all.add(new Operation(new Expr.Convert(use("x0", Primitive.DOUBLE), Primitive.FLOAT)));
        for (Class<?> owner : List.of(Math.class, StrictMath.class)) {
            Arrays.stream(owner.getMethods())
                    .filter(Operation::isFloating)
                    .sorted(Comparator.comparing(Method::toString))
                    .forEach(method -> all.add(math(method)));
        }
        return all;
    }

    private static boolean isFloating(Method method) {
        return Modifier.isStatic(method.getModifiers())
                && type(method.getReturnType()).isFloating()
                && Arrays.stream(method.getParameterTypes()).anyMatch(p -> type(p).isFloating());
    }

    static Operation binary(String op, Primitive type) {
        return new Operation(new Expr.Binary(BinaryOp.valueOf(op), use("x0", type), use("x1", type), type));
    }

    /** A function on doubles. */
    static Operation math(String function) {
        return all().stream()
                .filter(o -> o.expr instanceof Expr.MathCall call
                        && call.function().equals(function)
                        && call.type() == Primitive.DOUBLE)
                .findFirst()
                .orElseThrow();
    }

    private static Operation math(Method method) {
        List<Type> types = new ArrayList<>();
        List<Expr> operands = new ArrayList<>();
        for (Class<?> parameter : method.getParameterTypes()) {
            types.add(type(parameter));
            operands.add(use("x" + operands.size(), type(parameter)));
        }
        return new Operation(new Expr.MathCall(
                method.getDeclaringClass().getSimpleName(),
                method.getName(),
                types,
                operands,
                type(method.getReturnType())));
    }

    private static Primitive type(Class<?> type) {
        return Primitive.valueOf(type.getName().toUpperCase(Locale.ROOT));
    }

    private static Expr use(String name, Type type) {
        return new Expr.Use(Variable.local(name, type, false));
    }

    Rule rule() {
        return Rules.of(expr).orElseThrow();
    }

    int arity() {
        return expr.operands().size();
    }

    boolean isSingle() {
        return expr.type() == Primitive.FLOAT
                || expr.operands().stream().anyMatch(operand -> operand.type() == Primitive.FLOAT);
    }

    Type type(int index) {
        return expr.operands().get(index).type();
    }

    double value(double... x) {
        return ((Number) Evaluator.apply(expr, boxed(x))).doubleValue();
    }

    /** The direction times the partial derivative in an operand. */
    double scaled(int index, double direction, double... x) {
        return dual(index, direction, -1, x).number();
    }

    double partial(int index, double... x) {
        return scaled(index, 1, x);
    }

    /** {@link #scaled}, with its own tangent as operand {@code along} moves; -1 for none. */
    Evaluator.Dual dual(int index, double direction, int along, double... x) {
        Variable t = Variable.temporary("t", expr.type());
        Variable r = Variable.temporary("r", expr.type());
        Map<Variable, Evaluator.Dual> values = new HashMap<>();
        List<Object> operands = boxed(x);
        for (int i = 0; i < operands.size(); i++) {
            Variable variable = ((Expr.Use) expr.operands().get(i)).variable();
            values.put(variable, new Evaluator.Dual(operands.get(i), i == along ? 1 : 0));
        }
        values.put(t, new Evaluator.Dual(Evaluator.convert(direction, t.type()), 0));
        double slope = along < 0 ? 0 : partial(along, x);
        values.put(r, new Evaluator.Dual(Evaluator.apply(expr, operands), slope));
        return new Evaluator(values).evaluate(share(index, t, r));
    }

    /** The formula. */
    Expr share(int index, Variable t, Variable r) {
        return rule().scaled(index, new Expr.Use(t), expr.operands(), new Expr.Use(r));
    }

    private List<Object> boxed(double... x) {
        List<Object> operands = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            operands.add(type(i) == Primitive.INT ? (Object) (int) x[i] : Evaluator.convert(x[i], type(i)));
        }
        return operands;
    }

    @Override
    public String toString() {
        if (expr instanceof Expr.MathCall call) {
            return call.owner() + "." + call.function() + call.parameters();
        } else if (expr instanceof Expr.Binary binary) {
            return binary.type() + " " + binary.op();
        }
        return expr.operands().get(0).type() + " to " + expr.type() + " "
                + expr.getClass().getSimpleName();
    }
}
