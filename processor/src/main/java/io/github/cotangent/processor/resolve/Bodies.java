package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Walks statements: scopes, declarations, and the expressions in them. */
final class Bodies {
    private final Elements elements;
    private final Types types;
    private final TypeNames names;
    private final Attribution attribution;
    private final Scope scope;
    private final Expressions expressions;
    private final Deque<List<TypeMirror>> results = new ArrayDeque<>();
    private final Deque<List<TypeMirror>> yields = new ArrayDeque<>();

    Bodies(Elements elements, Types types, Members members, TypeNames names, Attribution attribution, Scope scope) {
        this.elements = elements;
        this.types = types;
        this.names = names;
        this.attribution = attribution;
        this.scope = scope;
        this.expressions = new Expressions(elements, types, members, names, attribution, scope, this);
    }

    /** The body of a method or lambda with a result type; null if unknown. */
    void body(Node body, TypeMirror result) {
        results.push(java.util.Collections.singletonList(result));
        scope.enter();
        statement((Statement) body);
        scope.leave();
        results.pop();
    }

    void initializer(Expression value, TypeMirror type) {
        expressions.of(value, type);
    }

    TypeMirror type(com.github.javaparser.ast.type.Type node) {
        TypeMirror type = names.of(node);
        expressions.typeNames(node);
        return attribution.type(node, type);
    }

    Local declare(Node node, String name, TypeMirror type) {
        Local local = new Local(name, node, false, type);
        attribution.local(node, local);
        scope.declare(local);
        return local;
    }

    void statement(Statement statement) {
        if (statement instanceof BlockStmt block) {
            scope.enter();
            block.getStatements().forEach(this::statement);
            scope.leave();
        } else if (statement instanceof ForStmt loop) {
            scope.enter();
            loop.getInitialization().forEach(each -> expressions.of(each, null));
            loop.getCompare().ifPresent(each -> expressions.of(each, null));
            scope.enter();
            statement(loop.getBody());
            scope.leave();
            loop.getUpdate().forEach(each -> expressions.of(each, null));
            scope.leave();
        } else if (statement instanceof ForEachStmt loop) {
            forEach(loop);
        } else if (statement instanceof ReturnStmt exit) {
            TypeMirror target = results.isEmpty() ? null : results.element().get(0);
            exit.getExpression().ifPresent(value -> expressions.of(value, target));
        } else if (statement instanceof YieldStmt exit) {
            expressions.of(
                    exit.getExpression(),
                    yields.isEmpty() ? null : yields.element().get(0));
        } else if (statement instanceof SwitchStmt choice) {
            TypeMirror selector = expressions.of(choice.getSelector(), null);
            entries(choice.getEntries(), selector);
        } else if (statement instanceof TryStmt attempt) {
            scope.enter();
            attempt.getResources().forEach(each -> expressions.of(each, null));
            statement(attempt.getTryBlock());
            scope.leave();
            for (CatchClause clause : attempt.getCatchClauses()) {
                scope.enter();
                Parameter parameter = clause.getParameter();
                declare(parameter, parameter.getNameAsString(), type(parameter.getType()));
                statement(clause.getBody());
                scope.leave();
            }
            attempt.getFinallyBlock().ifPresent(this::statement);
        } else if (statement instanceof LocalClassDeclarationStmt local) {
            localType(local.getClassDeclaration());
        } else if (statement instanceof LocalRecordDeclarationStmt local) {
            localType(local.getRecordDeclaration());
        } else if (statement instanceof ExpressionStmt expression) {
            expressions.of(expression.getExpression(), null);
        } else if (statement instanceof ExplicitConstructorInvocationStmt call) {
            call.getArguments().forEach(each -> expressions.of(each, null));
        } else {
            for (Node child : statement.getChildNodes()) {
                if (child instanceof Statement inner) {
                    scope.enter();
                    statement(inner);
                    scope.leave();
                } else if (child instanceof Expression inner) {
                    expressions.of(inner, null);
                }
            }
        }
    }

    private void forEach(ForEachStmt loop) {
        scope.enter();
        TypeMirror iterated = expressions.of(loop.getIterable(), null);
        VariableDeclarator variable = loop.getVariableDeclarator();
        TypeMirror declared = type(variable.getType());
        declare(variable, variable.getNameAsString(), declared != null ? declared : element(iterated));
        statement(loop.getBody());
        scope.leave();
    }

    /** The type of what a for-each loop runs through; null if unknown. */
    private TypeMirror element(TypeMirror iterated) {
        if (iterated instanceof ArrayType array) {
            return array.getComponentType();
        }
        TypeElement iterable = elements.getTypeElement("java.lang.Iterable");
        if (iterated == null || iterated.getKind() != TypeKind.DECLARED) {
            return null;
        }
        Inference inference = new Inference(types, iterable.getTypeParameters());
        inference.learn(iterable.asType(), iterated);
        return inference.apply(iterable.getTypeParameters().get(0).asType());
    }

    void entries(List<SwitchEntry> entries, TypeMirror selector) {
        scope.enter();
        for (SwitchEntry entry : entries) {
            for (Expression label : entry.getLabels()) {
                expressions.label(label, selector);
            }
            boolean arrow = entry.getType() != SwitchEntry.Type.STATEMENT_GROUP;
            if (arrow) {
                scope.enter();
            }
            for (Statement each : entry.getStatements()) {
                if (entry.getType() == SwitchEntry.Type.EXPRESSION && each instanceof ExpressionStmt value) {
                    expressions.of(
                            value.getExpression(),
                            yields.isEmpty() ? null : yields.element().get(0));
                } else {
                    statement(each);
                }
            }
            if (arrow) {
                scope.leave();
            }
        }
        scope.leave();
    }

    /** The arms of a switch expression, whose values go to {@code target}. */
    void yielding(List<SwitchEntry> entries, TypeMirror selector, TypeMirror target) {
        yields.push(java.util.Collections.singletonList(target));
        entries(entries, selector);
        yields.pop();
    }

    private void localType(TypeDeclaration<?> type) {
        scope.declare(type);
        members(type.getMembers());
    }

    /** The members of a local or anonymous class. */
    void members(List<BodyDeclaration<?>> declarations) {
        scope.enter();
        for (BodyDeclaration<?> member : declarations) {
            if (member instanceof FieldDeclaration fields) {
                for (VariableDeclarator field : fields.getVariables()) {
                    TypeMirror type = type(field.getType());
                    declare(field, field.getNameAsString(), type);
                    field.getInitializer().ifPresent(value -> {
                        expressions.of(value, type);
                        if (fields.isFinal()) {
                            Object constant = attribution.constant(value);
                            if (type != null && type.getKind().isPrimitive()) {
                                constant = Constants.convert(constant, type.getKind());
                            }
                            attribution.constant(field, constant);
                        }
                    });
                }
            }
        }
        for (BodyDeclaration<?> member : declarations) {
            if (member instanceof MethodDeclaration method) {
                scope.enter();
                method.getParameters().forEach(p -> declare(p, p.getNameAsString(), type(p.getType())));
                method.getBody().ifPresent(body -> body(body, type(method.getType())));
                scope.leave();
            } else if (member instanceof ConstructorDeclaration constructor) {
                scope.enter();
                constructor.getParameters().forEach(p -> declare(p, p.getNameAsString(), type(p.getType())));
                body(constructor.getBody(), types.getNoType(TypeKind.VOID));
                scope.leave();
            } else if (member instanceof TypeDeclaration<?> inner) {
                localType(inner);
            }
        }
        scope.leave();
    }

    /** A local variable declaration. */
    void variables(VariableDeclarationExpr declaration) {
        for (VariableDeclarator variable : declaration.getVariables()) {
            TypeMirror declared = type(variable.getType());
            Local local = declare(variable, variable.getNameAsString(), declared);
            variable.getInitializer().ifPresent(value -> {
                TypeMirror found = expressions.of(value, declared);
                if (declared == null && variable.getType().isVarType()) {
                    local.type(found);
                }
                if (declaration.isFinal()) {
                    Object constant = attribution.constant(value);
                    boolean primitive = declared != null && declared.getKind().isPrimitive();
                    attribution.constant(
                            variable, primitive ? Constants.convert(constant, declared.getKind()) : constant);
                }
            });
        }
    }

    /** Whether a type is a functional interface's; gives its parameter types, or null. */
    static List<? extends TypeMirror> functionParameters(Types types, Members members, TypeMirror target) {
        javax.lang.model.element.ExecutableElement method = function(members, target);
        if (method == null) {
            return null;
        }
        return ((javax.lang.model.type.ExecutableType) types.asMemberOf((DeclaredType) target, method))
                .getParameterTypes();
    }

    /** The one abstract method of a functional interface; null if the type is none. */
    static javax.lang.model.element.ExecutableElement function(Members members, TypeMirror target) {
        TypeElement element = Members.element(target);
        return element == null || !element.getKind().isInterface() ? null : members.function(element);
    }
}
