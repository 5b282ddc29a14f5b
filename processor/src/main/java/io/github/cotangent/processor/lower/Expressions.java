package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/**
 * Lowers expressions: emits the statements they need and returns what is left of them.
 *
 * <p>In <em>flat</em> form every floating operation and every operation on floating arrays is a statement of its own with
 * atoms as operands, and the last one is returned. Otherwise, below comparisons, casts to integers and conditions, pure
 * operations stay trees whatever their type.
 */
final class Expressions {
    private final Lowerers all;
    private final Body body;

    Expressions(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** The expression without parentheses around it. */
    static Expression strip(Expression expression) {
        Expression inner = expression;
        while (inner instanceof EnclosedExpr enclosed) {
            inner = enclosed.getInner();
        }
        return inner;
    }

    /** The right-hand side of an assignment, in the expression's own type. */
    Expr value(Expression parenthesised, boolean flat) {
        Expression e = strip(parenthesised);
        if (e instanceof BinaryExpr binary) {
            return all.arithmetic.binary(binary, flat);
        }
        if (e instanceof NameExpr || e instanceof FieldAccessExpr) {
            return name(e, flat);
        }
        if (e instanceof LiteralExpr literal) {
            return literal(literal);
        }
        if (e instanceof MethodCallExpr call) {
            return all.calls.call(call, flat);
        }
        if (e instanceof UnaryExpr unary) {
            return all.arithmetic.unary(unary, flat);
        }
        if (e instanceof ArrayAccessExpr access) {
            return load(access, flat);
        }
        if (e instanceof CastExpr cast) {
            return cast(cast, flat);
        }
        if (e instanceof ConditionalExpr conditional) {
            return all.choices.conditional(conditional);
        }
        if (e instanceof AssignExpr assign) {
            return all.assignments.assign(assign);
        }
        if (e instanceof ArrayCreationExpr creation) {
            return all.arrays.creation(creation);
        }
        if (e instanceof SwitchExpr choice) {
            return all.switches.expression(choice);
        }
        return object(e);
    }

    /** An expression about objects, or one that the form has no node for. */
    private Expr object(Expression e) {
        if (e instanceof ThisExpr self) {
            return all.objects.self(self);
        }
        if (e instanceof ObjectCreationExpr creation && all.objects.isCreation(creation)) {
            return all.objects.creation(creation);
        }
        if (e instanceof ObjectCreationExpr creation && all.containerCalls.isCreation(creation)) {
            return all.containerCalls.creation(creation, null);
        }
        if (e instanceof ObjectCreationExpr creation && all.functionObjects.isFunction(creation)) {
            return all.functionObjects.lower(creation, body.typeOf(creation).orElseThrow());
        }
        if (e instanceof ObjectCreationExpr creation && all.innerObjects.isMade(creation)) {
            return all.innerObjects.creation(creation);
        }
        if (e instanceof InstanceOfExpr test) {
            return all.choices.instanceOf(test);
        }
        return all.opaque.lower(e, null);
    }

    /** The right-hand side of an assignment to something of type {@code target}. */
    Expr converted(Expression parenthesised, Type target, boolean flat) {
        Expression e = strip(parenthesised);
        if (e instanceof ArrayInitializerExpr initializer && target instanceof ArrayType array) {
            return all.arrays.literal(initializer, array);
        }
        if (e instanceof LambdaExpr || e instanceof MethodReferenceExpr) {
            Type contract = target.isOpen() ? body.typeOf(e).orElse(target) : target;
            return all.conversions.to(all.functionObjects.lower(e, contract), target, flat, e);
        }
        if (e instanceof ObjectCreationExpr creation && all.containerCalls.isCreation(creation)) {
            return all.conversions.to(all.containerCalls.creation(creation, target), target, flat, e);
        }
        boolean typeless = !isStructural(e) && body.typeOf(e).isEmpty();
        Expr value = typeless ? all.opaque.lower(e, target) : value(e, flat);
        return all.conversions.to(all.containerCalls.wanted(value, e, target), target, flat, e);
    }

    /** Whether the form has a node for the expression whatever its type; the type follows from the operands then. */
    private static boolean isStructural(Expression e) {
        return e instanceof BinaryExpr
                || e instanceof UnaryExpr
                || e instanceof LiteralExpr
                || e instanceof AssignExpr
                || e instanceof ArrayAccessExpr
                || e instanceof ArrayCreationExpr;
    }

    /** An operand: an atom in flat form if it can carry a derivative, else a pure tree. */
    Expr operand(Expression e, boolean flat) {
        Expr value = value(e, flat);
        return flat && value.type().isDifferentiable() || !isTree(value) ? body.atom(value, "t", e) : value;
    }

    Expr.Atom atom(Expression e) {
        return body.atom(value(e, true), "t", e);
    }

    Expr.Atom atom(Expression e, Type target) {
        return body.atom(converted(e, target, true), "t", e);
    }

    /** A condition as a pure tree of type boolean. */
    Expr condition(Expression e) {
        Expr value = all.conversions.unbox(operand(e, false), e);
        if (value.type() != Primitive.BOOLEAN && value.type() != Body.UNKNOWN) {
            body.unknownType(e);
        }
        return value;
    }

    /** Assigns the expression to a variable; choices assign it in their arms. */
    void into(Variable target, Expression parenthesised, Node where) {
        Expression e = strip(parenthesised);
        if (!target.isStatic()
                && !target.isCaptured()
                && body.typeOf(e).filter(target.type()::equals).isPresent()) {
            if (e instanceof ConditionalExpr conditional && target.type().isDifferentiable()) {
                all.choices.into(target, conditional);
                return;
            }
            if (e instanceof SwitchExpr choice) {
                all.switches.into(target, choice);
                return;
            }
        }
        body.assign(target, converted(e, target.type(), true), where);
    }

    /** Evaluates an expression statement. */
    void perform(Expression parenthesised) {
        Expression e = strip(parenthesised);
        if (e instanceof AssignExpr assign) {
            all.assignments.perform(assign);
        } else if (e instanceof UnaryExpr unary && Assignments.isStep(unary)) {
            all.assignments.step(unary, false);
        } else if (e instanceof VariableDeclarationExpr declaration) {
            all.statements.declare(declaration, declaration);
        } else if (e instanceof MethodCallExpr call) {
            all.calls.perform(call);
        } else {
            body.emit(new Stmt.Perform(all.opaque.lower(e, ReferenceType.OBJECT), body.origin(e)));
        }
    }

    /** Whether a value may stay inside a tree: it is pure, and no pass has to follow it on its own. */
    static boolean isTree(Expr value) {
        if (value instanceof Expr.Opaque opaque) {
            return opaque.effects().pure() && !OpaqueExpressions.isBits(opaque);
        }
        return !(value instanceof Expr.Call
                || value instanceof Expr.Ruled
                || value instanceof Expr.ArrayCall
                || value instanceof Expr.ContainerCall call && call.function().actsOnShadow()
                || value instanceof Expr.New
                || value instanceof Expr.NewArray
                || value instanceof Expr.ArrayLiteral
                || value instanceof Expr.Detach
                || value instanceof Expr.Refined);
    }

    // ---- leaves

    private Expr name(Expression e, boolean flat) {
        Symbol symbol = all.symbolOf(e);
        if (symbol instanceof Symbol.LocalVariable local) {
            return new Expr.Use(all.variables.of(local.local()));
        }
        if (symbol instanceof Symbol.ArrayLength && e instanceof FieldAccessExpr access) {
            return new Expr.Length(operand(access.getScope(), false));
        }
        if (symbol instanceof Symbol.Field field
                && field.element().getModifiers().contains(Modifier.STATIC)) {
            Optional<Object> constant = body.attribution().constantOf(e);
            if (constant.isPresent()) {
                return Literals.of(constant.get());
            }
            Optional<Expr> function = all.functionObjects.constant(field.element(), e);
            return function.orElseGet(() -> staticField(field.element()));
        }
        if (symbol instanceof Symbol.LocalMember) {
            Optional<Object> constant = body.attribution().constantOf(e);
            if (constant.isPresent()) {
                return Literals.of(constant.get());
            }
        }
        Optional<FieldId> field = all.objects.fieldOf(e);
        return field.isPresent() ? all.objects.field(e, field.get()) : all.opaque.lower(e, null);
    }

    private Expr staticField(VariableElement field) {
        Variable variable = all.variables.of(field);
        if (variable.type() instanceof ObjectType && variable.field().made() == null) {
            all.reach.read(field);
        }
        Expr value = new Expr.Use(variable);
        return all.isConstant(field) && value.type().mayCarry() ? new Expr.Detach(value) : value;
    }

    private Expr literal(LiteralExpr e) {
        if (e instanceof NullLiteralExpr) {
            return new Expr.Constant("null", ReferenceType.OBJECT);
        }
        if (e instanceof TextBlockLiteralExpr block) {
            return new Expr.Constant(Literals.quoted(block.asString()), ReferenceType.STRING);
        }
        String text = body.file().text(e);
        Type type = e.isIntegerLiteralExpr()
                ? Primitive.INT
                : e.isLongLiteralExpr()
                        ? Primitive.LONG
                        : e.isDoubleLiteralExpr()
                                ? floatingType(text)
                                : e.isCharLiteralExpr()
                                        ? Primitive.CHAR
                                        : e.isBooleanLiteralExpr() ? Primitive.BOOLEAN : ReferenceType.STRING;
        return new Expr.Constant(text, type);
    }

    private static Type floatingType(String text) {
        return text.endsWith("f") || text.endsWith("F") ? Primitive.FLOAT : Primitive.DOUBLE;
    }

    // ---- arrays and casts

    private Expr load(ArrayAccessExpr e, boolean flat) {
        Pending operands = new Pending(body);
        operands.add(() -> operand(e.getName(), flat), e.getName());
        operands.add(() -> all.conversions.unbox(operand(e.getIndex(), false), e.getIndex()), e.getIndex());
        if (!(operands.get(0).type() instanceof ArrayType array)) {
            Type reported = operands.get(0).type() == Body.UNKNOWN ? Body.UNKNOWN : body.unknownType(e.getName());
            return new Expr.Constant("null", reported);
        }
        boolean statement = flat && array.isDifferentiable();
        var values = statement ? operands.atoms() : operands.values();
        return new Expr.Load(values.get(0), values.get(1), array.element());
    }

    private Expr cast(CastExpr e, boolean flat) {
        Optional<Type> known = body.attribution().typeOf(e.getType()).map(body.types()::of);
        Expression inner = strip(e.getExpression());
        if (known.isEmpty()) {
            return all.opaque.lower(e, null);
        }
        Type target = known.get();
        if (inner instanceof LambdaExpr || inner instanceof MethodReferenceExpr) {
            return target instanceof ObjectType
                    ? all.functionObjects.lower(inner, target)
                    : all.opaque.lower(e, target);
        }
        if (inner instanceof NullLiteralExpr) {
            return new Expr.Constant("null", target);
        }
        Type source = all.objects.isOpen(inner)
                ? AnyType.OF_OBJECT
                : body.typeOf(inner).orElse(null);
        if (source != null && Conversions.isNarrowing(source, target)) {
            Expr.Atom value = atom(inner);
            return Conversions.isNarrowing(value.type(), target)
                    ? new Expr.Cast(value, target)
                    : all.opaque.cast(value, target, e);
        }
        if (inner instanceof ArrayCreationExpr creation && Conversions.haveOneClass(source, target)) {
            return all.arrays.creation(creation, (ArrayType) target);
        }
        if (!(target instanceof Primitive) || source == null || !(source instanceof Primitive)) {
            return all.opaque.lower(e, target);
        }
        boolean flatOperand = flat && target.isFloating();
        return all.conversions.to(operand(inner, flatOperand), target, flatOperand, e);
    }
}
