package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Walks statements: scopes, declarations, and the expressions in them. */
final class Statements {
    private final Parts all;
    private final Deque<Optional<TypeMirror>> results = new ArrayDeque<>();
    private final Deque<Optional<TypeMirror>> yields = new ArrayDeque<>();

    Statements(Parts all) {
        this.all = all;
    }

    // ---- declarations

    /** Declares a variable that is in scope from here to the end of the block. */
    Local declare(Node node, String name, TypeMirror type) {
        Local local = local(node, name, type);
        all.scope.declare(local);
        return local;
    }

    /** Notes a variable; a second attribution of its declaration finds the same one. */
    Local local(Node node, String name, TypeMirror type) {
        Local known = all.attribution.local(node);
        Local local = known == null ? new Local(name, node, false, null) : known;
        local.type(TypeOps.isUnknown(type) ? null : type);
        all.attribution.local(node, local);
        return local;
    }

    /** The type of a parameter, an array for one of variable arity. */
    TypeMirror typeOf(Parameter parameter) {
        TypeMirror type = all.typeNodes.of(parameter.getType());
        return parameter.isVarArgs() ? all.ops.array(type) : type;
    }

    void variables(VariableDeclarationExpr declaration) {
        annotations(declaration);
        for (VariableDeclarator variable : declaration.getVariables()) {
            TypeMirror declared = all.typeNodes.of(variable.getType());
            Local local = declare(variable, variable.getNameAsString(), declared);
            if (variable.getInitializer().isPresent()) {
                Expression value = variable.getInitializer().get();
                TypeMirror found = all.expressions.of(value, declared);
                boolean inferred = variable.getType().isVarType();
                if (inferred) {
                    local.type(found);
                }
                if (declaration.isFinal()) {
                    constant(variable, value, inferred ? found : declared);
                }
            }
        }
    }

    private void annotations(VariableDeclarationExpr declaration) {
        for (AnnotationExpr annotation : declaration.getAnnotations()) {
            all.typeNodes.of(annotation);
            annotation.findAll(MemberValuePair.class).forEach(pair -> all.expressions.of(pair.getValue(), null));
        }
    }

    /** Records the value of a constant variable (JLS 4.12.4). */
    void constant(VariableDeclarator variable, Expression value, TypeMirror type) {
        all.attribution.constant(variable, all.operators.converted(all.attribution.constant(value), type));
    }

    // ---- statements

    /** The body of a method or lambda with a result type; null if unknown. */
    void body(Statement body, TypeMirror result) {
        results.push(Optional.ofNullable(result));
        all.scope.within(() -> of(body));
        results.pop();
    }

    void of(Statement statement) {
        if (statement instanceof ExpressionStmt expression) {
            all.expressions.of(expression.getExpression(), null);
        } else if (statement instanceof BlockStmt block) {
            all.scope.within(() -> block.getStatements().forEach(this::of));
        } else if (statement instanceof IfStmt branch) {
            branch(branch);
        } else if (statement instanceof ForStmt loop) {
            loop(loop);
        } else if (statement instanceof ForEachStmt loop) {
            loop(loop);
        } else if (statement instanceof WhileStmt loop) {
            all.expressions.of(loop.getCondition(), null);
            within(all.bindings.of(loop.getCondition(), true), loop.getBody());
            after(loop.getCondition(), loop.getBody());
        } else if (statement instanceof DoStmt loop) {
            within(List.of(), loop.getBody());
            all.expressions.of(loop.getCondition(), null);
            after(loop.getCondition(), loop.getBody());
        } else if (statement instanceof ReturnStmt exit) {
            exit.getExpression().ifPresent(value -> all.expressions.of(value, target(results)));
        } else if (statement instanceof YieldStmt exit) {
            all.expressions.of(exit.getExpression(), target(yields));
        } else if (statement instanceof SwitchStmt choice) {
            entries(choice.getEntries(), all.expressions.of(choice.getSelector(), null), true);
        } else if (statement instanceof TryStmt attempt) {
            attempt(attempt);
        } else if (statement instanceof LocalClassDeclarationStmt local) {
            all.localClasses.declare(local.getClassDeclaration());
        } else if (statement instanceof LocalRecordDeclarationStmt local) {
            all.localClasses.declare(local.getRecordDeclaration());
        } else if (statement instanceof ExplicitConstructorInvocationStmt call) {
            all.creations.of(call);
        } else {
            children(statement);
        }
    }

    private void children(Statement statement) {
        for (Node child : statement.getChildNodes()) {
            if (child instanceof Statement inner) {
                all.scope.within(() -> of(inner));
            } else if (child instanceof Expression inner) {
                all.expressions.of(inner, null);
            }
        }
    }

    private static TypeMirror target(Deque<Optional<TypeMirror>> targets) {
        return targets.isEmpty() ? null : targets.element().orElse(null);
    }

    /** A statement with pattern variables in scope. */
    private void within(List<Local> bound, Statement statement) {
        all.scope.within(() -> {
            bound.forEach(all.scope::declare);
            of(statement);
        });
    }

    private void branch(IfStmt branch) {
        Expression condition = branch.getCondition();
        all.expressions.of(condition, null);
        List<Local> whenTrue = all.bindings.of(condition, true);
        List<Local> whenFalse = all.bindings.of(condition, false);
        within(whenTrue, branch.getThenStmt());
        branch.getElseStmt().ifPresent(otherwise -> within(whenFalse, otherwise));
        if (!Completion.isNormal(branch.getThenStmt())) {
            whenFalse.forEach(all.scope::declare);
        }
        if (branch.getElseStmt().isPresent()
                && !Completion.isNormal(branch.getElseStmt().get())) {
            whenTrue.forEach(all.scope::declare);
        }
    }

    /** What a loop condition binds where it is false is in scope behind the loop, unless a break leads there too. */
    private void after(Expression condition, Statement body) {
        if (!Completion.isLeft(body, null)) {
            all.bindings.of(condition, false).forEach(all.scope::declare);
        }
    }

    private void loop(ForStmt loop) {
        all.scope.enter();
        loop.getInitialization().forEach(each -> all.expressions.of(each, null));
        loop.getCompare().ifPresent(condition -> all.expressions.of(condition, null));
        all.scope.enter();
        loop.getCompare().ifPresent(c -> all.bindings.of(c, true).forEach(all.scope::declare));
        loop.getUpdate().forEach(each -> all.expressions.of(each, null));
        within(List.of(), loop.getBody());
        all.scope.leave();
        all.scope.leave();
        loop.getCompare().ifPresent(condition -> after(condition, loop.getBody()));
    }

    private void loop(ForEachStmt loop) {
        all.scope.enter();
        TypeMirror iterated = all.expressions.of(loop.getIterable(), null);
        VariableDeclarator variable = loop.getVariableDeclarator();
        annotations(loop.getVariable());
        TypeMirror declared = all.typeNodes.of(variable.getType());
        boolean inferred = variable.getType().isVarType();
        declare(variable, variable.getNameAsString(), inferred ? element(iterated) : declared);
        within(List.of(), loop.getBody());
        all.scope.leave();
    }

    /** The type of what a for-each loop runs through; null if unknown. */
    private TypeMirror element(TypeMirror iterated) {
        if (TypeOps.isArray(iterated)) {
            return TypeOps.component(iterated);
        }
        DeclaredType iterable = all.ops.asSuper(iterated, all.ops.element("java.lang.Iterable"));
        return iterable == null || iterable.getTypeArguments().isEmpty()
                ? null
                : all.ops.withoutWildcard(iterable.getTypeArguments().get(0));
    }

    private void attempt(TryStmt attempt) {
        all.scope.enter();
        attempt.getResources().forEach(each -> all.expressions.of(each, null));
        of(attempt.getTryBlock());
        all.scope.leave();
        for (CatchClause clause : attempt.getCatchClauses()) {
            all.scope.within(() -> {
                Parameter parameter = clause.getParameter();
                declare(parameter, parameter.getNameAsString(), typeOf(parameter));
                of(clause.getBody());
            });
        }
        attempt.getFinallyBlock().ifPresent(this::of);
    }

    // ---- switches

    /** The arms of a switch expression, whose values go to {@code target}. */
    void yielding(List<SwitchEntry> entries, TypeMirror selector, TypeMirror target) {
        yields.push(Optional.ofNullable(target));
        entries(entries, selector, false);
        yields.pop();
    }

    private void entries(List<SwitchEntry> entries, TypeMirror selector, boolean statement) {
        all.scope.enter();
        for (SwitchEntry entry : entries) {
            for (Expression label : entry.getLabels()) {
                all.choices.label(label, selector);
            }
            if (entry.getType() == SwitchEntry.Type.STATEMENT_GROUP) {
                entry.getStatements().forEach(this::of);
            } else {
                all.scope.within(() -> entry.getStatements().forEach(each -> arm(entry, each, statement)));
            }
        }
        all.scope.leave();
    }

    private void arm(SwitchEntry entry, Statement each, boolean statement) {
        boolean value = !statement && entry.getType() == SwitchEntry.Type.EXPRESSION;
        if (value && each instanceof ExpressionStmt expression) {
            all.expressions.of(expression.getExpression(), target(yields));
        } else {
            of(each);
        }
    }
}
