package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.source.SourceFile;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * The method being lowered: where it stands, what is known about its syntax, the statements collected so far, and the
 * problems met. One object per method; everything else in this package works on it.
 */
final class Body {
    /** The type of what has been reported already. */
    static final Type UNKNOWN = new ReferenceType("?");

    private final TypeElement owner;
    private final SourceFile file;
    private final Attribution attribution;
    private final TypeTranslation types;
    private final HeldQueues queues;
    private final Consumer<Problem> problems;
    private final Set<String> reserved = new HashSet<>();
    private Sequence current = new Sequence();
    private boolean failed;

    Body(
            TypeElement owner,
            SourceFile file,
            Attribution attribution,
            TypeTranslation types,
            Consumer<Problem> problems) {
        this.owner = owner;
        this.file = file;
        this.attribution = attribution;
        this.types = types;
        this.queues = new HeldQueues(attribution);
        this.problems = problems;
    }

    /** For a function written in this method. Its problems matter only where a derivative would flow through it. */
    Body within(Consumer<Problem> ofFunction) {
        return new Body(owner, file, attribution, types, ofFunction);
    }

    TypeElement owner() {
        return owner;
    }

    SourceFile file() {
        return file;
    }

    Attribution attribution() {
        return attribution;
    }

    TypeTranslation types() {
        return types;
    }

    /** The translated type of an expression, empty where the attribution does not know it, or a class that stays text. */
    Optional<Type> typeOf(Expression expression) {
        return attribution
                .typeOf(expression)
                .map(mirror -> queues.typeOf(expression, types.of(mirror)))
                .or(() -> attribution.localTypeOf(expression).flatMap(types::inner));
    }

    /** The type of a variable of a type; empty if that is one of a local class. */
    Optional<Type> typeOf(Local local) {
        return local.type().map(mirror -> queues.typeOf(local, types.of(mirror)));
    }

    /** The type of an expression as javac's model has it. */
    Optional<TypeMirror> mirrorOf(Expression expression) {
        return attribution.typeOf(expression);
    }

    // ---- statements

    /** Starts collecting into a fresh sequence; the caller hands what it gets back to {@link #close}. */
    Sequence open() {
        Sequence outer = current;
        current = new Sequence();
        return outer;
    }

    /** Ends what {@link #open} started and returns what was collected in between. */
    Sequence close(Sequence outer) {
        Sequence inner = current;
        current = outer;
        return inner;
    }

    /** Collects what {@code lowering} emits. */
    Sequence collect(Runnable lowering) {
        Sequence outer = open();
        lowering.run();
        return close(outer);
    }

    void emit(Stmt statement) {
        current.add(statement);
    }

    /** Emits a statement with the blocks that were collected for it. */
    void emit(Stmt statement, Sequence... parts) {
        current.add(statement, parts);
    }

    void append(Sequence sequence) {
        current.append(sequence);
    }

    void assign(Variable target, Expr value, Node where) {
        emit(new Stmt.Assign(target, value, origin(where)));
    }

    /** Keeps a value in a fresh temporary unless it is an atom already. */
    Expr.Atom atom(Expr value, String wish, Node where) {
        return value instanceof Expr.Atom atom ? atom : keep(value, wish, where);
    }

    /** Keeps a value in a fresh temporary; a tree of floating operations becomes flat. */
    Expr.Use keep(Expr value, String wish, Node where) {
        Expr kept = value.type().isDifferentiable() ? value.mapOperands(operand -> atom(operand, "t", where)) : value;
        Variable temporary = Variable.temporary(wish, value.type());
        assign(temporary, kept, where);
        return new Expr.Use(temporary);
    }

    /** A temporary for the value of a choice, which each arm assigns. */
    static Variable merged(String wish, Type type) {
        return Variable.temporary(wish, type);
    }

    // ---- names and positions

    /** Makes a name that opaque text declares unavailable to the variables of the generated method. */
    void reserve(String name) {
        reserved.add(name);
    }

    Set<String> reserved() {
        return reserved;
    }

    int start(Node node) {
        return file.start(node);
    }

    /** Offset behind the last character. */
    int end(Node node) {
        return file.end(node);
    }

    /** Where a node is; nowhere if no user wrote it: what is wrong there is reported at the call that leads there. */
    Origin origin(Node node) {
        return file.isGenerated() ? Origin.NONE : file.origin(node);
    }

    // ---- problems

    void problem(Code code, Node where, String reason, String remedy) {
        problem(code, origin(where), reason, remedy);
    }

    void problem(Code code, Origin where, String reason, String remedy) {
        failed = true;
        problems.accept(new Problem(code, owner.getQualifiedName().toString(), where, reason, remedy));
    }

    /** Passes on what is wrong in a part that is lowered with others. */
    void problem(Problem problem) {
        failed = true;
        problems.accept(problem);
    }

    boolean failed() {
        return failed;
    }

    /** Reports that the type of an expression had to be known, and gives {@link #UNKNOWN} to go on with. */
    Type unknownType(Node where) {
        problem(
                Code.COT009,
                where,
                "the type of `" + excerpt(where) + "` could not be resolved",
                "Check the imports, or move the expression into a statement with an explicit type");
        return UNKNOWN;
    }

    private String excerpt(Node node) {
        String text = file.text(node).replaceAll("\\s+", " ");
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
