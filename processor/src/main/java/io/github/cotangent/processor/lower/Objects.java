package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Lowers what is done with objects of the user's classes: their fields, their methods, their creation. */
final class Objects {
    private final Lowerers all;
    private final Body body;
    private final Classes classes;
    private final List<Enclosing> inner = new ArrayList<>();
    private Variable self;
    private boolean making;

    Objects(Lowerers all, Classes classes) {
        this.all = all;
        this.body = all.body;
        this.classes = classes;
    }

    /** Makes a variable the receiver of the method being lowered. */
    void receiver(Variable variable) {
        self = variable;
    }

    /**
     * An object that code means by {@code this}.
     *
     * @param declaration the class of the object, if that is one that the method declares; null for the receiver of the method
     */
    record Enclosing(Node declaration, Variable object) {}

    /** The objects that code can mean by {@code this}, innermost first. */
    List<Enclosing> enclosing() {
        List<Enclosing> found = new ArrayList<>(inner);
        if (self != null) {
            found.add(new Enclosing(null, self));
        }
        return found;
    }

    /** Makes a variable an object that code can mean by {@code this}; those further inside come first. */
    void enclose(Enclosing object) {
        if (object.declaration() == null) {
            self = object.object();
        } else {
            inner.add(object);
        }
    }

    /** Makes a variable the receiver of the constructor being lowered: an object in the making. */
    void makes(Variable variable) {
        self = variable;
        making = true;
    }

    /** Whether the receiver is in the making. */
    boolean isMaking() {
        return making;
    }

    /** Assigns a field. What an object in the making is given is there already. */
    void set(Expr object, FieldId field, Expr value, Origin origin) {
        boolean isThere = making && object.equals(new Expr.Use(self));
        Expr stored = value;
        if (classes.isConstant(field) && value.type().mayCarry()) {
            Variable detached = Variable.temporary(field.name(), value.type());
            body.emit(new Stmt.Assign(detached, new Expr.Detach(value), origin));
            stored = new Expr.Use(detached);
        }
        body.emit(new Stmt.SetField(object, field, stored, isThere, origin));
    }

    /** Whether a method is the accessor the compiler writes for a record component. */
    boolean isImplicitAccessor(ExecutableElement method) {
        return classes.componentOf(method).isPresent();
    }

    /** Whether a method is one of those of {@code Object} that the compiler writes for a record: they only look. */
    boolean isImplicitComparison(MethodCallExpr e, ExecutableElement method) {
        boolean isLocalRecord = e.getScope()
                .flatMap(body::typeOf)
                .flatMap(classes.functions()::ofType)
                .filter(InnerClass::isRecord)
                .isPresent();
        return classes.isImplicitComparison(method) || isLocalRecord && Classes.isOfObject(method);
    }

    /** The receiver of the method being lowered; null in a static method. */
    Expr.Use self() {
        return self == null ? null : new Expr.Use(self);
    }

    /** The object at hand of a class that the method declares; null for a class that stays text. */
    Expr.Use self(Node declaration) {
        return inner.stream()
                .filter(each -> each.declaration() == declaration)
                .map(each -> new Expr.Use(each.object()))
                .findFirst()
                .orElse(null);
    }

    // ---- receivers

    /** {@code this}; an error in a class whose objects belong to others. */
    Expr self(ThisExpr e) {
        Expr.Use known = all.receivers.objectOf(e);
        return known == null ? enclosing(e) : known;
    }

    /** In place of an object around that is not known, which is reported. */
    Expr.Atom unknownAround(Node where) {
        return enclosing(where);
    }

    private Expr.Constant enclosing(Node where) {
        body.problem(
                Code.COT016,
                where,
                "the object around the object at hand is not followed",
                "Pass what is needed of it as a parameter");
        return new Expr.Constant("null", Body.UNKNOWN);
    }

    /** An object as one of the class that declares a member, where the companion could not tell that it is one. */
    private Expr asOwner(Expr object, Element member, Node where) {
        ObjectType owner = Classes.objectType((TypeElement) member.getEnclosingElement());
        boolean otherwise = object.type() instanceof ObjectType type
                && classes.isFollowed((TypeElement) member.getEnclosingElement())
                && classes.standIns().tellApart(type, owner);
        return otherwise ? new Expr.Cast(body.atom(object, "object", where), owner) : object;
    }

    /** The receiver as an operand. */
    private Expr receiver(Optional<Expression> scope, Element member, Node where) {
        if (scope.isPresent() && !(scope.get() instanceof SuperExpr)) {
            return all.expressions.operand(scope.get(), true);
        }
        Expr.Use known =
                scope.isPresent() ? all.receivers.objectOf(scope.get()) : all.receivers.objectFor(where, member);
        return known == null ? enclosing(where) : known;
    }

    // ---- fields

    /** The field that a name means, if it is one of an object that is followed. */
    Optional<FieldId> fieldOf(Expression e) {
        if (!(e instanceof NameExpr) && !(e instanceof FieldAccessExpr)) {
            return Optional.empty();
        }
        if (all.symbolOf(e) instanceof Symbol.LocalMember) {
            return all.innerObjects.fieldOf(e);
        }
        return all.symbolOf(e) instanceof Symbol.Field field
                        && Classes.isInstanceField(field.element())
                        && classes.isFollowed((TypeElement) field.element().getEnclosingElement())
                ? Optional.of(idOf(field.element()))
                : Optional.empty();
    }

    /** Whether an expression reads a field of a followed object at hand, so that nothing else in the object matters to it. */
    boolean isRead(Expression e) {
        if (fieldOf(e).isEmpty()) {
            return false;
        }
        if (all.symbolOf(e) instanceof Symbol.LocalMember) {
            return true;
        }
        if (e instanceof FieldAccessExpr access && !(access.getScope() instanceof SuperExpr)) {
            return body.typeOf(access.getScope())
                    .filter(ObjectType.class::isInstance)
                    .isPresent();
        }
        return all.receivers.objectFor(e, ((Symbol.Field) all.symbolOf(e)).element()) != null;
    }

    FieldId idOf(VariableElement field) {
        return classes.field(field);
    }

    /** The object whose field a name means. */
    Expr.Atom objectOf(Expression e) {
        if (!(all.symbolOf(e) instanceof Symbol.Field symbol)) {
            return all.innerObjects.objectOf(e);
        }
        VariableElement field = symbol.element();
        Optional<Expression> scope =
                e instanceof FieldAccessExpr access ? Optional.of(access.getScope()) : Optional.empty();
        Expr receiver = asOwner(receiver(scope, field, e), field, e);
        boolean hidden = !making && scope.filter(all.receivers::isSuper).isPresent() && isHidden(field, receiver);
        return hidden
                ? body.keep(
                        new Expr.Cast(receiver, Classes.objectType((TypeElement) field.getEnclosingElement())),
                        "above",
                        e)
                : body.atom(receiver, "object", e);
    }

    /** Whether the class of an object has a field of its own with the name of an inherited one. */
    private boolean isHidden(VariableElement field, Expr object) {
        return classes.functions()
                .ofType(object.type())
                .map(inner -> inner.declares(field.getSimpleName().toString()))
                .orElseGet(() -> Classes.declares(body.owner(), field.getSimpleName()));
    }

    Expr field(Expression e, FieldId field) {
        return read(objectOf(e), field, body.typeOf(e).orElse(null), e);
    }

    /** Reads a field. A field of a generic class may be seen as of a more special type than it has. */
    Expr read(Expr.Atom object, FieldId field, Type seen, Node where) {
        if (!(object.type() instanceof ObjectType)) {
            return new Expr.Constant("null", object.type() == Body.UNKNOWN ? Body.UNKNOWN : body.unknownType(where));
        }
        if (classes.isConstant(field) && field.type().mayCarry()) {
            Type type = seen != null && seen.isReference() ? seen : field.type();
            return new Expr.Detach(body.keep(new Expr.Field(object, field, type), field.name(), where));
        }
        Expr read = new Expr.Field(object, field, field.type());
        if (seen != null && field.type().isOpen() && Conversions.isGeneric(field.type(), seen)) {
            return new Expr.Field(object, field, seen);
        }
        if (seen != null && isSpecial(seen, field.type())) {
            return special(body.atom(read, field.name(), where), seen, where);
        }
        return seen != null && seen.isReference() && !field.type().isOpen()
                ? new Expr.Field(object, field, seen)
                : read;
    }

    /** Whether the type that something has where it is used differs from what is known of it: by less than {@code Object} tells. */
    private static boolean isSpecial(Type seen, Type known) {
        return seen.isReference()
                && !erased(seen).equals(erased(known))
                && !(known instanceof AnyType && seen.equals(ReferenceType.OBJECT));
    }

    /** Whether an expression gives what a type variable stands for, although its type is {@code Object}: the variable is a wildcard. */
    boolean isOpen(Expression e) {
        Symbol symbol = e instanceof NameExpr || e instanceof FieldAccessExpr || e instanceof MethodCallExpr
                ? all.symbolOf(e)
                : null;
        if (symbol instanceof Symbol.Field field) {
            return isRead(e) && field.element().asType().getKind() == TypeKind.TYPEVAR;
        }
        return symbol instanceof Symbol.Method method
                && method.element().getReturnType().getKind() == TypeKind.TYPEVAR
                && all.calls.isStructural((MethodCallExpr) e);
    }

    /** What a generic class gives, as of the type it has here. */
    private Expr special(Expr.Atom value, Type seen, Node where) {
        return value.type().isFollowed() && seen.isFollowed() && !(value.type().isOpen() && seen.hides())
                ? new Expr.Cast(value, seen)
                : all.opaque.cast(value, seen, where);
    }

    private static Type erased(Type type) {
        if (type instanceof ObjectType object) {
            return object.erased();
        }
        return type instanceof ReferenceType reference ? reference.raw() : type;
    }

    // ---- methods

    /** Whether a call is one of a method of an object that is followed, and can be lowered as such. */
    boolean isCall(MethodCallExpr e, ExecutableElement method) {
        return isAtHand(e, method) && isKnown(method);
    }

    /** Whether the objects of a class are followed. */
    boolean isFollowed(TypeElement type) {
        return classes.isFollowed(type);
    }

    /** The class of a type if its objects are followed. */
    Optional<TypeElement> classOf(TypeMirror type) {
        return classes.followed(type);
    }

    /** Whether it is known what a method of an object does: the object is followed, and so is the method's text. */
    boolean isKnown(ExecutableElement method) {
        return classes.isFollowed((TypeElement) method.getEnclosingElement())
                && (classes.componentOf(method).isPresent()
                        || method.getModifiers().contains(Modifier.ABSTRACT)
                        || all.calls.hasSource(method));
    }

    /**
     * A call with values at hand; nothing if the method is known in no other form than its text.
     *
     * @param operands the object and the arguments, as atoms
     * @param above whether the very method is called, as by {@code super}
     */
    Optional<Expr> invoke(Symbol.Method symbol, List<Expr> operands, boolean above, Node where) {
        ExecutableElement method = symbol.element();
        if (!isKnown(method) || !(operands.get(0).type() instanceof ObjectType receiver)) {
            return Optional.empty();
        }
        Optional<VariableElement> component = classes.componentOf(method);
        if (component.isPresent()) {
            return Optional.of(read((Expr.Atom) operands.get(0), idOf(component.get()), null, where));
        }
        MethodId id = (above ? Optional.<MethodId>empty() : inMade(method, operands.get(0)))
                .orElseGet(() -> idOf(symbol, above ? null : all.typeElement(receiver), null));
        return Optional.of(new Expr.Call(id, operands, id.result()));
    }

    /** Whether the receiver can be an operand: a followed object, or one's own. */
    private boolean isAtHand(MethodCallExpr e, ExecutableElement method) {
        Optional<Expression> scope = e.getScope();
        if (scope.isEmpty() || scope.get() instanceof SuperExpr) {
            return all.receivers.objectFor(e, method) != null;
        }
        return body.typeOf(scope.get()).filter(ObjectType.class::isInstance).isPresent();
    }

    Expr call(MethodCallExpr e, Symbol.Method symbol) {
        ExecutableElement method = symbol.element();
        Pending operands = new Pending(body);
        operands.add(() -> body.atom(asOwner(receiver(e.getScope(), method, e), method, e), "object", e), e);
        if (!isImplicitAccessor(method)) {
            all.calls.arguments(e.getArguments(), symbol, e, operands);
        }
        boolean above = e.getScope().filter(SuperExpr.class::isInstance).isPresent();
        boolean own = e.getScope().isEmpty() && operands.get(0).equals(self());
        TypeElement receiver = own
                ? body.owner()
                : e.getScope()
                        .flatMap(body::mirrorOf)
                        .flatMap(classes::followed)
                        .orElse((TypeElement) method.getEnclosingElement());
        return call(symbol, above ? null : receiver, operands.atoms(), all.calls.resultOf(e, method), e);
    }

    /**
     * A call of a method of an object that is at hand, as are the arguments.
     *
     * @param receiver the class of the object, as far as the text tells; null for the method itself and no other that overrides it
     */
    Expr call(Symbol.Method symbol, TypeElement receiver, List<Expr> operands, Type result, Node where) {
        ExecutableElement method = symbol.element();
        Optional<VariableElement> component = classes.componentOf(method);
        if (component.isPresent()) {
            return read((Expr.Atom) operands.get(0), idOf(component.get()), result, where);
        }
        boolean above = receiver == null;
        MethodId id = (above ? Optional.<MethodId>empty() : inMade(method, operands.get(0)))
                .orElseGet(() -> idOf(symbol, receiver, result));
        boolean known =
                !result.isFollowed() && !id.result().isOpen() || erased(result).equals(erased(id.result()));
        all.checkpoints.called(method, id);
        Expr.Call call = new Expr.Call(id, operands, known ? result : id.result());
        return as(result, call, where);
    }

    /** The body that a call on an object of an anonymous class runs; nothing for other objects. */
    private Optional<MethodId> inMade(ExecutableElement method, Expr object) {
        return classes.functions().ofType(object.type()).flatMap(inner -> classes.implementation(method, inner));
    }

    /** What a call gives, as of the type it has here: a generic method may give something more special than it says. */
    Expr as(Type result, Expr.Call call, Node where) {
        return isSpecial(result, call.callee().result()) ? special(body.keep(call, "t", where), result, where) : call;
    }

    /**
     * The identity of what a call of a method of an object runs.
     *
     * @param receiver the class of the object, as far as the text tells; null for the method itself and no other that overrides it
     * @param seen the type of the result where the call is; null if unknown
     */
    private MethodId idOf(Symbol.Method symbol, TypeElement receiver, Type seen) {
        ExecutableElement method = symbol.element();
        MethodId id = all.access.idOf(method, body.types());
        if (receiver == null) {
            return new MethodId(
                    id.owner(),
                    id.binaryOwner(),
                    id.name(),
                    id.parameters(),
                    id.result(),
                    false,
                    MethodId.Invocation.EXACT);
        }
        if (classes.isExact(method, receiver)) {
            return id.with(MethodId.Invocation.EXACT);
        }
        return new MethodId(
                TypeTranslation.nameOf(receiver),
                all.binaryName(receiver),
                id.name(),
                seenParameters(symbol, id),
                seen == null || id.result() == Primitive.VOID || !isSpecial(seen, id.result())
                        ? id.result()
                        : erased(seen),
                id.accessible(),
                MethodId.Invocation.VIRTUAL);
    }

    /** The types of the parameters with the type arguments of the receiver: what a function of arrays gets are arrays. */
    private List<Type> seenParameters(Symbol.Method symbol, MethodId id) {
        List<Type> seen = new ArrayList<>();
        for (int i = 0; i < id.parameters().size(); i++) {
            boolean generic = symbol.element().getParameters().get(i).asType().getKind() == TypeKind.TYPEVAR;
            Type declared = id.parameters().get(i);
            Type here = generic ? body.types().erased(symbol.parameterTypes().get(i)) : declared;
            seen.add(isSpecial(here, declared) ? here : declared);
        }
        return seen;
    }

    // ---- creation

    /** Whether an expression makes an object that is followed. */
    boolean isCreation(ObjectCreationExpr e) {
        return e.getAnonymousClassBody().isEmpty()
                && all.symbolOf(e) instanceof Symbol.Constructor constructor
                && isMade(constructor)
                && (e.getScope().isPresent() || !isInner(constructor) || objectAround(e) != null)
                && body.typeOf(e).filter(ObjectType.class::isInstance).isPresent();
    }

    /** Makes the object and, behind that, goes through what its constructor does. */
    Expr creation(ObjectCreationExpr e) {
        Symbol.Constructor symbol = (Symbol.Constructor) all.symbolOf(e);
        Pending operands = new Pending(body);
        if (isInner(symbol)) {
            operands.add(
                    () -> e.getScope().isPresent()
                            ? all.expressions.atom(e.getScope().get())
                            : objectAround(e),
                    e);
        }
        all.calls.arguments(
                e.getArguments(),
                new Symbol.Method(symbol.element(), symbol.variableArity(), symbol.parameterTypes()),
                e,
                operands);
        return create(symbol, operands.atoms(), body.typeOf(e).orElse(null), e);
    }

    /** Whether a constructor makes objects that belong to one around them. */
    static boolean isInner(Symbol.Constructor constructor) {
        return Surroundings.outerOf((TypeElement) constructor.element().getEnclosingElement())
                .isPresent();
    }

    /** The object that a new object of an inner class belongs to where none is named; null if it is not at hand. */
    Expr.Use objectAround(Expression creation) {
        return all.receivers.objectFor(
                creation,
                ((Symbol.Constructor) all.symbolOf(creation)).element().getEnclosingElement());
    }

    /** Whether a constructor makes objects that are followed. */
    boolean isMade(Symbol.Constructor constructor) {
        return classes.isFollowed((TypeElement) constructor.element().getEnclosingElement());
    }

    /**
     * Makes an object of arguments at hand, the first of which is the object around if it belongs to one.
     *
     * @param type of the object; null if it has no type arguments
     */
    Expr create(Symbol.Constructor symbol, List<Expr> arguments, Type type, Node where) {
        MethodId id = classes.constructor(symbol.element());
        Expr.Use made = body.keep(new Expr.New(id, arguments, type == null ? id.result() : type), "made", where);
        construction(id, made, arguments, where);
        return made;
    }

    /** Goes through what a constructor does to an object. */
    void construction(MethodId constructor, Expr.Use object, List<Expr> arguments, Node where) {
        List<Expr> operands = new ArrayList<>(List.of(object));
        operands.addAll(arguments);
        Expr call = new Expr.Call(constructor.construction(), operands, Primitive.VOID);
        body.emit(new Stmt.Perform(call, body.origin(where)));
    }
}
