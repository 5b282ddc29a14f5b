package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ClassExpr;
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
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Attributes expressions: a type where one can be told, a symbol for every name, a value for every constant. */
final class Expressions {
    private final Parts all;

    Expressions(Parts all) {
        this.all = all;
    }

    /** Attributes an expression; {@code target} is the type it is used as, null if unknown or none. */
    TypeMirror of(Expression e, TypeMirror target) {
        TypeMirror wanted = TypeOps.isUnknown(target) || TypeOps.isVoid(target) ? null : target;
        TypeMirror type = find(e, wanted);
        return all.attribution.type(e, TypeOps.isUnknown(type) ? null : type);
    }

    private TypeMirror find(Expression e, TypeMirror target) {
        if (e instanceof NameExpr name) {
            return all.variableNames.of(name);
        } else if (e instanceof LiteralExpr literal) {
            return literal(literal);
        } else if (e instanceof BinaryExpr binary) {
            return all.operators.of(binary);
        } else if (e instanceof UnaryExpr unary) {
            return all.operators.of(unary);
        } else if (e instanceof AssignExpr assign) {
            return all.operators.of(assign);
        } else if (e instanceof CastExpr cast) {
            return all.operators.of(cast);
        } else if (e instanceof InstanceOfExpr test) {
            return all.operators.of(test);
        } else if (e instanceof ArrayAccessExpr access) {
            TypeMirror array = of(access.getName(), null);
            of(access.getIndex(), null);
            return TypeOps.component(all.ops.upper(array));
        } else if (e instanceof FieldAccessExpr access) {
            return all.variableNames.of(access);
        } else if (e instanceof MethodCallExpr call) {
            return all.calls.of(call, target);
        } else if (e instanceof EnclosedExpr enclosed) {
            TypeMirror type = of(enclosed.getInner(), target);
            all.attribution.constant(e, all.attribution.constant(enclosed.getInner()));
            return type;
        } else if (e instanceof VariableDeclarationExpr declaration) {
            all.statements.variables(declaration);
            return null;
        }
        return other(e, target);
    }

    private TypeMirror other(Expression e, TypeMirror target) {
        if (e instanceof ObjectCreationExpr creation) {
            return all.creations.of(creation, target);
        } else if (e instanceof ArrayCreationExpr creation) {
            return all.creations.of(creation);
        } else if (e instanceof ArrayInitializerExpr initializer) {
            return all.creations.of(initializer, target);
        } else if (e instanceof ConditionalExpr choice) {
            return all.choices.of(choice, target);
        } else if (e instanceof SwitchExpr choice) {
            return all.choices.of(choice, target);
        } else if (e instanceof LambdaExpr lambda) {
            return all.lambdas.of(lambda, target);
        } else if (e instanceof MethodReferenceExpr reference) {
            return all.references.of(reference, target);
        } else if (e instanceof ThisExpr self) {
            return all.variableNames.of(self);
        } else if (e instanceof SuperExpr above) {
            return all.variableNames.of(above);
        } else if (e instanceof ClassExpr literal) {
            return classLiteral(all.typeNodes.of(literal.getType()));
        } else if (e instanceof TypeExpr named) {
            return all.typeNodes.of(named.getType());
        }
        for (Node child : e.getChildNodes()) {
            if (child instanceof Expression inner) {
                of(inner, null);
            }
        }
        return null;
    }

    private TypeMirror literal(LiteralExpr literal) {
        if (literal instanceof NullLiteralExpr) {
            return all.ops.nullType();
        }
        Object value = Constants.literal(literal);
        all.attribution.constant(literal, value);
        return value == null
                ? null
                : value instanceof String ? all.ops.string() : all.ops.primitive(Constants.kind(value));
    }

    private TypeMirror classLiteral(TypeMirror type) {
        TypeElement element = all.ops.element("java.lang.Class");
        TypeMirror boxed =
                TypeOps.isVoid(type) ? all.ops.element("java.lang.Void").asType() : all.ops.box(type);
        return all.ops.declared(element, boxed == null ? List.of() : List.of(boxed));
    }

    /** Attributes what depends on its target, once the target of an argument is known. */
    void retarget(Expression e, TypeMirror target) {
        if (TypeOps.isUnknown(target) || TypeOps.isVoid(target)) {
            return;
        }
        if (e instanceof EnclosedExpr enclosed) {
            retarget(enclosed.getInner(), target);
            all.attribution.type(e, all.attribution.known(enclosed.getInner()));
        } else if (e instanceof ConditionalExpr || e instanceof SwitchExpr) {
            all.choices.retarget(e, target);
        } else if (isFunction(e) || all.calls.isOpen(e)) {
            of(e, target);
        }
    }

    /** Whether an expression is a lambda or method reference. */
    static boolean isFunction(Expression e) {
        return strip(e) instanceof LambdaExpr || strip(e) instanceof MethodReferenceExpr;
    }

    /** An expression without the parentheses around it. */
    static Expression strip(Expression e) {
        return e instanceof EnclosedExpr enclosed ? strip(enclosed.getInner()) : e;
    }
}
