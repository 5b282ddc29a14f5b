package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.ReferenceType;
import com.github.javaparser.ast.type.UnionType;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Lowers {@code try} and {@code synchronized}. Those in which nothing could carry a derivative stay text. Resources become what the
 * language says they stand for (JLS 14.20.3.1): a variable, and a finalizer that closes it.
 */
final class Attempts {
    private static final io.github.cotangent.processor.ir.ReferenceType THROWABLE =
            new io.github.cotangent.processor.ir.ReferenceType("java.lang.Throwable");

    private final Lowerers all;
    private final Body body;

    Attempts(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    void lower(SynchronizedStmt s) {
        if (!matters(s)) {
            all.opaqueStatements.guarded(s, s, Opacity.SYNCHRONIZED, Code.COT020);
            return;
        }
        Expr.Atom lock = all.expressions.atom(s.getExpression());
        Sequence inner = all.statements.collected(s.getBody());
        body.emit(new Stmt.Synchronized(lock, inner.block(), body.origin(s)), inner);
    }

    /**
     * The body of a synchronized method, which holds the lock of its object, or of its class if it has none.
     *
     * @param self the object; null in a static method
     */
    Sequence locked(Sequence inner, Expr.Use self, Node where) {
        if (self == null && !all.access.isAccessible(body.owner())) {
            body.problem(
                    Code.COT020,
                    where,
                    "the generated code cannot name the class whose lock this method holds",
                    "Make the class package-private");
        }
        return body.collect(() -> {
            Expr.Atom lock = self != null ? self : body.keep(classOf(body.owner(), where), "lock", where);
            body.emit(new Stmt.Synchronized(lock, inner.block(), body.origin(where)), inner);
        });
    }

    private Expr classOf(TypeElement type, Node where) {
        io.github.cotangent.processor.ir.ReferenceType any = new io.github.cotangent.processor.ir.ReferenceType("?");
        return new Expr.Opaque(
                List.of(new Piece.TypeName(TypeTranslation.raw(type)), new Piece.Text(".class")),
                List.of(),
                new io.github.cotangent.processor.ir.ReferenceType("java.lang.Class", List.of(any)),
                Effects.NONE,
                Opacity.INACTIVE,
                body.origin(where));
    }

    void lower(TryStmt s) {
        boolean plain = s.getCatchClauses().isEmpty() && s.getResources().isEmpty();
        List<Statement> overriding =
                s.getFinallyBlock().map(OpaqueStatements::jumpsOutOf).orElse(List.of());
        if (!overriding.isEmpty()) {
            overriding.forEach(jump -> body.problem(
                    Code.COT019,
                    jump,
                    "this jump leaves a `finally` block, and drops what was on its way through it",
                    "Assign the outcome to a variable and jump behind the statement"));
            return;
        }
        Node obstacle = obstacle(s);
        if (obstacle != null || !plain && !matters(s)) {
            all.opaqueStatements.guarded(s, obstacle == null ? s : obstacle, Opacity.TRY_CATCH, Code.COT019);
            return;
        }
        if (s.getFinallyBlock().isEmpty()) {
            caught(s);
            return;
        }
        Sequence tried = body.collect(() -> caught(s));
        Sequence last = all.statements.collected(s.getFinallyBlock().get());
        body.emit(new Stmt.TryFinally(tried.block(), last.block(), body.origin(s)), tried, last);
    }

    /** Whether a derivative could be concerned, or the way that the program goes. */
    private boolean matters(Node s) {
        return carries(s) || !OpaqueStatements.jumpsOutOf(s).isEmpty();
    }

    private boolean carries(Node node) {
        if (node instanceof Expression e
                && body.typeOf(e).filter(Type::isDifferentiable).isPresent()) {
            return true;
        }
        return node.getChildNodes().stream().anyMatch(this::carries);
    }

    /** What keeps a {@code try} statement from being differentiated; null if nothing does. */
    private Node obstacle(TryStmt s) {
        for (CatchClause clause : s.getCatchClauses()) {
            if (typesOf(clause).isEmpty()) {
                return clause;
            }
        }
        return s.getResources().stream()
                .filter(resource -> closing(resource).isEmpty())
                .findFirst()
                .orElse(null);
    }

    // ---- clauses

    /** The exceptions of a clause; empty if the companion cannot name them all. */
    private Optional<List<Type>> typesOf(CatchClause clause) {
        List<ReferenceType> written = new ArrayList<>();
        if (clause.getParameter().getType() instanceof UnionType union) {
            written.addAll(union.getElements());
        } else if (clause.getParameter().getType() instanceof ReferenceType single) {
            written.add(single);
        }
        List<Type> types = new ArrayList<>();
        for (ReferenceType each : written) {
            Optional<TypeMirror> mirror = body.attribution().typeOf(each);
            if (mirror.isEmpty() || all.access.hiddenIn(mirror.get()).isPresent()) {
                return Optional.empty();
            }
            types.add(body.types().of(mirror.get()));
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(types);
    }

    /** The body with its resources, and the clauses. */
    private void caught(TryStmt s) {
        if (s.getCatchClauses().isEmpty()) {
            resources(s, 0);
            return;
        }
        Sequence tried = body.collect(() -> resources(s, 0));
        List<Stmt.Catch> catches = new ArrayList<>();
        Sequence everything = new Sequence();
        everything.append(tried);
        for (CatchClause clause : s.getCatchClauses()) {
            Variable exception = all.variables.caught(body.attribution().local(clause.getParameter()));
            Sequence inner = all.statements.collected(clause.getBody());
            catches.add(new Stmt.Catch(typesOf(clause).orElseThrow(), exception, inner.block()));
            everything.append(inner);
        }
        body.emit(new Stmt.Try(tried.block(), catches, body.origin(s)), everything);
    }

    // ---- resources

    private void resources(TryStmt s, int at) {
        if (at == s.getResources().size()) {
            all.statements.statement(s.getTryBlock());
            return;
        }
        Expression e = s.getResources().get(at);
        Expr.Use resource = resource(e);
        Variable thrown = Variable.local("thrown", THROWABLE, false);
        body.assign(thrown, new Expr.Constant("null", THROWABLE), e);
        Sequence tried = body.collect(() -> {
            Sequence inner = body.collect(() -> resources(s, at + 1));
            Variable exception = Variable.local("e", THROWABLE, true);
            Sequence on = body.collect(() -> {
                body.assign(thrown, new Expr.Use(exception), e);
                body.emit(new Stmt.Throw(new Expr.Use(exception), body.origin(e)));
            });
            Stmt.Catch clause = new Stmt.Catch(List.of(THROWABLE), exception, on.block());
            body.emit(new Stmt.Try(inner.block(), List.of(clause), body.origin(e)), inner, on);
        });
        Sequence closing = body.collect(() -> close(e, resource, thrown));
        body.emit(new Stmt.TryFinally(tried.block(), closing.block(), body.origin(e)), tried, closing);
    }

    private Expr.Use resource(Expression e) {
        if (e instanceof VariableDeclarationExpr declaration) {
            all.statements.declare(declaration, e);
            return new Expr.Use(all.variables.of(body.attribution().local(declaration.getVariable(0))));
        }
        return body.keep(all.expressions.atom(e), "resource", e);
    }

    /** Closes a resource unless it is null; what closing throws is added to what the body threw. */
    private void close(Expression e, Expr.Use resource, Variable thrown) {
        Expr there =
                new Expr.Binary(BinaryOp.NE, resource, new Expr.Constant("null", resource.type()), Primitive.BOOLEAN);
        Expr undisturbed = new Expr.Binary(
                BinaryOp.EQ, new Expr.Use(thrown), new Expr.Constant("null", THROWABLE), Primitive.BOOLEAN);
        Sequence closing = body.collect(() -> {
            Sequence alone = body.collect(() -> call(e, resource));
            Sequence also = body.collect(() -> {
                Sequence tried = body.collect(() -> call(e, resource));
                Variable second = Variable.local("suppressed", THROWABLE, true);
                Sequence added = body.collect(() -> body.emit(new Stmt.Perform(
                        new Expr.Opaque(
                                List.of(
                                        new Piece.Hole(),
                                        new Piece.Text(".addSuppressed("),
                                        new Piece.Hole(),
                                        new Piece.Text(")")),
                                List.of(new Expr.Use(thrown), new Expr.Use(second)),
                                Primitive.VOID,
                                Effects.IMPURE,
                                Opacity.OBJECT,
                                body.origin(e)),
                        body.origin(e))));
                Stmt.Catch clause = new Stmt.Catch(List.of(THROWABLE), second, added.block());
                body.emit(new Stmt.Try(tried.block(), List.of(clause), body.origin(e)), tried, added);
            });
            body.emit(
                    new Stmt.If(body.keep(undisturbed, "alone", e), alone.block(), also.block(), body.origin(e)),
                    alone,
                    also);
        });
        body.emit(new Stmt.If(body.keep(there, "there", e), closing.block(), Block.EMPTY, body.origin(e)), closing);
    }

    private void call(Expression e, Expr.Use resource) {
        ExecutableElement method = closing(e).orElseThrow();
        if (resource.type() instanceof ObjectType) {
            TypeElement type = (TypeElement) ((DeclaredType) typeOf(e).orElseThrow()).asElement();
            Expr call = all.objects.call(
                    new Symbol.Method(method, false, List.of()), type, List.of(resource), Primitive.VOID, e);
            body.emit(new Stmt.Perform(call, body.origin(e)));
            return;
        }
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        Effects effects = new Effects(
                false, List.of(), List.of(resource.variable()), owner.getKind().isInterface());
        Expr close = new Expr.Opaque(
                List.of(new Piece.Hole(), new Piece.Text(".close()")),
                List.of(resource),
                Primitive.VOID,
                effects,
                Opacity.OBJECT,
                body.origin(e));
        body.emit(new Stmt.Perform(close, body.origin(e)));
    }

    /** What closes a resource: a method whose text is known, or one of the JDK; empty for others. */
    private Optional<ExecutableElement> closing(Expression e) {
        return typeOf(e)
                .filter(type -> all.access.hiddenIn(type).isEmpty())
                .map(type -> type instanceof DeclaredType declared ? (TypeElement) declared.asElement() : null)
                .flatMap(type -> all.method(type, "close"))
                .filter(method -> body.types().of(typeOf(e).get()) instanceof ObjectType
                        ? all.objects.isKnown(method)
                        : KnownMethods.isJdk(method));
    }

    private Optional<TypeMirror> typeOf(Expression e) {
        return e instanceof VariableDeclarationExpr declaration
                ? body.attribution().local(declaration.getVariable(0)).type()
                : body.mirrorOf(e);
    }
}
