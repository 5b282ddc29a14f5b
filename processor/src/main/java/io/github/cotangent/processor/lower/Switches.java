package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.nodeTypes.SwitchNode;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Lowers switch statements and expressions of all forms. Without fall-through they are choices among arms. With it, a
 * choice yields the number of the entered group, and every group from that number on runs.
 */
final class Switches {
    private final Lowerers all;
    private final Body body;

    Switches(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    void statement(SwitchStmt s) {
        Selector selector = selector(s.getSelector());
        lower(s, s, selector, all.jumps.enterSwitch(), null);
    }

    Expr expression(SwitchExpr e) {
        Variable chosen = Body.merged("chosen", body.typeOf(e).orElseGet(() -> body.unknownType(e)));
        into(chosen, e);
        return new Expr.Use(chosen);
    }

    /** Assigns the value of a switch expression to a variable of its type. */
    void into(Variable target, SwitchExpr e) {
        Selector selector = selector(e.getSelector());
        lower(e, e, selector, all.jumps.enterSwitchExpression(target), target);
    }

    private void lower(SwitchNode node, Node where, Selector selector, Label label, Variable result) {
        List<SwitchGroup> groups = SwitchGroup.of(node.getEntries());
        if (isSupported(groups)) {
            Sequence inner = body.collect(() -> {
                if (SwitchGroup.anyFallsThrough(groups)) {
                    chain(groups, selector, result, where);
                } else {
                    arms(groups, selector, result, where);
                }
            });
            if (all.jumps.isUsed(label)) {
                body.emit(new Stmt.Labelled(label, inner.block(), body.origin(where)), inner);
            } else {
                body.append(inner);
            }
        }
        all.jumps.leave();
    }

    private boolean isSupported(List<SwitchGroup> groups) {
        boolean supported = true;
        for (SwitchGroup group : groups) {
            boolean old = group.entry().getGuard().isEmpty()
                    && group.labels().stream()
                            .noneMatch(label -> label instanceof PatternExpr || label instanceof NullLiteralExpr);
            if (!old) {
                supported = false;
                body.problem(
                        Code.COT023,
                        group.entry(),
                        "a pattern or null as a case is not supported",
                        "Write the choice with `if` and `instanceof`");
            }
        }
        return supported;
    }

    // ---- choices among arms

    private void arms(List<SwitchGroup> groups, Selector selector, Variable result, Node where) {
        List<Stmt.Case> cases = new ArrayList<>();
        Sequence everything = new Sequence();
        boolean hasDefault = false;
        for (SwitchGroup group : groups) {
            Sequence arm = body.collect(() -> arm(group, result));
            cases.add(new Stmt.Case(selector.labels(group), group.isDefault(), arm.block()));
            everything.append(arm);
            hasDefault |= group.isDefault();
        }
        if (result != null && !hasDefault) {
            cases.add(new Stmt.Case(List.of(), true, Block.of(noSuchCase(where))));
        }
        body.emit(new Stmt.Switch(selector.value(), cases, body.origin(where)), everything);
    }

    private void arm(SwitchGroup group, Variable result) {
        if (result != null && group.entry().getType() == SwitchEntry.Type.EXPRESSION) {
            Expression e = ((ExpressionStmt) group.statements().get(0)).getExpression();
            all.expressions.into(result, e, e);
        } else {
            tail(group.statements());
        }
    }

    /** Statements behind which the switch ends: a break or yield at their end needs no jump. */
    private void tail(List<Statement> statements) {
        if (statements.isEmpty()) {
            return;
        }
        int last = statements.size() - 1;
        all.statements.statements(statements.subList(0, last));
        Statement s = statements.get(last);
        if (s instanceof BreakStmt end && end.getLabel().isEmpty()) {
            return;
        }
        if (s instanceof YieldStmt jump) {
            yielded(jump, true);
        } else if (s instanceof BlockStmt block) {
            tail(block.getStatements());
        } else if (s instanceof IfStmt choice) {
            all.statements.choose(choice, arm -> tail(List.of(arm)));
        } else {
            all.statements.statement(s);
        }
    }

    void yielded(YieldStmt s, boolean atEnd) {
        Jumps.Target target = all.jumps.yieldTarget();
        all.expressions.into(target.result(), s.getExpression(), s);
        if (!atEnd) {
            body.emit(new Stmt.Jump(all.jumps.use(target), false, body.origin(s)));
        }
    }

    private Stmt noSuchCase(Node where) {
        Expr error = new Expr.Opaque(
                List.of(new Piece.Text("new IncompatibleClassChangeError()")),
                List.of(),
                new ReferenceType("java.lang.IncompatibleClassChangeError"),
                Effects.IMPURE,
                Opacity.INACTIVE,
                body.origin(where));
        return new Stmt.Throw(error, body.origin(where));
    }

    // ---- fall-through

    private void chain(List<SwitchGroup> groups, Selector selector, Variable result, Node where) {
        Variable entered = Body.merged("group", Primitive.INT);
        boolean hasDefault = chooseGroup(groups, selector, entered, where);
        for (int i = 0; i < groups.size(); i++) {
            SwitchGroup group = groups.get(i);
            Sequence run = body.collect(() -> all.statements.statements(group.statements()));
            boolean always = i == groups.size() - 1 && (hasDefault || result != null);
            if (always) {
                body.append(run);
                continue;
            }
            Expr reached = new Expr.Binary(BinaryOp.LE, new Expr.Use(entered), Expr.Constant.of(i), Primitive.BOOLEAN);
            Expr test = body.keep(reached, "test", group.entry());
            body.emit(new Stmt.If(test, run.block(), Block.EMPTY, body.origin(group.entry())), run);
        }
    }

    /** Assigns the number of the group the switch enters, or their count if none; returns whether there always is one. */
    private boolean chooseGroup(List<SwitchGroup> groups, Selector selector, Variable entered, Node where) {
        List<Stmt.Case> cases = new ArrayList<>();
        boolean hasDefault = false;
        for (int i = 0; i < groups.size(); i++) {
            SwitchGroup group = groups.get(i);
            Block number = Block.of(new Stmt.Assign(entered, Expr.Constant.of(i), body.origin(group.entry())));
            cases.add(new Stmt.Case(selector.labels(group), group.isDefault(), number));
            hasDefault |= group.isDefault();
        }
        if (!hasDefault) {
            boolean isExpression = where instanceof SwitchExpr;
            Stmt none = isExpression
                    ? noSuchCase(where)
                    : new Stmt.Assign(entered, Expr.Constant.of(groups.size()), body.origin(where));
            cases.add(new Stmt.Case(List.of(), true, Block.of(none)));
        }
        body.emit(new Stmt.Switch(selector.value(), cases, body.origin(where)));
        return hasDefault;
    }

    // ---- selectors

    /** What a switch chooses by. */
    private final class Selector {
        private final Expr.Atom value;
        private final boolean isEnum;
        private final boolean byName;

        Selector(Expr.Atom value, boolean isEnum, boolean byName) {
            this.value = value;
            this.isEnum = isEnum;
            this.byName = byName;
        }

        Expr.Atom value() {
            return value;
        }

        List<String> labels(SwitchGroup group) {
            return group.labels().stream().map(this::label).toList();
        }

        private String label(Expression label) {
            if (isEnum) {
                String name = label instanceof FieldAccessExpr access ? access.getNameAsString() : label.toString();
                return byName ? Literals.quoted(name) : name;
            }
            return body.attribution()
                    .constantOf(label)
                    .map(Literals::label)
                    .orElseGet(() -> body.file().text(label));
        }
    }

    private Selector selector(Expression e) {
        Optional<TypeElement> enumeration = body.mirrorOf(e).flatMap(Switches::enumeration);
        boolean hidden = enumeration.isPresent() && !all.access.isAccessible(enumeration.get());
        Expr value = all.expressions.value(e, true);
        if (hidden) {
            Expr name = all.opaque.nameOf(body.atom(value, "t", e), e);
            return new Selector(body.keep(name, "name", e), true, true);
        }
        Expr primitive = all.conversions.unbox(value, e);
        return new Selector(body.atom(primitive, "selector", e), enumeration.isPresent(), false);
    }

    private static Optional<TypeElement> enumeration(TypeMirror type) {
        return type instanceof DeclaredType declared
                        && declared.asElement() instanceof TypeElement element
                        && element.getKind() == ElementKind.ENUM
                ? Optional.of(element)
                : Optional.empty();
    }
}
