package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.YieldStmt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Attributes conditional expressions (JLS 15.25) and switches (JLS 14.11, 15.28). */
final class Choices {
    private final Parts all;
    private final Set<Expression> targeted = Collections.newSetFromMap(new IdentityHashMap<>());

    Choices(Parts all) {
        this.all = all;
    }

    // ---- conditional expressions

    TypeMirror of(ConditionalExpr choice, TypeMirror target) {
        Expression condition = choice.getCondition();
        all.expressions.of(condition, null);
        TypeMirror then = all.operators.within(all.bindings.of(condition, true), choice.getThenExpr(), target);
        TypeMirror otherwise = all.operators.within(all.bindings.of(condition, false), choice.getElseExpr(), target);
        boolean alone = isPrimitiveOrBox(choice.getThenExpr()) && isPrimitiveOrBox(choice.getElseExpr());
        if (!alone) {
            targeted.add(choice);
            if (target != null) {
                return target;
            }
        }
        Object a = all.attribution.constant(choice.getThenExpr());
        Object b = all.attribution.constant(choice.getElseExpr());
        TypeMirror type = all.merging.choice(List.of(new Merging.Arm(then, a), new Merging.Arm(otherwise, b)));
        if (all.attribution.constant(condition) instanceof Boolean truth && a != null && b != null) {
            all.attribution.constant(choice, all.operators.converted(truth ? a : b, type));
        }
        return type;
    }

    /** Whether a branch gives a number or a boolean whatever the choice is used as; what a generic call gives is not. */
    private boolean isPrimitiveOrBox(Expression branch) {
        Expression e = Expressions.strip(branch);
        if (e instanceof SwitchExpr choice) {
            return results(choice).stream().allMatch(this::isPrimitiveOrBox);
        }
        return !targeted.contains(e) && !all.calls.isGeneric(e) && all.ops.unboxed(all.attribution.known(e)) != null;
    }

    /** Gives a choice the type it turned out to be used as. */
    void retarget(Expression choice, TypeMirror target) {
        if (choice instanceof SwitchExpr each) {
            all.attribution.type(each, target);
            results(each).forEach(value -> all.expressions.retarget(value, target));
        } else if (choice instanceof ConditionalExpr each && targeted.contains(choice)) {
            all.attribution.type(each, target);
            all.expressions.retarget(each.getThenExpr(), target);
            all.expressions.retarget(each.getElseExpr(), target);
        }
    }

    // ---- switches

    TypeMirror of(SwitchExpr choice, TypeMirror target) {
        TypeMirror selector = all.expressions.of(choice.getSelector(), null);
        all.statements.yielding(choice.getEntries(), selector, target);
        if (target != null) {
            return target;
        }
        List<Merging.Arm> arms = new ArrayList<>();
        for (Expression value : results(choice)) {
            arms.add(new Merging.Arm(all.attribution.known(value), all.attribution.constant(value)));
        }
        return all.merging.choice(arms);
    }

    /** The expressions a switch expression takes its value from. */
    private static List<Expression> results(SwitchExpr choice) {
        List<Expression> found = new ArrayList<>();
        for (SwitchEntry entry : choice.getEntries()) {
            for (Statement each : entry.getStatements()) {
                if (entry.getType() == SwitchEntry.Type.EXPRESSION && each instanceof ExpressionStmt value) {
                    found.add(value.getExpression());
                } else {
                    yields(each, found);
                }
            }
        }
        return found;
    }

    private static void yields(Node node, List<Expression> found) {
        if (node instanceof YieldStmt exit) {
            found.add(exit.getExpression());
        } else if (!(node instanceof SwitchExpr)
                && !(node instanceof LambdaExpr)
                && !(node instanceof BodyDeclaration<?>)) {
            node.getChildNodes().forEach(child -> yields(child, found));
        }
    }

    /** A case label: the simple name of an enum constant, or a constant. */
    void label(Expression label, TypeMirror selector) {
        if (label instanceof NameExpr name) {
            TypeElement type = TypeOps.element(selector);
            if (type != null && type.getKind() == ElementKind.ENUM) {
                VariableElement constant = all.members.field(type, name.getNameAsString());
                if (constant != null) {
                    all.attribution.symbol(name, new Symbol.Field(constant, true));
                    all.attribution.type(name, selector);
                    return;
                }
            }
            if (selector instanceof LocalType local && local.declaration().field(name.getNameAsString()) != null) {
                LocalClass.Field field = local.declaration().field(name.getNameAsString());
                all.attribution.symbol(name, new Symbol.LocalMember(field.declaration()));
                all.attribution.type(name, selector);
                return;
            }
        }
        TypeKind kind = all.ops.unboxed(selector);
        all.expressions.of(label, kind == null ? selector : all.ops.primitive(kind));
    }
}
