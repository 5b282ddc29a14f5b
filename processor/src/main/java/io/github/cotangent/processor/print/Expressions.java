package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.ContainerFunction;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.rules.MathFunctions;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Prints expressions with the parentheses they need. Grouping is never changed: {@code a + (b + c)} keeps its parentheses,
 * because floating arithmetic is not associative.
 *
 * <p>What is printed has in Java the very type of the expression, so that what stands around it means the same. Only where
 * Java widens on its own, a conversion may be left out.
 */
final class Expressions {
    private static final String RUNTIME = "io.github.cotangent.runtime.";

    private static final int CONDITIONAL = 2;
    private static final int UNARY = 14;
    private static final int PRIMARY = 16;

    private final Function<Variable, String> names;
    private final Accessors accessors;

    Expressions(Function<Variable, String> names, Accessors accessors) {
        this.names = names;
        this.accessors = accessors;
    }

    /** The whole expression, as what is assigned to a {@code target}: Java converts on its own. */
    Text print(Expr expr, Type target) {
        Expr plain = withoutWidening(expr, target);
        return plain instanceof Expr.Constant constant ? literal(constant) : print(plain, 0);
    }

    Text print(Expr expr) {
        return print(expr, 0);
    }

    /** The assignment of a private static field. */
    Text write(Variable field, Expr value) {
        return Text.of(accessors.writer(field) + "(")
                .add(print(value, field.type()))
                .add(")");
    }

    /** The assignment of a private field. */
    Text write(Expr object, FieldId field, Expr value) {
        return Text.of(accessors.writer(field) + "(")
                .add(print(object, 0))
                .add(",")
                .breakable()
                .add(print(value, field.type()))
                .add(")");
    }

    private static Expr withoutWidening(Expr expr, Type target) {
        if (expr instanceof Expr.Convert convert
                && convert.type().equals(target)
                && isWidening(convert.operand().type(), convert.type())) {
            return convert.operand();
        }
        return expr;
    }

    /** Without conversions that change nothing; javac warns of them. */
    private static Expr withoutIdentity(Expr expr) {
        if (expr instanceof Expr.Cast cast
                && cast.operand().type().equals(cast.type())
                && !(cast.operand() instanceof Expr.Constant)) {
            return withoutIdentity(cast.operand());
        }
        if (expr instanceof Expr.Refined refined) {
            return withoutIdentity(refined.value());
        }
        if (expr instanceof Expr.Linear linear) {
            return withoutIdentity(linear.value());
        }
        if (expr instanceof Expr.Convert convert) {
            if (convert.operand().type().equals(convert.type())) {
                return withoutIdentity(convert.operand());
            }
            if (convert.type() == Primitive.INT && isNarrowLiteral(convert.operand())) {
                return new Expr.Constant(((Expr.Constant) convert.operand()).text(), Primitive.INT);
            }
        }
        return expr;
    }

    /** Whether an expression is a literal of a type that has no literals, so that it takes a cast. */
    private static boolean isNarrowLiteral(Expr expr) {
        return expr instanceof Expr.Constant constant
                && (constant.type() == Primitive.BYTE
                        || constant.type() == Primitive.SHORT
                        || constant.type() == Primitive.CHAR
                                && Character.isDigit(constant.text().charAt(0)))
                && constant.text().matches("-?[0-9]+");
    }

    private static boolean isWidening(Type from, Type to) {
        if (!(from instanceof Primitive a) || !(to instanceof Primitive b) || a == Primitive.BOOLEAN) {
            return false;
        }
        boolean fromChar = a == Primitive.CHAR;
        boolean narrow = fromChar && (b == Primitive.SHORT || b == Primitive.BYTE) || b == Primitive.CHAR;
        return !narrow && a.compareTo(b) <= 0 && b != Primitive.VOID;
    }

    private Text print(Expr given, int least) {
        Expr expr = withoutIdentity(given);
        int precedence = precedence(expr);
        Text text = bare(expr);
        return precedence < least ? Text.of("(").add(text).add(")") : text;
    }

    /** An array whose elements are asked for; Java wants to know of which type the one is that is never there. */
    private Text reference(Expr array) {
        boolean isNull =
                array instanceof Expr.Constant constant && constant.text().equals("null");
        return isNull ? Text.of("((").type(array.type()).add(") null)") : print(array, PRIMARY);
    }

    private int precedence(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return binary.op().precedence();
        } else if (expr instanceof Expr.InstanceOf test) {
            return (test.exact() ? BinaryOp.EQ : BinaryOp.LT).precedence();
        } else if (expr instanceof Expr.Cast || isCast(expr)) {
            return UNARY;
        } else if (expr instanceof Expr.Conditional) {
            return CONDITIONAL;
        } else if (expr instanceof Expr.Unary) {
            return UNARY;
        } else if (expr instanceof Expr.Convert convert) {
            return literal(convert) != null ? PRIMARY : UNARY;
        } else if (expr instanceof Expr.Constant constant) {
            return isNarrowLiteral(constant) || constant.text().startsWith("-") ? UNARY : PRIMARY;
        } else if (expr instanceof Expr.NewArray
                || expr instanceof Expr.ArrayLiteral
                || expr instanceof Expr.ContainerCall call
                        && call.function().name().equals(ContainerFunction.CREATION)
                || expr instanceof Expr.NewState) {
            return UNARY;
        } else if (expr instanceof Expr.Opaque opaque) {
            return OpaqueShape.of(opaque).isPrimary() ? PRIMARY : 0;
        }
        return PRIMARY;
    }

    /** A converted literal as a literal of the floating type; null for anything else. */
    private static String literal(Expr.Convert convert) {
        if (!convert.type().isFloating() || !(convert.operand() instanceof Expr.Constant constant)) {
            return null;
        }
        boolean single = convert.type() == Primitive.FLOAT;
        if (constant.type() == Primitive.INT && constant.text().matches("0|[1-9][0-9]{0,6}")) {
            return constant.text() + (single ? "f" : ".0");
        }
        boolean exact = single
                && constant.type() == Primitive.DOUBLE
                && constant.text().matches("[0-9]{1,6}\\.[0-9]{1,6}")
                && Float.parseFloat(constant.text()) == Double.parseDouble(constant.text());
        return exact ? constant.text() + "f" : null;
    }

    private Text bare(Expr expr) {
        if (expr instanceof Expr.Use use) {
            return use(use.variable());
        } else if (expr instanceof Expr.Constant constant) {
            return isNarrowLiteral(constant)
                    ? Text.of("(" + constant.type() + ") ").add(closed(literal(constant), startsWithSign(constant)))
                    : literal(constant);
        } else if (expr instanceof Expr.Unary unary) {
            boolean twice = unary.op() == UnaryOp.NEGATE && startsWithSign(unary.operand());
            return Text.of(unary.op().symbol()).add(closed(print(unary.operand(), twice ? 0 : UNARY), twice));
        } else if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        } else if (expr instanceof Expr.Convert convert) {
            String literal = literal(convert);
            return literal != null
                    ? Text.of(literal)
                    : Text.of("(").type(convert.type()).add(") ").add(castOperand(convert.operand()));
        } else if (expr instanceof Expr.Conditional c) {
            return conditional(c);
        } else if (expr instanceof Expr.MathCall call) {
            return Text.of("")
                    .type(call.ownerType())
                    .add("." + call.function())
                    .add(widens(call) ? doubles(call.operands()) : arguments(call.operands()));
        } else if (expr instanceof Expr.Detach detach) {
            return Text.of("")
                    .type(new ReferenceType(RUNTIME + "Gradients"))
                    .add(".detach")
                    .add(arguments(List.of(detach.operand())));
        } else if (expr instanceof Expr.Load load) {
            return reference(load.array()).add("[").add(print(load.index(), 0)).add("]");
        } else if (expr instanceof Expr.Length length) {
            return reference(length.array()).add(".length");
        } else if (expr instanceof Expr.Field field) {
            return field(field);
        } else if (expr instanceof Expr.New creation) {
            return creation(creation);
        } else if (expr instanceof Expr.Cast cast) {
            return Text.of("(").type(cast.type()).add(") ").add(print(cast.operand(), UNARY));
        } else if (expr instanceof Expr.InstanceOf test) {
            return instanceOf(test);
        } else if (expr instanceof Expr.NewArray array) {
            return newArray(array);
        } else if (expr instanceof Expr.ArrayLiteral literal
                && accessors.types().isHidden(literal.type())) {
            return hiddenArray("with", literal.type(), literal.operands());
        } else if (expr instanceof Expr.ArrayLiteral literal) {
            return Text.of("new ")
                    .erased(literal.type())
                    .add(list(" {", literal.operands(), literal.type().element()))
                    .add("}");
        } else if (expr instanceof Expr.ArrayCall call) {
            return arrayCall(call);
        } else if (expr instanceof Expr.ContainerCall call) {
            return containerCall(call);
        } else if (expr instanceof Expr.Call call) {
            return call(call);
        } else if (expr instanceof Expr.Ruled ruled) {
            return call(ruled.plain());
        } else if (expr instanceof Expr.Opaque opaque) {
            return opaque(opaque);
        } else if (expr instanceof Expr.RuntimeCall call) {
            return Text.of("")
                    .type(new ReferenceType(RUNTIME + call.owner()))
                    .add("." + call.function())
                    .add(arguments(call.operands()));
        } else if (expr instanceof Expr.GeneratedCall call) {
            Text text = call.owner().isEmpty()
                    ? Text.of("")
                    : Text.of("").type(new ReferenceType(call.owner())).add(".");
            return text.add(call.function()).add(arguments(call.operands()));
        } else if (expr instanceof Expr.NewState state) {
            return state.type().arguments().isEmpty()
                    ? Text.of("new ").type(state.type()).add("()")
                    : Text.of("new ").erased(state.type()).add("<>()");
        } else if (expr instanceof Expr.StateField field) {
            return print(field.state(), PRIMARY).add("." + field.field());
        }
        throw new IllegalStateException("cannot print " + expr);
    }

    private Text use(Variable variable) {
        if (!variable.isStatic()) {
            return Text.of(names.apply(variable));
        }
        return variable.field().accessible()
                ? Text.of("").type(variable.field().ownerType()).add("." + variable.name())
                : Text.of(accessors.reader(variable) + "()");
    }

    // ---- objects

    private Text field(Expr.Field read) {
        FieldId field = read.field();
        Text cast = isCast(read) ? Text.of("(").type(read.type()).add(") ") : Text.of("");
        return field.reading() != null
                ? cast.add(print(read.object(), PRIMARY)).add(field.reading())
                : cast.add(accessors.reader(field)).add(arguments(List.of(read.object())));
    }

    private Text call(Expr.Call call) {
        MethodId callee = call.callee();
        Text cast = isCast(call) ? Text.of("(").type(call.type()).add(") ") : Text.of("");
        if (!callee.accessible()) {
            return cast.add(accessors.of(callee)).add(arguments(call.operands()));
        }
        List<Expr> operands =
                call.operands().stream().anyMatch(operand -> operand.type().isOpen())
                        ? call.operands().stream().map(Expressions::raw).toList()
                        : call.operands();
        if (callee.hasReceiver()) {
            return cast.add(print(operands.get(0), PRIMARY))
                    .add("." + callee.name())
                    .add(arguments(operands.subList(1, operands.size())));
        }
        return cast.type(callee.ownerType()).add("." + callee.name()).add(arguments(operands));
    }

    /**
     * An object without its type arguments, for places that take a value of which it is not known any more that it is what they
     * say.
     */
    static Expr raw(Expr object) {
        return object.type() instanceof ObjectType type && !type.arguments().isEmpty()
                ? new Expr.Cast(object, type.erased())
                : object;
    }

    /**
     * Whether a member gives less than what the expression is: its type is that of a type variable's bound, and nothing there
     * tells Java what the variable stands for.
     */
    boolean isCast(Expr expr) {
        if (expr instanceof Expr.Field read) {
            boolean raw = !read.field().accessible() || isRaw(read.object());
            return raw && isLess(read.field().type(), read.type());
        } else if (expr instanceof Expr.Call call) {
            MethodId callee = call.callee();
            Expr receiver = callee.hasReceiver() ? call.operands().get(0) : null;
            boolean raw = !callee.accessible() || receiver != null && isRaw(receiver);
            boolean generic = raw && receiver != null && accessors.types().isRawFunction(receiver.type());
            boolean isNew = receiver != null && isGenericCreation(receiver);
            return raw && isLess(generic ? ReferenceType.OBJECT : callee.result(), call.type())
                    || isNew && isLess(ReferenceType.OBJECT, call.type());
        } else if (expr instanceof Expr.Ruled ruled) {
            return isCast(ruled.plain());
        } else if (expr instanceof Expr.ContainerCall call) {
            return call.function().result() == ContainerFunction.Result.ELEMENT
                    && call.operands().get(0).type() instanceof ContainerType container
                    && container.reference().arguments().isEmpty();
        }
        return false;
    }

    private static boolean isRaw(Expr object) {
        return object.type() instanceof ObjectType type && type.arguments().isEmpty();
    }

    /** New objects are written without type arguments. */
    private static boolean isGenericCreation(Expr object) {
        return object instanceof Expr.New
                && object.type() instanceof ObjectType type
                && !type.arguments().isEmpty();
    }

    private static boolean isLess(Type given, Type wanted) {
        return given.isReference()
                && wanted.isReference()
                && !wanted.equals(ReferenceType.OBJECT)
                && !TypeNames.ALL.erased(given).equals(TypeNames.ALL.erased(wanted));
    }

    private Text creation(Expr.New creation) {
        if (Boxes.isBox(creation.type())) {
            return Text.of("").type(creation.type()).add(".valueOf").add(arguments(creation.operands()));
        }
        if (!creation.constructor().accessible() || accessors.hiddenParent(creation.type()) != null) {
            return Text.of(accessors.of(creation.constructor())).add(arguments(creation.operands()));
        }
        if (creation.constructor().invocation() == MethodId.Invocation.INNER) {
            return inner(creation);
        }
        // Without type arguments: those of the operands may have got lost on the way.
        return Text.of("new ").erased(creation.type()).add(arguments(creation.operands()));
    }

    private Text inner(Expr.New creation) {
        MethodId constructor = creation.constructor();
        Expr around = creation.operands().get(0);
        Type outer = constructor.parameters().get(0);
        // A subclass may have a class of the same name; one with type arguments would have to have them behind the
        // name, too.
        Expr seen = around.type().equals(outer) ? around : new Expr.Cast(around, outer);
        String name = constructor.owner().substring(constructor.owner().lastIndexOf('.') + 1);
        return print(seen, PRIMARY)
                .add(".new " + name)
                .add(arguments(
                        creation.operands().subList(1, creation.operands().size())));
    }

    private Text instanceOf(Expr.InstanceOf test) {
        if (accessors.types().isHidden(test.tested())) {
            String type = accessors.classOf(test.tested());
            return test.exact()
                    ? print(test.operand(), PRIMARY)
                            .add(".getClass()")
                            .breakable()
                            .add("== " + type)
                    : Text.of(type + ".isInstance(")
                            .add(print(test.operand(), 0))
                            .add(")");
        }
        return test.exact()
                ? print(test.operand(), PRIMARY)
                        .add(".getClass()")
                        .breakable()
                        .add("== ")
                        .erased(test.tested())
                        .add(".class")
                : print(test.operand(), BinaryOp.LT.precedence())
                        .breakable()
                        .add("instanceof ")
                        .erased(test.tested());
    }

    /** Whether Java chooses the same overload for arguments that are left for it to widen. */
    private static boolean widens(Expr.MathCall call) {
        return call.isOfJava() && MathFunctions.isForDoubleOnly(call.function());
    }

    /** A literal of its type: an int literal that stands for a double must not turn a division into an integer one. */
    private static Text literal(Expr.Constant constant) {
        boolean whole = constant.type().isFloating() && constant.text().matches("-?[0-9]+");
        if (whole) {
            return Text.of(constant.text() + (constant.type() == Primitive.FLOAT ? "f" : ".0"));
        }
        return Text.of(constant.text());
    }

    private static Text closed(Text text, boolean needed) {
        return needed ? Text.of("(").add(text).add(")") : text;
    }

    /** One arm may leave its widening to Java if the other has the full type; a char and an int constant are special. */
    private Text conditional(Expr.Conditional c) {
        boolean wide = c.type() instanceof Primitive type && type.compareTo(Primitive.INT) > 0;
        Expr then = c.then();
        Expr otherwise = c.otherwise();
        if (wide && withoutWidening(otherwise, c.type()) != otherwise) {
            otherwise = withoutWidening(otherwise, c.type());
        } else if (wide) {
            then = withoutWidening(then, c.type());
        }
        return print(c.condition(), CONDITIONAL + 1)
                .breakable()
                .add("? ")
                .add(print(then, CONDITIONAL + 1))
                .breakable()
                .add(": ")
                .add(print(otherwise, CONDITIONAL));
    }

    private static boolean startsWithSign(Expr given) {
        Expr expr = withoutIdentity(given);
        return expr instanceof Expr.Unary unary && unary.op() == UnaryOp.NEGATE
                || expr instanceof Expr.Constant constant && constant.text().startsWith("-");
    }

    private Text castOperand(Expr operand) {
        boolean signed = startsWithSign(operand);
        return closed(print(operand, signed ? 0 : UNARY), signed);
    }

    private Text binary(Expr.Binary binary) {
        int precedence = binary.op().precedence();
        Expr left = withoutIdentity(binary.left());
        Expr right = withoutIdentity(binary.right());
        if (isPromoted(binary, right, left.type())) {
            right = withoutIdentity(((Expr.Convert) right).operand());
        } else if (isPromoted(binary, left, right.type())) {
            left = withoutIdentity(((Expr.Convert) left).operand());
        }
        boolean signed = startsWithSign(right) && (binary.op() == BinaryOp.SUB || binary.op() == BinaryOp.ADD);
        return print(left, precedence)
                .breakable()
                .add(binary.op().symbol() + " ")
                .add(closed(print(right, signed ? 0 : precedence + 1), signed));
    }

    /** Whether Java promotes an operand to the type it is converted to, because of the other operand. */
    private static boolean isPromoted(Expr.Binary binary, Expr operand, Type other) {
        boolean shift = binary.op() == BinaryOp.SHL || binary.op() == BinaryOp.SHR || binary.op() == BinaryOp.USHR;
        return !shift
                && operand instanceof Expr.Convert convert
                && convert.type().equals(other)
                && convert.type() instanceof Primitive type
                && type.compareTo(Primitive.INT) >= 0
                && isWidening(convert.operand().type(), convert.type())
                && literal(convert) == null;
    }

    private Text arguments(List<Expr> operands) {
        return list("(", operands, null).add(")");
    }

    private Text doubles(List<Expr> operands) {
        return list("(", operands, Primitive.DOUBLE).add(")");
    }

    /** @param target the type that Java converts each to on its own, null if it does not */
    private Text list(String open, List<Expr> operands, Type target) {
        Text text = Text.of(open);
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                text.add(",").breakable();
            }
            text.add(target == null ? print(operands.get(i), 0) : print(operands.get(i), target));
        }
        return text;
    }

    /** An array of objects whose class has no name here. */
    private Text hiddenArray(String function, ArrayType type, List<Expr> operands) {
        Text text = Text.of("")
                .type(new ReferenceType(RUNTIME + "HiddenArrays"))
                .add(".<")
                .type(type)
                .add(">" + function + "(" + accessors.classOf(type.leaf()) + ",")
                .breakable()
                .add(String.valueOf(type.rank()));
        operands.forEach(operand -> text.add(",").breakable().add(print(operand, 0)));
        return text.add(")");
    }

    private Text newArray(Expr.NewArray array) {
        if (accessors.types().isHidden(array.type())) {
            return hiddenArray("of", array.type(), array.operands());
        }
        Type element = array.type();
        StringBuilder open = new StringBuilder();
        for (int i = 0; i < array.operands().size(); i++) {
            element = ((ArrayType) element).element();
        }
        Type base = element;
        while (base instanceof ArrayType inner) {
            open.append("[]");
            base = inner.element();
        }
        Text text = Text.of("new ").erased(base);
        for (Expr dimension : array.operands()) {
            text.add("[").add(print(dimension, 0)).add("]");
        }
        return text.add(open.toString());
    }

    private Text arrayCall(Expr.ArrayCall call) {
        Type arrays = new ReferenceType("java.util.Arrays");
        return switch (call.function()) {
            case CLONE -> print(call.operands().get(0), PRIMARY).add(".clone()");
            case COPY_OF -> Text.of("").type(arrays).add(".copyOf").add(arguments(call.operands()));
            case COPY_OF_RANGE -> Text.of("").type(arrays).add(".copyOfRange").add(arguments(call.operands()));
            case FILL, FILL_RANGE -> Text.of("").type(arrays).add(".fill").add(arguments(call.operands()));
            case ARRAYCOPY ->
                Text.of("")
                        .type(new ReferenceType("java.lang.System"))
                        .add(".arraycopy")
                        .add(arguments(call.operands()));
        };
    }

    private Text containerCall(Expr.ContainerCall call) {
        ContainerFunction function = call.function();
        if (function.hasReceiver()) {
            Text cast = isCast(call) ? Text.of("(").type(call.type()).add(") ") : Text.of("");
            Text asked = cast.add(print(call.operands().get(0), PRIMARY)).add("." + function.name());
            return call.type() instanceof ArrayType array && function.result() == ContainerFunction.Result.COPY
                    ? asked.add("(").erased(array).add("::new)")
                    : asked.add(arguments(function.arguments(call.operands())));
        } else if (function.name().equals(ContainerFunction.CREATION)) {
            return Text.of("new ").erased(call.type()).add("<>").add(arguments(function.arguments(call.operands())));
        }
        return Text.of("")
                .type(function.owner())
                .add("." + function.name())
                .add(arguments(function.arguments(call.operands())));
    }

    private Text opaque(Expr.Opaque opaque) {
        Text text = new Text();
        Iterator<Expr> operands = opaque.operands().iterator();
        for (Piece piece : opaque.pieces()) {
            if (piece instanceof Piece.Text literal) {
                text.add(literal.text());
            } else if (piece instanceof Piece.TypeName name) {
                text.type(name.type());
            } else if (piece instanceof Piece.Hole) {
                text.add(print(operands.next(), PRIMARY));
            } else if (piece instanceof Piece.Target target) {
                text.add(names.apply(target.variable()));
            } else if (piece instanceof Piece.Private used) {
                text.add(accessors.of(used.member()));
            } else if (piece instanceof Piece.PrivateTarget target) {
                text.add(accessors.writer(target.field()));
            }
        }
        return text;
    }
}
