package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.nodeTypes.NodeWithType;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The user's own text of a piece of code, with the names replaced that would mean something else in another class of the
 * package: types and static members get their owner, locals become holes. Everything between the names stays as it was
 * written, without its comments.
 */
final class OpaqueText {
    /** A string or character (group 1), or a comment. */
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
            "(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')|/\\*.*?\\*/|//[^\\r\\n]*", Pattern.DOTALL);

    private final Lowerers all;
    private final Body body;
    private final Node root;
    private final Map<Node, Expr.Atom> hoisted;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Expr> operands = new ArrayList<>();
    private final Set<Expr> captured = new LinkedHashSet<>();
    private final Set<Variable> assigned = new LinkedHashSet<>();
    private final PrivateUses privates;
    private int cursor;
    private int deferred;

    /** @param hoisted the parts that were evaluated before, with what stands for them */
    OpaqueText(Lowerers all, Node root, Map<Node, Expr.Atom> hoisted) {
        this.all = all;
        this.body = all.body;
        this.root = root;
        this.hoisted = hoisted;
        this.privates = new PrivateUses(all, this);
        this.cursor = body.start(root);
        visit(root);
        copyUntil(body.end(root));
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** What fills the holes, then what local classes have captured that the text mentions. */
    List<Expr> operands() {
        List<Expr> all = new ArrayList<>(operands);
        all.addAll(captured);
        return all;
    }

    List<Variable> assigned() {
        return List.copyOf(assigned);
    }

    // ---- splicing

    void copyUntil(int offset) {
        if (offset > cursor) {
            text(COMMENT_OR_LITERAL
                    .matcher(body.file().text().substring(cursor, offset))
                    .replaceAll(match -> Matcher.quoteReplacement(match.group(1) == null ? " " : match.group(1))));
            cursor = offset;
        }
    }

    void text(String text) {
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last) instanceof Piece.Text before) {
            pieces.set(last, new Piece.Text(before.text() + text));
        } else if (!text.isEmpty()) {
            pieces.add(new Piece.Text(text));
        }
    }

    void hole(Expr operand) {
        pieces.add(new Piece.Hole());
        operands.add(operand);
    }

    /** Copies up to the node and continues behind it; the caller adds what replaces it. */
    void replace(Node node) {
        replace(body.start(node), body.end(node));
    }

    void replace(int start, int end) {
        copyUntil(start);
        cursor = Math.max(cursor, end);
    }

    void piece(Piece piece) {
        pieces.add(piece);
    }

    void assigned(Variable variable) {
        assigned.add(variable);
    }

    /** Copies a node that stands elsewhere in what was replaced. */
    void copy(Node node) {
        cursor = body.start(node);
        visit(node);
        copyUntil(body.end(node));
    }

    /** Goes on copying at an offset. */
    void resume(int offset) {
        cursor = offset;
    }

    // ---- the walk

    void visit(Node node) {
        if (all.symbolOf(node) instanceof Symbol.LocalTypeName name) {
            all.variables.capturedBy(name.name()).stream()
                    .filter(local -> !isInside(local))
                    .forEach(local -> captured.add(new Expr.Use(all.variables.of(local))));
        }
        Expr.Atom known = hoisted.get(node);
        if (known != null) {
            replace(node);
            hole(known);
        } else if (privates.write(node)) {
            return;
        } else if (node instanceof NameExpr || node instanceof FieldAccessExpr) {
            name((Expression) node);
        } else if (node instanceof MethodCallExpr call) {
            call(call);
        } else if (node instanceof ObjectCreationExpr creation && objectAround(creation) != null) {
            inner(creation);
        } else if (node instanceof ClassOrInterfaceType type) {
            type(type);
        } else if (node instanceof MethodReferenceExpr reference) {
            reserve(reference);
            privates.castReceiver(reference).ifPresent(type -> cast(type, reference.getScope()));
            children(reference);
        } else if (node instanceof AssignExpr assign
                && outerLocal(assign.getTarget()).isPresent()) {
            assignment(assign, outerLocal(assign.getTarget()).get());
        } else if (node instanceof UnaryExpr step
                && Assignments.isStep(step)
                && outerLocal(step.getExpression()).isPresent()) {
            step(step, outerLocal(step.getExpression()).get());
        } else if (node instanceof ThisExpr self) {
            self(self);
        } else if (node instanceof SuperExpr above && all.receivers.isSuper(above)) {
            replace(node);
            hole(all.receivers.objectOf(above));
        } else if (node instanceof TextBlockLiteralExpr block) {
            replace(node);
            text(Literals.quoted(block.asString()));
        } else if (!(node instanceof AnnotationExpr || node instanceof Comment)) {
            reserve(node);
            children(node);
        }
    }

    private void children(Node node) {
        boolean defers = node instanceof LambdaExpr
                || node instanceof ClassOrInterfaceDeclaration
                || node instanceof RecordDeclaration
                || node instanceof EnumDeclaration
                || node instanceof ObjectCreationExpr creation
                        && creation.getAnonymousClassBody().isPresent();
        deferred += defers ? 1 : 0;
        List<Node> nodes = new ArrayList<>(node.getChildNodes());
        nodes.removeIf(child -> child.getRange().isEmpty() || body.start(child) < cursor);
        nodes.sort(Comparator.comparingInt(body::start));
        nodes.forEach(child -> {
            if (!(node instanceof ObjectCreationExpr creation)
                    || creation.getScope().isEmpty()
                    || child != creation.getType()) {
                visit(child);
            }
        });
        deferred -= defers ? 1 : 0;
    }

    /** A name declared inside the text must not be the name of a variable that fills one of its holes. */
    private void reserve(Node node) {
        boolean declares = node instanceof com.github.javaparser.ast.body.Parameter
                || node instanceof com.github.javaparser.ast.body.VariableDeclarator
                || node instanceof com.github.javaparser.ast.expr.TypePatternExpr
                || node instanceof com.github.javaparser.ast.body.TypeDeclaration<?>;
        if (declares) {
            body.reserve(((NodeWithSimpleName<?>) node).getNameAsString());
        }
        if (node instanceof MethodReferenceExpr reference
                && all.symbolOf(reference) instanceof Symbol.Method method
                && method.element().getModifiers().contains(Modifier.STATIC)
                && !all.access.isAccessible(method.element())) {
            hidden(node, "`" + method.element().getSimpleName() + "` is private", "Make it package-private");
        }
    }

    // ---- names

    private void name(Expression e) {
        Symbol symbol = all.symbolOf(e);
        boolean label = e.getParentNode().orElse(null) instanceof SwitchEntry entry
                && entry.getLabels().contains(e);
        if (label) {
            label(e);
        } else if (symbol instanceof Symbol.ArrayLength
                && outerLocal(((FieldAccessExpr) e).getScope()).isPresent()) {
            // Not a read of the array, whose elements may carry derivatives.
            replace(e);
            hole(new Expr.Length(
                    read(outerLocal(((FieldAccessExpr) e).getScope()).get())));
        } else if (symbol instanceof Symbol.LocalVariable local) {
            if (!isInside(local.local())) {
                replace(e);
                Optional<TypeElement> seen = privates.castAsArgument(e, local.local());
                seen.ifPresent(type -> openCast(type, e));
                hole(read(local.local()));
                seen.ifPresent(type -> text(")"));
            }
        } else if (symbol instanceof Symbol.TypeName type) {
            replace(e);
            typeName(type.element(), e);
        } else if (symbol instanceof Symbol.Field field
                && field.element().getModifiers().contains(Modifier.STATIC)) {
            staticField(e, field.element());
        } else if (symbol instanceof Symbol.Field field && Classes.isInstanceField(field.element())) {
            owned(e, e instanceof NameExpr ? all.receivers.objectFor(e, field.element()) : null);
        } else if (symbol instanceof Symbol.LocalMember && constant(e).isPresent()) {
            replace(e);
            text(Literals.of(constant(e).get()).text());
        } else if (symbol instanceof Symbol.LocalMember) {
            nameable(e);
            owned(e, e instanceof NameExpr ? all.innerObjects.ownerOf(e) : null);
        } else if (e instanceof FieldAccessExpr) {
            children(e);
        }
    }

    private void self(ThisExpr e) {
        Expr.Use object = all.receivers.objectOf(e);
        if (object != null) {
            replace(e);
            hole(object);
        } else if (!all.receivers.isInside(e)) {
            hidden(e, "the object around is not followed", "Pass what is needed of it as a parameter");
        }
    }

    /** The value of a field that is a constant, of a class that becomes another one. */
    private Optional<Object> constant(Expression e) {
        return all.innerObjects.isOfMadeClass(e) ? body.attribution().constantOf(e) : Optional.empty();
    }

    /** A field of one's own gets its object. */
    private void owned(Expression e, Expr.Use object) {
        if (object != null) {
            copyUntil(body.start(e));
            hole(object);
            text(".");
        } else if (e instanceof FieldAccessExpr) {
            children(e);
        }
    }

    /** Enum constants stay as they are; others become literals, which need no qualifier and no access. */
    private void label(Expression e) {
        body.attribution().constantOf(e).ifPresent(value -> {
            replace(e);
            text(Literals.label(value));
        });
    }

    private void staticField(Expression e, VariableElement field) {
        boolean accessible = all.access.isAccessible(field);
        Optional<Object> constant = body.attribution().constantOf(e);
        if (!accessible && constant.isPresent()) {
            replace(e);
            text(Literals.of(constant.get()).text());
        } else if (isTarget(e)) {
            assigned.add(all.variables.of(field));
            qualify(e, field);
        } else if (!accessible || all.variables.isFollowed(field)) {
            replace(e);
            hole(new Expr.Use(all.variables.of(field)));
        } else {
            qualify(e, field);
        }
    }

    private void qualify(Expression e, VariableElement field) {
        replace(e);
        typeName((TypeElement) field.getEnclosingElement(), e);
        text("." + field.getSimpleName());
    }

    private static boolean isTarget(Expression e) {
        Node parent = e.getParentNode().orElse(null);
        return parent instanceof AssignExpr assign && assign.getTarget() == e
                || parent instanceof UnaryExpr unary && Assignments.isStep(unary);
    }

    /** What a local is read as; code that runs later gets a copy of a variable that has no one place of assignment. */
    private Expr.Use read(Local local) {
        Variable variable = all.variables.of(local);
        boolean copy = deferred > 0 && !local.isParameter() && !all.variables.isAssignedOnce(local);
        return copy ? new Expr.Use(all.variables.snapshot(variable, root)) : new Expr.Use(variable);
    }

    /** The beginning of a cast; the closing parenthesis is left to the caller. */
    private void openCast(TypeElement type, Node where) {
        text("((");
        typeName(type, where);
        text(") ");
    }

    private boolean isInside(Local local) {
        int start = body.start(local.declaration());
        return start >= body.start(root) && start < body.end(root);
    }

    private Optional<Local> outerLocal(Expression target) {
        return all.symbolOf(Expressions.strip(target)) instanceof Symbol.LocalVariable local && !isInside(local.local())
                ? Optional.of(local.local())
                : Optional.empty();
    }

    /** Text cannot mention what only the body of an enum constant knows of. */
    private void nameable(Expression e) {
        if (all.innerObjects.isNameless(e)) {
            hidden(
                    e,
                    "`" + ((NodeWithSimpleName<?>) e).getNameAsString()
                            + "` is declared in the body of an enum constant, where other classes cannot reach it",
                    "Declare it in the enum itself");
        }
    }

    private void call(MethodCallExpr e) {
        nameable(e);
        boolean isStatic = all.symbolOf(e) instanceof Symbol.Method symbol
                && symbol.element().getModifiers().contains(Modifier.STATIC);
        if (isStatic && e.getScope().isEmpty()) {
            copyUntil(body.start(e.getName()));
            typeName((TypeElement) ((Symbol.Method) all.symbolOf(e)).element().getEnclosingElement(), e);
            text(".");
        } else if (!isStatic && e.getScope().isEmpty()) {
            ownObject(e);
        } else if (!isStatic) {
            Optional<PrivateUses.ReceiverCast> cast = privates.castReceiver(e);
            Type result = cast.map(PrivateUses.ReceiverCast::result).orElse(null);
            if (result != null) {
                copyUntil(body.start(e));
                text("((");
                pieces.add(new Piece.TypeName(result));
                text(") ");
            }
            cast.ifPresent(c -> cast(c.owner(), e.getScope().orElseThrow()));
            children(e);
            if (result != null) {
                copyUntil(body.end(e));
                text(")");
            }
            return;
        }
        children(e);
    }

    /** An unqualified method of one's own gets its object. */
    private void ownObject(MethodCallExpr e) {
        Expr.Use self = all.symbolOf(e) instanceof Symbol.Method symbol
                ? all.receivers.objectFor(e, symbol.element())
                : all.innerObjects.ownerOf(e);
        if (self != null) {
            copyUntil(body.start(e));
            hole(self);
            text(".");
        }
    }

    /** Whether a call in the text is a statement, which a cast could not be. */
    boolean isStatement(Expression call) {
        return call != root && call.getParentNode().orElse(null) instanceof ExpressionStmt;
    }

    /** Replaces an expression by itself, cast. */
    private void cast(TypeElement type, Expression e) {
        int end = body.end(e);
        replace(e);
        openCast(type, e);
        copy(e);
        text(")");
        resume(end);
    }

    /** The object at hand that a new object of an inner class belongs to; null for others, and where it is named. */
    private Expr.Use objectAround(ObjectCreationExpr e) {
        boolean isNamed = e.getScope().isPresent();
        return !isNamed && all.symbolOf(e) instanceof Symbol.Constructor constructor && Objects.isInner(constructor)
                ? all.objects.objectAround(e)
                : null;
    }

    /** A new object of an inner class gets the object around it, behind which the class goes by its simple name. */
    private void inner(ObjectCreationExpr e) {
        copyUntil(body.start(e));
        hole(objectAround(e));
        text(".new ");
        cursor = body.start(e.getType().getName());
        int deferring = e.getAnonymousClassBody().isPresent() ? 1 : 0;
        deferred += deferring;
        e.getType().getTypeArguments().ifPresent(types -> types.forEach(this::visit));
        e.getArguments().forEach(this::visit);
        e.getAnonymousClassBody().ifPresent(members -> members.forEach(this::visit));
        deferred -= deferring;
    }

    private void type(ClassOrInterfaceType type) {
        Symbol symbol = all.symbolOf(type);
        Optional<TypeMirror> known = body.attribution().typeOf(type);
        if (symbol instanceof Symbol.LocalVariable local && !isInside(local.local())) {
            replace(type);
            hole(read(local.local()));
        } else if (symbol instanceof Symbol.TypeName name) {
            replace(body.start(type), body.end(type.getName()));
            if (type.getParentNode().orElse(null) instanceof NodeWithType<?, ?> declaration
                    && !(declaration instanceof Expression)
                    && !all.access.isAccessible(name.element())) {
                pieces.add(new Piece.TypeName(TypeTranslation.standIn(name.element())));
            } else {
                typeName(name.element(), type);
            }
        } else if (body.attribution()
                .localClassOf(type)
                .flatMap(body.types()::inner)
                .isPresent()) {
            replace(type);
            pieces.add(new Piece.TypeName(body.attribution()
                    .localClassOf(type)
                    .flatMap(body.types()::inner)
                    .get()));
        } else if (known.filter(t -> t.getKind() == TypeKind.TYPEVAR).isPresent()) {
            replace(type);
            pieces.add(new Piece.TypeName(body.types().erased(known.get())));
        }
        children(type);
    }

    private void typeName(TypeElement element, Node where) {
        if (!all.access.isAccessible(element)) {
            all.opaque.reportHidden(element, where);
        }
        if (element.getQualifiedName().length() == 0) {
            text(element.getSimpleName().toString());
        } else {
            pieces.add(new Piece.TypeName(TypeTranslation.raw(element)));
        }
    }

    void hidden(Node where, String reason, String remedy) {
        body.problem(Code.COT016, where, reason, remedy);
    }

    // ---- assignments of locals from outside the text

    private void assignment(AssignExpr e, Local local) {
        Variable target = all.variables.of(local);
        assigned.add(target);
        replace(e.getTarget());
        pieces.add(new Piece.Target(target));
        e.getOperator().toBinaryOperator().ifPresentOrElse(operator -> compound(e, target, operator.asString()), () -> {
            visit(e.getValue());
        });
    }

    /** {@code x op= e} written out, so that the read of {@code x} is an operand. */
    private void compound(AssignExpr e, Variable target, String operator) {
        Type right = body.typeOf(e.getValue()).orElse(ReferenceType.OBJECT);
        boolean fits = !(target.type() instanceof Primitive)
                || right instanceof Primitive
                        && Conversions.promoted(target.type(), right).equals(target.type());
        text(" = " + (fits ? "" : "(" + target.type() + ") ("));
        hole(new Expr.Use(target));
        text(" " + operator + " (");
        cursor = body.start(e.getValue());
        visit(e.getValue());
        copyUntil(body.end(e.getValue()));
        text(fits ? ")" : "))");
    }

    private void step(UnaryExpr e, Local local) {
        Variable target = all.variables.of(local);
        assigned.add(target);
        replace(e.getExpression());
        pieces.add(new Piece.Target(target));
        captured.add(new Expr.Use(target));
    }
}
