package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.Statement;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Finds out what opaque code may do, on the safe side, and what to call it in messages. */
final class OpaqueEffects {
    private final Lowerers all;
    private final Map<Node, Expr.Atom> hoisted;
    private final Set<Variable> mutated = new LinkedHashSet<>();
    /** Those of them into which the text itself stores. */
    private final Set<Variable> stored = new LinkedHashSet<>();

    private final StaticReach.Statics statics;
    private boolean impure;
    private boolean clobbers;
    private boolean storesUnknown;

    OpaqueEffects(Lowerers all, Node root, Map<Node, Expr.Atom> hoisted) {
        this.all = all;
        this.hoisted = hoisted;
        this.statics = all.reach.of(root, all.body.attribution(), hoisted::containsKey);
        scan(root);
    }

    /** The effects, for a text with these operands that assigns these variables. */
    Effects of(OpaqueText text) {
        if (storesUnknown) {
            text.operands().forEach(this::mayChange);
        }
        boolean pure = !impure && text.assigned().isEmpty();
        List<Variable> all = List.copyOf(mutated);
        return new Effects(
                pure,
                text.assigned(),
                all,
                storesUnknown ? all : List.copyOf(stored),
                clobbers,
                statics.read(),
                statics.written());
    }

    private void scan(Node node) {
        if (hoisted.containsKey(node)) {
            return;
        }
        if (node instanceof MethodCallExpr call) {
            call(call);
        } else if (node instanceof ObjectCreationExpr creation) {
            creation(creation);
        } else if (node instanceof AssignExpr assign) {
            impure = true;
            stored(assign.getTarget());
            if (assign.getTarget() instanceof FieldAccessExpr) {
                handOver(assign.getValue());
            }
        } else if (node instanceof UnaryExpr step && Assignments.isStep(step)) {
            impure = true;
            stored(step.getExpression());
        } else if (node instanceof LambdaExpr
                || node instanceof MethodReferenceExpr
                || node instanceof ArrayCreationExpr
                || node instanceof ClassOrInterfaceDeclaration
                || node instanceof Statement) {
            impure = true;
            if (node instanceof MethodReferenceExpr reference) {
                reference(reference);
            }
        } else if (node instanceof NameExpr || node instanceof FieldAccessExpr) {
            field((Expression) node);
            // Only its block knows a local class: elsewhere the text cannot be evaluated again.
            impure |= all.symbolOf(node) instanceof Symbol.LocalTypeName;
        }
        node.getChildNodes().forEach(this::scan);
    }

    private void field(Expression e) {
        if (all.symbolOf(e) instanceof Symbol.LocalMember
                || all.symbolOf(e) instanceof Symbol.Field field
                        && !field.element().getModifiers().contains(Modifier.FINAL)) {
            impure = true;
        }
    }

    /** An array element or a field was assigned. */
    private void stored(Expression target) {
        Expression base = Expressions.strip(target);
        while (base instanceof ArrayAccessExpr || base instanceof FieldAccessExpr) {
            base = Expressions.strip(
                    base instanceof ArrayAccessExpr access ? access.getName() : ((FieldAccessExpr) base).getScope());
        }
        if (base == target) {
            Expr.Use own = ownerOf(base);
            if (own != null) {
                mayChange(own);
                storesUnknown = true;
            }
            return;
        }
        Expr.Atom known = hoisted.get(base);
        if (known != null) {
            mayChange(known);
            if (known instanceof Expr.Use use) {
                stored.add(use.variable());
            }
        } else if (variableOf(base) != null) {
            mayChange(variableOf(base));
            storesUnknown = true;
        } else {
            storesUnknown = true;
            clobbers = true;
        }
    }

    private void call(MethodCallExpr e) {
        if (!(all.symbolOf(e) instanceof Symbol.Method symbol)) {
            unknownCall(e.getArguments());
            e.getScope().ifPresent(this::handOver);
            mayChange(all.innerObjects.ownerOf(e));
            return;
        }
        ExecutableElement method = symbol.element();
        if (KnownMethods.isPure(method) || all.objects.isImplicitAccessor(method)) {
            return;
        }
        impure = true;
        if (all.guards.isGuard(method)) {
            return;
        }
        if (all.objects.isImplicitComparison(e, method)) {
            return;
        }
        clobbers |= !KnownMethods.isJdk(method) || KnownMethods.runsHandedCode(method);
        if (!method.getModifiers().contains(Modifier.STATIC) && !KnownMethods.isOfAnyObject(method)) {
            mayChange(all.receivers.objectFor(e, method));
            if (!KnownMethods.onlyLooksUp(method) || all.containerCalls.handsOutKeys(e)) {
                e.getScope().ifPresent(this::handOver);
            }
        }
        if (!KnownMethods.onlyReads(method)) {
            e.getArguments().forEach(this::handOver);
        }
    }

    /** What is called later on the object before the colons may change it. */
    private void reference(MethodReferenceExpr e) {
        boolean looks = all.symbolOf(e) instanceof Symbol.Method symbol
                && (KnownMethods.isPure(symbol.element()) || KnownMethods.onlyLooksUp(symbol.element()));
        if (!looks) {
            handOver(e.getScope());
        }
    }

    private void creation(ObjectCreationExpr e) {
        impure = true;
        boolean jdk = all.symbolOf(e) instanceof Symbol.Constructor symbol && KnownMethods.isJdk(symbol.element());
        if (!jdk || e.getAnonymousClassBody().isPresent()) {
            unknownCall(e.getArguments());
        } else {
            e.getArguments().forEach(this::handOver);
        }
    }

    private void unknownCall(List<Expression> arguments) {
        impure = true;
        clobbers = true;
        arguments.forEach(this::handOver);
    }

    /** Unknown code gets this value: what it refers to may change now or later. A number refers to nothing. */
    private void handOver(Expression argument) {
        if (all.body.typeOf(argument).filter(Primitive.class::isInstance).isPresent()) {
            return;
        }
        Expr.Atom known = hoisted.get(argument);
        if (known != null) {
            mayChange(known);
        } else if (variableOf(argument) != null) {
            mayChange(variableOf(argument));
        } else if (!(argument instanceof MethodCallExpr) && !(argument instanceof ObjectCreationExpr)) {
            argument.getChildNodes().forEach(child -> {
                if (child instanceof Expression inner) {
                    handOver(inner);
                }
            });
        }
    }

    /** The variable behind a name that is a hole in the text, null for anything else. */
    private Expr.Use variableOf(Expression name) {
        if (ownerOf(name) != null) {
            return ownerOf(name);
        }
        boolean named = name instanceof NameExpr || name instanceof FieldAccessExpr;
        // Before the colons of a method reference the parser takes a name for that of a type.
        Symbol symbol = named || name instanceof TypeExpr ? all.symbolOf(name) : null;
        if (symbol instanceof Symbol.LocalVariable local) {
            return new Expr.Use(all.variables.of(local.local()));
        }
        return symbol instanceof Symbol.Field field && all.variables.isFollowed(field.element())
                ? new Expr.Use(all.variables.of(field.element()))
                : null;
    }

    /** The object at hand that is named, or a field of which is, without a qualifier; null for anything else. */
    private Expr.Use ownerOf(Expression name) {
        if (name instanceof NameExpr
                && all.symbolOf(name) instanceof Symbol.Field field
                && Classes.isInstanceField(field.element())) {
            return all.receivers.objectFor(name, field.element());
        }
        return name instanceof NameExpr ? all.innerObjects.ownerOf(name) : all.receivers.objectOf(name);
    }

    private void mayChange(Expr operand) {
        if (operand instanceof Expr.Use use && Holders.isMutable(use.type())) {
            mutated.add(use.variable());
        }
    }

    // ---- what to call it

    /** What an expression of the given type is called in messages. */
    Opacity opacityOf(Expression e, Type type) {
        if (e instanceof LambdaExpr || e instanceof MethodReferenceExpr) {
            return Opacity.LAMBDA;
        }
        if (e instanceof MethodCallExpr call) {
            return opacityOf(call, type);
        }
        if (e instanceof ObjectCreationExpr creation
                && creation.getAnonymousClassBody().isPresent()
                && type.isFollowed()) {
            return Opacity.ANONYMOUS_CLASS;
        }
        if (e instanceof ObjectCreationExpr creation) {
            return creation.getType().toString().endsWith("Thread")
                    ? Opacity.SYNCHRONIZED
                    : isCollection(type) ? Opacity.COLLECTION : Opacity.OBJECT;
        }
        if (e instanceof InstanceOfExpr) {
            return Opacity.PATTERN;
        }
        if (e instanceof CastExpr cast && Expressions.strip(cast.getExpression()) instanceof MethodCallExpr call) {
            return opacityOf(call, type);
        }
        if (e instanceof CastExpr) {
            return type instanceof Primitive ? Opacity.BOXING : Opacity.OBJECT;
        }
        if (e instanceof NameExpr || e instanceof FieldAccessExpr) {
            return Opacity.OBJECT;
        }
        if (e instanceof AssignExpr || e instanceof UnaryExpr) {
            return Opacity.FIELD;
        }
        return carriesNothing(type) ? Opacity.INACTIVE : Opacity.OTHER;
    }

    private Opacity opacityOf(MethodCallExpr e, Type type) {
        if (!(all.symbolOf(e) instanceof Symbol.Method symbol)) {
            return Opacity.CALL_WITHOUT_SOURCE;
        }
        ExecutableElement method = symbol.element();
        String owner = Calls.ownerOf(method);
        if (KnownMethods.isBeyondJava(method)) {
            return Opacity.NATIVE_OR_REFLECTION;
        }
        if (KnownMethods.isStream(method)) {
            return Opacity.STREAM;
        }
        if (KnownMethods.isBits(method)) {
            return Opacity.OTHER;
        }
        if (owner.equals("java.lang.Thread") || owner.startsWith("java.util.concurrent.")) {
            return Opacity.SYNCHRONIZED;
        }
        if (owner.startsWith("java.util.function.")) {
            return Opacity.LAMBDA;
        }
        if (Conversions.unboxed(new ReferenceType(owner)) != null) {
            return carriesNothing(type) ? Opacity.INACTIVE : Opacity.BOXING;
        }
        if (owner.startsWith("java.util.") && !owner.equals("java.util.Arrays") && !owner.equals("java.util.Objects")) {
            return Opacity.COLLECTION;
        }
        if (type != Primitive.VOID && carriesNothing(type) || KnownMethods.isJdk(method) && type == Primitive.VOID) {
            return Opacity.INACTIVE;
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            return Opacity.CALL_WITHOUT_SOURCE;
        }
        return method.getEnclosingElement().getKind() == ElementKind.RECORD ? Opacity.OBJECT : Opacity.VIRTUAL_CALL;
    }

    private static boolean isCollection(Type type) {
        return type instanceof ReferenceType reference
                && reference.name().startsWith("java.util.")
                && !reference.name().startsWith("java.util.function.");
    }

    private static boolean carriesNothing(Type type) {
        return type instanceof Primitive ? !type.isFloating() : type.equals(ReferenceType.STRING);
    }
}
