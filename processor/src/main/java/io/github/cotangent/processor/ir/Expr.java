package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * An expression without control flow, without assignments.
 *
 * <p>The lowered form is A-normal where derivatives flow: the operands of an expression whose type is differentiable are
 * {@link Atom}s, so every floating operation has a variable of its own. Indices, dimensions and arguments are atoms too.
 * Pure expressions of other types (integers, booleans, comparisons of floating numbers) stay trees, because nothing flows
 * back through them. The nesting pass turns the A-normal form into trees again before printing.
 */
public sealed interface Expr
        permits Expr.Atom,
                Expr.Unary,
                Expr.Binary,
                Expr.Convert,
                Expr.Conditional,
                Expr.MathCall,
                Expr.Detach,
                Expr.Refined,
                Expr.Vanished,
                Expr.Ruled,
                Expr.Linear,
                Expr.Load,
                Expr.Length,
                Expr.Field,
                Expr.New,
                Expr.Cast,
                Expr.InstanceOf,
                Expr.NewArray,
                Expr.ArrayLiteral,
                Expr.ArrayCall,
                Expr.ContainerCall,
                Expr.Call,
                Expr.Opaque,
                Expr.RuntimeCall,
                Expr.GeneratedCall,
                Expr.NewState,
                Expr.StateField {

    Type type();

    /** The operands, in evaluation order. */
    List<Expr> operands();

    /** The same expression over other operands; as many as {@link #operands()} gave. */
    Expr withOperands(List<Expr> operands);

    /** The same expression with each operand replaced. */
    default Expr mapOperands(UnaryOperator<Expr> change) {
        List<Expr> old = operands();
        List<Expr> now = new ArrayList<>(old.size());
        boolean same = true;
        for (Expr operand : old) {
            Expr changed = change.apply(operand);
            same &= changed == operand;
            now.add(changed);
        }
        return same ? this : withOperands(now);
    }

    /** A variable or a literal: evaluating it costs nothing and never throws. */
    sealed interface Atom extends Expr permits Use, Constant {
        @Override
        default List<Expr> operands() {
            return List.of();
        }

        @Override
        default Expr withOperands(List<Expr> operands) {
            return this;
        }
    }

    /** The value of a variable. */
    record Use(Variable variable) implements Atom {
        public Use {
            Objects.requireNonNull(variable);
        }

        @Override
        public Type type() {
            return variable.type();
        }

        @Override
        public String toString() {
            return variable.name();
        }
    }

    /**
     * A literal.
     *
     * @param text Java source of type {@code type}, for instance {@code 1.5}, {@code 2f}, {@code 'A'}, {@code null},
     *     {@code Double.NaN}
     */
    record Constant(String text, Type type) implements Atom {
        public static final Constant TRUE = new Constant("true", Primitive.BOOLEAN);
        public static final Constant FALSE = new Constant("false", Primitive.BOOLEAN);

        public static Constant of(int value) {
            return new Constant(Integer.toString(value), Primitive.INT);
        }

        public static Constant of(double value) {
            return new Constant(Double.toString(value), Primitive.DOUBLE);
        }

        /** The zero of a type: 0, 0.0, false or null. */
        public static Constant zero(Type type) {
            if (type.isReference()) {
                return new Constant("null", type);
            }
            return new Constant(
                    switch ((Primitive) type) {
                        case BOOLEAN -> "false";
                        case FLOAT -> "0f";
                        case LONG -> "0L";
                        default -> "0";
                    },
                    type);
        }

        public boolean isZero() {
            return equals(zero(type));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** {@code -a}, {@code ~a}, {@code !a}. */
    record Unary(UnaryOp op, Expr operand, Type type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Unary(op, operands.get(0), type);
        }
    }

    /**
     * A binary operation with Java's own promotion of its operands. Arithmetic on floating numbers, arithmetic and bits on
     * integers, comparisons, logic. {@code type} is the type of the result after promotion.
     */
    record Binary(BinaryOp op, Expr left, Expr right, Type type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(left, right);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Binary(op, operands.get(0), operands.get(1), type);
        }
    }

    /**
     * A conversion between primitive types. Widening ones too: {@code double d = f} is one.
     *
     * @param origin what the user wrote it as, for messages; two conversions are equal wherever they stand
     */
    record Convert(Expr operand, Type type, Origin origin) implements Expr {
        public Convert(Expr operand, Type type) {
            this(operand, type, Origin.NONE);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Convert convert && operand.equals(convert.operand) && type.equals(convert.type);
        }

        @Override
        public int hashCode() {
            return Objects.hash(operand, type);
        }

        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Convert(operands.get(0), type, origin);
        }
    }

    /** {@code c ? a : b}; only where neither arm is differentiable, others are {@link Stmt.If}s. */
    record Conditional(Expr condition, Expr then, Expr otherwise, Type type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(condition, then, otherwise);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Conditional(operands.get(0), operands.get(1), operands.get(2), type);
        }
    }

    /**
     * A pure member of {@code Math}, {@code StrictMath} or a class that looks like them, floating or integer.
     *
     * @param owner {@code Math}, {@code StrictMath}, or the qualified name of a look-alike
     * @param parameters the types of the chosen overload's parameters
     */
    record MathCall(String owner, String function, List<Type> parameters, List<Expr> operands, Type type)
            implements Expr {
        public MathCall {
            parameters = List.copyOf(parameters);
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new MathCall(owner, function, parameters, changed, type);
        }

        /** The class whose member it is. */
        public ReferenceType ownerType() {
            return new ReferenceType(isOfJava() ? "java.lang." + owner : owner);
        }

        /** Whether it is a member of a class of Java's own, whose overloads are known. */
        public boolean isOfJava() {
            return owner.indexOf('.') < 0;
        }
    }

    /** {@code Gradients.detach(x)}: the identity through which nothing flows back. */
    record Detach(Expr operand) implements Expr {
        @Override
        public Type type() {
            return operand.type();
        }

        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Detach(operands.get(0));
        }
    }

    /**
     * {@code value}, a number without derivative of its own, with the derivative of {@code like}: a sum that the JDK forms with
     * more digits than plain additions would. Only {@code value} is printed.
     */
    record Refined(Expr value, Expr like) implements Expr {
        @Override
        public Type type() {
            return value.type();
        }

        @Override
        public List<Expr> operands() {
            return List.of(value, like);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Refined(operands.get(0), operands.get(1));
        }
    }

    /**
     * The share of a direction, a cotangent, that is exactly 0: the number 0, whatever is in the way, with the derivative by the
     * direction that the share has. Only in sweeps that are differentiated themselves, and never printed.
     *
     * @param share proportional to the direction
     */
    record Vanished(Expr direction, Expr share) implements Expr {
        @Override
        public Type type() {
            return Primitive.DOUBLE;
        }

        @Override
        public List<Expr> operands() {
            return List.of(direction, share);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Vanished(operands.get(0), operands.get(1));
        }
    }

    /**
     * A call of a method whose derivative the user states: it is not looked into, and changes nothing that carries derivatives. The
     * receiver, if there is one, is the first operand.
     */
    record Ruled(MethodId callee, Ruling ruling, List<Expr> operands, Type type) implements Expr {
        public Ruled {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new Ruled(callee, ruling, changed, type);
        }

        /** The call as it is written. */
        public Call plain() {
            return new Call(callee, operands, type);
        }
    }

    /**
     * {@code value}, a number without derivative of its own, with slopes in arguments: its derivative is the sum of slope times
     * derivative. Only {@code value} is printed.
     *
     * @param slopes as many as arguments
     */
    record Linear(Expr value, List<Expr> slopes, List<Expr> arguments) implements Expr {
        public Linear {
            slopes = List.copyOf(slopes);
            arguments = List.copyOf(arguments);
        }

        @Override
        public Type type() {
            return value.type();
        }

        /** The value, the slopes, the arguments. */
        @Override
        public List<Expr> operands() {
            List<Expr> operands = new ArrayList<>(List.of(value));
            operands.addAll(slopes);
            operands.addAll(arguments);
            return operands;
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            int split = 1 + slopes.size();
            return new Linear(changed.get(0), changed.subList(1, split), changed.subList(split, changed.size()));
        }
    }

    /** {@code array[index]}, of any element type. */
    record Load(Expr array, Expr index, Type type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(array, index);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Load(operands.get(0), operands.get(1), type);
        }
    }

    /** {@code array.length}. */
    record Length(Expr array) implements Expr {
        @Override
        public Type type() {
            return Primitive.INT;
        }

        @Override
        public List<Expr> operands() {
            return List.of(array);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Length(operands.get(0));
        }
    }

    /** {@code object.field}, of any type; the object is of an {@link ObjectType}. */
    record Field(Expr object, FieldId field, Type type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(object);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Field(operands.get(0), field, type);
        }
    }

    /**
     * {@code new P(a, b)}. A call of what the constructor computes ({@link MethodId.Invocation#CONSTRUCTION}) follows it, where
     * its source is at hand.
     *
     * @param constructor the constructor; its name is {@link MethodId#CONSTRUCTOR}
     */
    record New(MethodId constructor, List<Expr> operands, Type type) implements Expr {
        public New {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new New(constructor, changed, type);
        }
    }

    /** {@code (P) object}, between types of objects or of arrays. */
    record Cast(Expr operand, Type type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new Cast(operands.get(0), type);
        }
    }

    /**
     * {@code object instanceof P}.
     *
     * @param exact whether the class has to be the very one: {@code object.getClass() == P.class}
     */
    record InstanceOf(Expr operand, Type tested, boolean exact) implements Expr {
        @Override
        public Type type() {
            return Primitive.BOOLEAN;
        }

        @Override
        public List<Expr> operands() {
            return List.of(operand);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new InstanceOf(operands.get(0), tested, exact);
        }
    }

    /** {@code new double[n][m]}, with at least one dimension given. */
    record NewArray(ArrayType type, List<Expr> operands) implements Expr {
        public NewArray {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new NewArray(type, changed);
        }
    }

    /** {@code new double[] {a, b}}; nested initialisers are literals of their own. */
    record ArrayLiteral(ArrayType type, List<Expr> operands) implements Expr {
        public ArrayLiteral {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new ArrayLiteral(type, changed);
        }
    }

    /** A JDK array operation, on arrays of any primitive or array element type; {@code void} for the last three. */
    record ArrayCall(ArrayFunction function, List<Expr> operands, Type type) implements Expr {
        public ArrayCall {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new ArrayCall(function, changed, type);
        }
    }

    /**
     * An operation on containers. The container it is asked of is the first operand, unless the method is static or a
     * constructor.
     */
    record ContainerCall(ContainerFunction function, List<Expr> operands, Type type) implements Expr {
        public ContainerCall {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new ContainerCall(function, changed, type);
        }
    }

    /**
     * A call of a method whose derivative can be had: its source is in this compilation, or a companion compiled earlier
     * knows it. The receiver, if there is one, is the first operand. Variable arity is made explicit: the array is an operand.
     */
    record Call(MethodId callee, List<Expr> operands, Type type) implements Expr {
        public Call {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new Call(callee, changed, type);
        }
    }

    /**
     * Text the core does not look into: an expression, or with type {@code void} one statement (text without the final
     * semicolon for expression statements, with braces for others). It may read its operands and the contents of array
     * operands. Operands behind those for its holes are what it reads without naming it: the variables that a local class it
     * mentions has captured. If differentiable data goes in and something that could carry it comes out and matters, that is
     * an error at {@code origin}.
     */
    record Opaque(List<Piece> pieces, List<Expr> operands, Type type, Effects effects, Opacity opacity, Origin origin)
            implements Expr {
        public Opaque {
            pieces = List.copyOf(pieces);
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new Opaque(pieces, changed, type, effects, opacity, origin);
        }

        /** Whether it only takes data for what a type variable stands for. */
        public boolean putsInData() {
            return type.isOpen()
                    && pieces.equals(List.of(new Piece.Hole()))
                    && operands.get(0).type().isData();
        }

        /** Whether it only takes what a type variable stands for, by a cast, for data: then what went in has been data, too. */
        public boolean takesOutData() {
            return type.isData()
                    && pieces.size() == 4
                    && pieces.get(1) instanceof Piece.TypeName
                    && pieces.get(3) instanceof Piece.Hole
                    && operands.get(0).type().isOpen();
        }

        /** The operands that the text, or what it gives, may get hold of: not an array of which it takes an element or the length. */
        public List<Expr> handedOver() {
            if (takesOutData()) {
                return List.of();
            }
            List<Expr> handed = new ArrayList<>(operands);
            int next = 0;
            for (int i = 0; i < pieces.size(); i++) {
                if (pieces.get(i) instanceof Piece.Hole) {
                    Expr operand = operands.get(next++);
                    boolean holdsPrimitives =
                            operand.type() instanceof ArrayType array && array.element() instanceof Primitive;
                    if (holdsPrimitives
                            && i + 1 < pieces.size()
                            && pieces.get(i + 1) instanceof Piece.Text text
                            && (text.text().startsWith("[") || text.text().startsWith(".length"))) {
                        handed.remove(operand);
                    }
                }
            }
            return handed;
        }
    }

    /** A call of a static method of the runtime module. Only in generated code. */
    record RuntimeCall(String owner, String function, List<Expr> operands, Type type) implements Expr {
        public RuntimeCall {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new RuntimeCall(owner, function, changed, type);
        }
    }

    /** A call of a generated sweep; {@code owner} is empty within the companion. Only in generated code. */
    record GeneratedCall(String owner, String function, List<Expr> operands, Type type) implements Expr {
        public GeneratedCall {
            operands = List.copyOf(operands);
        }

        @Override
        public Expr withOperands(List<Expr> changed) {
            return new GeneratedCall(owner, function, changed, type);
        }
    }

    /** {@code new FSaved()}. Only in generated code. */
    record NewState(ReferenceType type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of();
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return this;
        }
    }

    /** {@code state.field}. Only in generated code. */
    record StateField(Expr state, String field, Type type) implements Expr {
        @Override
        public List<Expr> operands() {
            return List.of(state);
        }

        @Override
        public Expr withOperands(List<Expr> operands) {
            return new StateField(operands.get(0), field, type);
        }
    }
}
