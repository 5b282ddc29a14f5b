package io.github.cotangent.processor.ir;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the intermediate form directly, as its contract says: the reference that printed code and passes are compared with.
 * Knows everything but opaque text and the user's methods. Stops after a number of steps, so that an endless loop ends too.
 */
public final class Interpreter {
    /** The number of statements after which a run counts as endless. */
    private static final int LIMIT = 20_000;

    /** Too many steps. */
    public static final class Endless extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** How a statement came to its end; the label is null but for jumps. */
    private record Exit(Kind kind, Label label, boolean isContinue, Object value) {
        enum Kind {
            NORMAL,
            JUMP,
            RETURN
        }

        static final Exit NORMAL = new Exit(Kind.NORMAL, null, false, null);

        boolean jumpsTo(Label target, boolean toContinue) {
            return kind == Kind.JUMP && label == target && isContinue == toContinue;
        }
    }

    private final Map<Variable, Object> values = new HashMap<>();
    private final List<Routine> callees;
    private int steps;

    private Interpreter(List<Routine> callees) {
        this.callees = callees;
    }

    /** The result of a routine for arguments; what it throws comes out as it is. */
    public static Object run(Routine routine, Object... arguments) {
        return run(List.of(), routine, arguments);
    }

    /** @param callees what generated calls without an owner lead to */
    public static Object run(List<Routine> callees, Routine routine, Object... arguments) {
        Interpreter interpreter = new Interpreter(callees);
        for (int i = 0; i < arguments.length; i++) {
            interpreter.values.put(routine.parameters().get(i), arguments[i]);
        }
        return interpreter.run(routine.body()).value();
    }

    // ---- statements

    private Exit run(Block block) {
        for (Stmt stmt : block.statements()) {
            Exit exit = run(stmt);
            if (exit.kind() != Exit.Kind.NORMAL) {
                return exit;
            }
        }
        return Exit.NORMAL;
    }

    private Exit run(Stmt stmt) {
        if (++steps > LIMIT) {
            throw new Endless();
        }
        if (stmt instanceof Stmt.If choice) {
            return run((boolean) eval(choice.condition()) ? choice.then() : choice.otherwise());
        } else if (stmt instanceof Stmt.Switch choice) {
            return run(choice);
        } else if (stmt instanceof Stmt.Loop loop) {
            return run(loop);
        } else if (stmt instanceof Stmt.Labelled labelled) {
            Exit exit = run(labelled.body());
            return exit.jumpsTo(labelled.label(), false) ? Exit.NORMAL : exit;
        } else if (stmt instanceof Stmt.Jump jump) {
            return new Exit(Exit.Kind.JUMP, jump.target(), jump.isContinue(), null);
        } else if (stmt instanceof Stmt.Return ret) {
            return new Exit(Exit.Kind.RETURN, null, false, ret.value() == null ? null : eval(ret.value()));
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            try {
                return run(attempt.body());
            } finally {
                run(attempt.finalizer());
            }
        }
        act(stmt);
        return Exit.NORMAL;
    }

    private void act(Stmt stmt) {
        if (stmt instanceof Stmt.Assign assign) {
            values.put(assign.target(), eval(assign.value()));
        } else if (stmt instanceof Stmt.Store store) {
            Object array = eval(store.array());
            int index = (int) eval(store.index());
            set(array, index, eval(store.value()));
        } else if (stmt instanceof Stmt.Perform perform) {
            eval(perform.action());
        } else if (stmt instanceof Stmt.Accumulate share) {
            Object old = values.get(share.target());
            values.put(
                    share.target(),
                    plus(old, eval(share.value()), share.target().type()));
        } else if (stmt instanceof Stmt.AccumulateElement share) {
            Object array = eval(share.array());
            int index = (int) eval(share.index());
            Object value = eval(share.value());
            set(
                    array,
                    index,
                    plus(get(array, index), value, ((ArrayType) share.array().type()).element()));
        } else if (!(stmt instanceof Stmt.Comment)) {
            throw new IllegalArgumentException("cannot run " + stmt);
        }
    }

    /** A loop that ran until the limit, or a return, comes out as such. */
    private Exit run(Stmt.Loop loop) {
        boolean test = loop.testFirst();
        while (true) {
            if (++steps > LIMIT) {
                throw new Endless();
            }
            if (test && !(boolean) eval(loop.condition())) {
                return Exit.NORMAL;
            }
            test = true;
            Exit exit = run(loop.body());
            if (exit.jumpsTo(loop.label(), false)) {
                return Exit.NORMAL;
            }
            if (exit.kind() != Exit.Kind.NORMAL && !exit.jumpsTo(loop.label(), true)) {
                return exit;
            }
            Exit update = run(loop.update());
            if (update.kind() != Exit.Kind.NORMAL) {
                return update.jumpsTo(loop.label(), false) ? Exit.NORMAL : update;
            }
        }
    }

    private Exit run(Stmt.Switch choice) {
        String selected = String.valueOf(eval(choice.selector()));
        Stmt.Case chosen = null;
        for (Stmt.Case arm : choice.cases()) {
            if (arm.labels().contains(selected) || chosen == null && arm.isDefault()) {
                chosen = arm;
            }
            if (arm.labels().contains(selected)) {
                break;
            }
        }
        return chosen == null ? Exit.NORMAL : run(chosen.body());
    }

    private static Object plus(Object old, Object value, Type type) {
        return type == Primitive.FLOAT
                ? (Object) ((float) old + ((Number) value).floatValue())
                : (Object) ((double) old + ((Number) value).doubleValue());
    }

    private static Object get(Object array, int index) {
        check(array, index);
        return Array.get(array, index);
    }

    private static void set(Object array, int index, Object value) {
        check(array, index);
        Array.set(array, index, value);
    }

    /** Reflection would throw the same without the message. */
    private static void check(Object array, int index) {
        int length = Array.getLength(array);
        if (index < 0 || index >= length) {
            throw new ArrayIndexOutOfBoundsException("Index " + index + " out of bounds for length " + length);
        }
    }

    // ---- expressions

    /** The value of an expression without variables. */
    public static Object value(Expr expr) {
        return new Interpreter(List.of()).eval(expr);
    }

    private Object eval(Expr expr) {
        if (expr instanceof Expr.Use use) {
            if (!values.containsKey(use.variable())) {
                throw new IllegalStateException("not assigned: " + use.variable());
            }
            return values.get(use.variable());
        } else if (expr instanceof Expr.Constant constant) {
            return constant(constant);
        } else if (expr instanceof Expr.Unary unary) {
            return unary(unary);
        } else if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        } else if (expr instanceof Expr.Convert convert) {
            return Numbers.convert(eval(convert.operand()), convert.type());
        } else if (expr instanceof Expr.Conditional choice) {
            return eval((boolean) eval(choice.condition()) ? choice.then() : choice.otherwise());
        } else if (expr instanceof Expr.MathCall call) {
            return math(call);
        } else if (expr instanceof Expr.Detach detach) {
            return eval(detach.operand());
        } else if (expr instanceof Expr.Load load) {
            Object array = eval(load.array());
            return get(array, (int) eval(load.index()));
        } else if (expr instanceof Expr.Length length) {
            return Array.getLength(eval(length.array()));
        } else if (expr instanceof Expr.NewArray array) {
            int[] sizes = array.operands().stream().mapToInt(e -> (int) eval(e)).toArray();
            Type element = array.type();
            for (int i = 0; i < sizes.length; i++) {
                element = ((ArrayType) element).element();
            }
            return Array.newInstance(classOf(element), sizes);
        } else if (expr instanceof Expr.ArrayLiteral literal) {
            Object array = Array.newInstance(
                    classOf(literal.type().element()), literal.operands().size());
            for (int i = 0; i < literal.operands().size(); i++) {
                Array.set(array, i, eval(literal.operands().get(i)));
            }
            return array;
        } else if (expr instanceof Expr.ArrayCall call) {
            return arrayCall(
                    call.function(), call.operands().stream().map(this::eval).toList());
        } else if (expr instanceof Expr.GeneratedCall call && call.owner().isEmpty()) {
            Routine callee = callees.stream()
                    .filter(routine -> routine.name().equals(call.function()))
                    .findFirst()
                    .orElseThrow();
            return run(callees, callee, call.operands().stream().map(this::eval).toArray());
        }
        throw new IllegalArgumentException("cannot evaluate " + expr);
    }

    private static Object constant(Expr.Constant constant) {
        String text = constant.text();
        if (text.equals("null")) {
            return null;
        } else if (constant.type() == Primitive.BOOLEAN) {
            return text.equals("true");
        } else if (text.startsWith("'")) {
            return text.charAt(1);
        } else if (text.startsWith("\"")) {
            return text.substring(1, text.length() - 1);
        }
        Object value = switch (text) {
            case "Double.NaN" -> Double.NaN;
            case "Double.POSITIVE_INFINITY" -> Double.POSITIVE_INFINITY;
            case "Double.NEGATIVE_INFINITY" -> Double.NEGATIVE_INFINITY;
            default -> number(text);
        };
        return Numbers.convert(value, constant.type());
    }

    private static Number number(String text) {
        if (text.endsWith("L")) {
            return Long.valueOf(text.substring(0, text.length() - 1));
        } else if (text.endsWith("f")) {
            return Float.valueOf(text);
        } else if (text.matches("-?[0-9]+")) {
            return Integer.valueOf(text);
        }
        return Double.valueOf(text);
    }

    private Object unary(Expr.Unary unary) {
        Object value = eval(unary.operand());
        if (unary.op() == UnaryOp.NOT) {
            return !(boolean) value;
        }
        Object promoted = Numbers.convert(value, unary.type());
        if (unary.op() == UnaryOp.COMPLEMENT) {
            return promoted instanceof Long wide ? (Object) ~wide : (Object) ~(int) promoted;
        }
        return Numbers.negate(promoted);
    }

    private Object binary(Expr.Binary binary) {
        Object left = eval(binary.left());
        if (binary.op() == BinaryOp.AND) {
            return (boolean) left && (boolean) eval(binary.right());
        } else if (binary.op() == BinaryOp.OR) {
            return (boolean) left || (boolean) eval(binary.right());
        }
        Object right = eval(binary.right());
        if (binary.left().type().isReference() || binary.right().type().isReference()) {
            return (left == right) == (binary.op() == BinaryOp.EQ);
        }
        return Numbers.binary(binary.op(), left, right);
    }

    private Object math(Expr.MathCall call) {
        Object[] arguments = new Object[call.operands().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Numbers.convert(
                    eval(call.operands().get(i)), call.parameters().get(i));
        }
        Class<?>[] types = call.parameters().stream().map(Interpreter::classOf).toArray(Class<?>[]::new);
        try {
            Class<?> owner = call.owner().equals("Math") ? Math.class : StrictMath.class;
            return owner.getMethod(call.function(), types).invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object arrayCall(ArrayFunction function, List<Object> o) {
        switch (function) {
            case CLONE -> {
                double[] array = (double[]) o.get(0);
                return array.clone();
            }
            case COPY_OF -> {
                return Arrays.copyOf((double[]) o.get(0), (int) o.get(1));
            }
            case COPY_OF_RANGE -> {
                return Arrays.copyOfRange((double[]) o.get(0), (int) o.get(1), (int) o.get(2));
            }
            case FILL -> Arrays.fill((double[]) o.get(0), (double) o.get(1));
            case FILL_RANGE -> Arrays.fill((double[]) o.get(0), (int) o.get(1), (int) o.get(2), (double) o.get(3));
            case ARRAYCOPY -> System.arraycopy(o.get(0), (int) o.get(1), o.get(2), (int) o.get(3), (int) o.get(4));
        }
        return null;
    }

    /** The class of a primitive or array type. */
    public static Class<?> classOf(Type type) {
        if (type instanceof ArrayType array) {
            return classOf(array.element()).arrayType();
        } else if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> boolean.class;
                case BYTE -> byte.class;
                case SHORT -> short.class;
                case CHAR -> char.class;
                case INT -> int.class;
                case LONG -> long.class;
                case FLOAT -> float.class;
                case DOUBLE -> double.class;
                case VOID -> void.class;
            };
        }
        return type.equals(ReferenceType.STRING) ? String.class : Object.class;
    }
}
