package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Lowers the expressions the form has no node for to opaque text. Operands that contain more than text (assignments, calls
 * with derivatives) are evaluated before it, and all operands in front of them as well, so that the order stays.
 */
final class OpaqueExpressions {
    private static final Pattern BITS = Pattern.compile("Bits\\(|[bB]itsTo(Double|Float)\\(");

    private final Lowerers all;
    private final Body body;

    OpaqueExpressions(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /**
     * The expression as opaque text.
     *
     * @param expected its type where the attribution knows none; null if there is no such hint
     */
    Expr lower(Expression e, Type expected) {
        Map<Node, Expr.Atom> hoisted = hoist(partsOf(e));
        Type type = body.typeOf(e).orElse(expected);
        if (type == null) {
            type = body.unknownType(e);
        }
        return text(e, type, hoisted);
    }

    /** A function as text, of a type that is not followed. */
    Expr unfollowed(Expression function, Type type) {
        return text(function, type, hoist(partsOf(function)));
    }

    private Expr.Opaque text(Expression e, Type type, Map<Node, Expr.Atom> hoisted) {
        OpaqueText text = new OpaqueText(all, e, hoisted);
        OpaqueEffects effects = new OpaqueEffects(all, e, hoisted);
        return new Expr.Opaque(
                text.pieces(), text.operands(), type, effects.of(text), effects.opacityOf(e, type), body.origin(e));
    }

    /** An assignment to, or a step of, a field of an object. */
    Expr assignment(Expression e) {
        return lower(e, ReferenceType.OBJECT);
    }

    /** {@code old + right} on strings, where the old value is at hand. */
    Expr concatenation(Expr old, Expression right, Node where) {
        Pending operands = new Pending(body);
        operands.add(old, where);
        Sequence outer = body.open();
        Expression plain = Expressions.strip(right);
        Map<Node, Expr.Atom> hoisted = new IdentityHashMap<>();
        if (isMoreThanText(plain)) {
            hoisted.put(plain, all.expressions.atom(plain));
        }
        Expr.Opaque text = text(plain, ReferenceType.STRING, hoisted);
        operands.close(outer, Expr.Constant.TRUE, where);
        List<Piece> pieces = new ArrayList<>(List.of(new Piece.Hole(), new Piece.Text(" + (")));
        pieces.addAll(text.pieces());
        pieces.add(new Piece.Text(")"));
        List<Expr> values = new ArrayList<>(List.of(operands.get(0)));
        values.addAll(text.operands());
        return new Expr.Opaque(
                pieces, values, ReferenceType.STRING, text.effects(), Opacity.INACTIVE, body.origin(where));
    }

    /** A call of a method without arguments of the JDK's collections, on an object at hand. */
    Expr invocation(Expr receiver, String call, Type type, Node where) {
        return new Expr.Opaque(
                List.of(new Piece.Hole(), new Piece.Text(call)),
                List.of(receiver),
                type,
                Effects.IMPURE,
                Opacity.COLLECTION,
                body.origin(where));
    }

    /** An object seen as of another type; what it is, is unknown from there on. */
    Expr cast(Expr.Atom object, Type type, Node where) {
        return new Expr.Opaque(
                List.of(new Piece.Text("("), new Piece.TypeName(type), new Piece.Text(") "), new Piece.Hole()),
                List.of(object),
                type,
                Effects.NONE,
                Opacity.OBJECT,
                body.origin(where));
    }

    /** The name of an enum constant whose type the companion cannot name. */
    Expr nameOf(Expr.Atom constant, Node where) {
        return new Expr.Opaque(
                List.of(new Piece.Hole(), new Piece.Text(".name()")),
                List.of(constant),
                ReferenceType.STRING,
                Effects.NONE,
                Opacity.INACTIVE,
                body.origin(where));
    }

    // ---- what is evaluated before the text

    private Map<Node, Expr.Atom> hoist(List<Expression> parts) {
        int count = parts.size();
        while (count > 0 && !isMoreThanText(parts.get(count - 1))) {
            count--;
        }
        Map<Node, Expr.Atom> hoisted = new IdentityHashMap<>();
        if (count == 0) {
            return hoisted;
        }
        Pending operands = new Pending(body);
        List<Expression> taken = new ArrayList<>();
        for (Expression part : parts.subList(0, count)) {
            if (hasValue(part) && (isMoreThanText(part) || !isFixed(part))) {
                operands.add(() -> all.expressions.atom(part), part);
                taken.add(part);
            }
        }
        for (int i = 0; i < taken.size(); i++) {
            hoisted.put(taken.get(i), (Expr.Atom) operands.get(i));
        }
        return hoisted;
    }

    private boolean hasValue(Expression part) {
        Expression e = Expressions.strip(part);
        if (e instanceof LiteralExpr || e instanceof LambdaExpr || e instanceof MethodReferenceExpr) {
            return false;
        }
        Symbol symbol = e.isNameExpr() || e.isFieldAccessExpr() ? all.symbolOf(e) : null;
        return !(symbol instanceof Symbol.TypeName)
                && !(symbol instanceof Symbol.PackageName)
                && body.mirrorOf(e).isPresent();
    }

    /** Whether it makes no difference when the code is evaluated: nothing that could change is mentioned. */
    private boolean isFixed(Node node) {
        Symbol symbol = all.symbolOf(node);
        boolean changes = symbol instanceof Symbol.LocalVariable
                || symbol instanceof Symbol.LocalMember
                || symbol instanceof Symbol.Field field
                        && !field.element().getModifiers().contains(Modifier.FINAL)
                || symbol instanceof Symbol.Constructor creation && !KnownMethods.isJdk(creation.element())
                || symbol instanceof Symbol.Method call && !KnownMethods.isJdk(call.element())
                || symbol instanceof Symbol.Unknown && node instanceof Expression;
        return !changes && node.getChildNodes().stream().allMatch(this::isFixed);
    }

    /** The operands of an expression, in the order of their evaluation. */
    private List<Expression> partsOf(Expression e) {
        List<Expression> parts = new ArrayList<>();
        if (e instanceof MethodCallExpr call) {
            call.getScope().ifPresent(parts::add);
            parts.addAll(call.getArguments());
        } else if (e instanceof ObjectCreationExpr creation) {
            creation.getScope().ifPresent(parts::add);
            parts.addAll(creation.getArguments());
        } else if (e instanceof BinaryExpr binary) {
            parts.add(binary.getLeft());
            parts.add(binary.getRight());
        } else if (e instanceof FieldAccessExpr access) {
            parts.add(access.getScope());
        } else if (e instanceof CastExpr cast) {
            parts.add(cast.getExpression());
        } else if (e instanceof InstanceOfExpr test) {
            parts.add(test.getExpression());
        } else if (e instanceof AssignExpr assign) {
            parts.addAll(partsOf(assign.getTarget()));
            parts.add(assign.getValue());
        } else if (e instanceof UnaryExpr unary) {
            parts.addAll(partsOf(unary.getExpression()));
        }
        return parts;
    }

    /** Whether the code has effects on variables, or a derivative, so that it cannot stay inside a text. */
    private boolean isMoreThanText(Node node) {
        if (node instanceof LambdaExpr || node instanceof BodyDeclaration<?>) {
            return false;
        }
        if (node instanceof AssignExpr
                || node instanceof ObjectCreationExpr creation
                        && (all.objects.isCreation(creation)
                                || all.containerCalls.isCreation(creation)
                                || all.innerObjects.isOfLocalClass(creation))
                || node instanceof UnaryExpr step && Assignments.isStep(step)
                || node instanceof Expression e && all.objects.isRead(e)
                || node instanceof InstanceOfExpr test && test.getPattern().isPresent()) {
            return true;
        }
        if (node instanceof MethodCallExpr call
                && (all.calls.isStructural(call)
                        || all.symbolOf(call) instanceof Symbol.Method method
                                && KnownMethods.isBits(method.element()))) {
            return true;
        }
        for (Node child : node.getChildNodes()) {
            if (isMoreThanText(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an opaque expression turns a floating number into bits or back; passes follow those one by one. */
    static boolean isBits(Expr.Opaque opaque) {
        return opaque.opacity() == Opacity.OTHER
                && opaque.pieces().stream()
                        .anyMatch(piece -> piece instanceof Piece.Text text
                                && BITS.matcher(text.text()).find());
    }

    // ---- types

    /** Reports a type in the source that the companion cannot name. */
    void requireNameable(com.github.javaparser.ast.type.Type type, Node where) {
        body.attribution()
                .typeOf(type)
                .flatMap(all.access::hiddenIn)
                .filter(hidden -> !all.objects.isFollowed(hidden))
                .ifPresent(hidden -> reportHidden(hidden, where));
    }

    void reportHidden(TypeElement hidden, Node where) {
        body.problem(
                Code.COT016,
                where,
                "the generated code cannot name the private type `" + hidden.getSimpleName() + "`",
                "Make `" + hidden.getSimpleName() + "` package-private");
    }

    /** The type of what iterating over an expression gives. */
    Type elementType(Expression iterable, Type variable) {
        return body.mirrorOf(iterable).flatMap(body.types()::iterated).orElseGet(() -> {
            if (variable.isReference()) {
                return variable;
            }
            return body.unknownType(iterable);
        });
    }
}
