package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import io.github.cotangent.processor.ir.ContainerFunction;
import io.github.cotangent.processor.ir.ContainerFunction.Effect;
import io.github.cotangent.processor.ir.ContainerFunction.Result;
import io.github.cotangent.processor.ir.ContainerFunction.Role;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Lowers what is done with collections, maps and iterators whose elements are followed. */
final class ContainerCalls {
    private final Lowerers all;
    private final Body body;

    ContainerCalls(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Whether a call is one of a method of a followed container, or a static one that makes one, whose effect is known. */
    boolean isCall(MethodCallExpr e) {
        return functionOf(e).isPresent();
    }

    /** The call of a method of a followed container, or of a static method that makes one; nothing if it is none, or unknown. */
    Optional<Expr> call(MethodCallExpr e) {
        return functionOf(e).map(function -> {
            Symbol.Method symbol = (Symbol.Method) all.symbolOf(e);
            Pending operands = new Pending(body);
            if (function.hasReceiver()) {
                operands.add(() -> all.expressions.atom(e.getScope().orElseThrow()), e);
            }
            arguments(e.getArguments(), symbol.parameterTypes().size(), symbol, function, operands);
            Type type = function.result() == Result.DATA
                            && symbol.element().getReturnType().getKind() == TypeKind.VOID
                    ? Primitive.VOID
                    : all.calls.resultOf(e, symbol.element());
            List<Expr> values = new ArrayList<>(operands.atoms());
            if (function.effect() == Effect.REARRANGES) {
                values.add(candidates(function, values, e));
            }
            return new Expr.ContainerCall(function, values, type);
        });
    }

    /** The elements as they are before they are rearranged, and those that come in. */
    private Expr candidates(ContainerFunction function, List<Expr> operands, Node where) {
        ContainerType list =
                listOf("java.util.ArrayList", ((ContainerType) operands.get(0).type()).element());
        List<Expr> taken = new ArrayList<>(List.of(operands.get(0)));
        List<Role> roles = new ArrayList<>(List.of(Role.CONTAINER));
        for (int i = 1; i < operands.size(); i++) {
            if (function.roles().get(i) != Role.DATA) {
                taken.add(operands.get(i));
                roles.add(function.roles().get(i));
            }
        }
        return body.keep(new Expr.ContainerCall(ContainerMethods.listing(roles), taken, list), "before", where);
    }

    /** Whether an expression makes a followed container. */
    boolean isCreation(ObjectCreationExpr e) {
        return constructorOf(e).isPresent();
    }

    /**
     * Makes a followed container.
     *
     * @param target the type of the place it is made for; null if there is none
     */
    Expr creation(ObjectCreationExpr e, Type target) {
        ContainerFunction function = constructorOf(e).orElseThrow();
        Pending operands = new Pending(body);
        ContainerType type = (ContainerType) body.typeOf(e).orElseThrow();
        for (int i = 0; i < e.getArguments().size(); i++) {
            Expression argument = e.getArgument(i);
            boolean isComparator = function.roles().get(i) == Role.DATA
                    && body.typeOf(argument).orElse(null) != Primitive.INT;
            operands.add(
                    () -> isComparator
                            ? all.expressions.atom(argument, comparator(type.element()))
                            : container(argument, target),
                    argument);
        }
        Expr made = new Expr.ContainerCall(function, operands.atoms(), type);
        return wanted(made, e, target);
    }

    /** What compares elements of a type. */
    static ReferenceType comparator(Type element) {
        return new ReferenceType("java.util.Comparator", List.of(element));
    }

    /** What is put into a container that is made for a place, or into one at hand. */
    private Expr.Atom container(Expression argument, Type target) {
        Expr value = all.expressions.value(argument, true);
        return body.atom(wanted(value, Expressions.strip(argument), target), "t", argument);
    }

    /**
     * A container that is made for a place, as one of what the place holds: {@code List.of(a, b)} and {@code new ArrayList<>()} are
     * lists of what is wanted, whatever their elements are by themselves. Any other value as it is.
     */
    Expr wanted(Expr value, Expression e, Type target) {
        boolean open =
                e instanceof MethodCallExpr call && call.getTypeArguments().isEmpty()
                        || e instanceof ObjectCreationExpr creation
                                && creation.getType()
                                        .getTypeArguments()
                                        .filter(NodeList::isEmpty)
                                        .isPresent();
        if (!open
                || !(value instanceof Expr.ContainerCall made)
                || made.function().result() != Result.COPY
                || !(value.type() instanceof ContainerType own)
                || !(target instanceof ContainerType wanted)
                || own.reference().arguments().size()
                        != wanted.reference().arguments().size()) {
            return value;
        }
        ReferenceType raw = own.reference().raw();
        ReferenceType reference = new ReferenceType(
                raw.packageName(), raw.className(), wanted.reference().arguments());
        boolean wildcard = reference.arguments().stream()
                .anyMatch(argument -> argument instanceof ReferenceType type
                        && type.className().equals("?"));
        return wildcard
                ? value
                : new Expr.ContainerCall(
                        made.function(), made.operands(), new ContainerType(own.kind(), reference, wanted.element()));
    }

    /** What a method without arguments gives that is asked of a container at hand. */
    Expr ask(Expr container, String method, Type type) {
        return ask(container, method, List.of(), type);
    }

    /** What a method gives that is asked of a container at hand, with arguments at hand. */
    Expr ask(Expr container, String method, List<Expr> arguments, Type type) {
        ContainerFunction function = ContainerMethods.of(
                        (ContainerType) container.type(), method, arguments.size(), false)
                .orElseThrow();
        List<Expr> operands = new ArrayList<>(List.of(container));
        operands.addAll(arguments);
        return new Expr.ContainerCall(function, operands, type);
    }

    /** A new list of elements of a type. */
    Expr.Use list(Type element, Node where) {
        return body.keep(
                new Expr.ContainerCall(
                        ContainerMethods.ofConstructor("java.util.ArrayList", List.of())
                                .orElseThrow(),
                        List.of(),
                        listOf("java.util.ArrayList", element)),
                "list",
                where);
    }

    /** Sorts a list. */
    void sort(Expr list, Expr comparator, Node where) {
        ContainerFunction sort = ContainerMethods.of((ContainerType) list.type(), "sort", 1, false)
                .orElseThrow();
        List<Expr> operands = new ArrayList<>(List.of(list, comparator));
        operands.add(candidates(sort, operands, where));
        body.emit(new Stmt.Perform(new Expr.ContainerCall(sort, operands, Primitive.VOID), body.origin(where)));
    }

    /** A list that nobody can change. */
    Expr unmodifiable(Expr list, Type element) {
        return new Expr.ContainerCall(
                ContainerMethods.ofStatic("java.util.Collections", "unmodifiableList", 1)
                        .orElseThrow(),
                List.of(list),
                listOf("java.util.List", element));
    }

    private static ContainerType listOf(String className, Type element) {
        return new ContainerType(ContainerType.Kind.SEQUENCE, new ReferenceType(className, List.of(element)), element);
    }

    private void arguments(
            List<Expression> arguments,
            int parameters,
            Symbol.Method symbol,
            ContainerFunction function,
            Pending operands) {
        int before = operands.size();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            boolean many = symbol.variableArity() && i >= parameters - 1;
            Type parameter = many
                    ? body.types()
                            .of(symbol.parameterTypes().get(parameters - 1))
                            .elementType()
                    : body.types().of(symbol.parameterTypes().get(i));
            Role role = function.roles().get(before + i);
            boolean isFunction = argument.isLambdaExpr() || argument.isMethodReferenceExpr();
            boolean asItIs = role == Role.CONTAINER
                    || role == Role.DATA
                            && parameter.isReference()
                            && !isFunction
                            && body.typeOf(argument).isPresent();
            Type target = role == Role.DATA && isFunction ? ofElements(parameter, operands.get(0)) : parameter;
            operands.add(
                    () -> asItIs
                            ? container(argument, before > 0 ? operands.get(0).type() : null)
                            : all.expressions.atom(argument, target),
                    argument);
        }
    }

    /** The type of a comparator or predicate, which is one for the elements of a container. */
    private static Type ofElements(Type function, Expr container) {
        ReferenceType raw = ((ReferenceType) function).raw();
        return new ReferenceType(
                raw.packageName(), raw.className(), List.of(((ContainerType) container.type()).element()));
    }

    private Optional<ContainerFunction> functionOf(MethodCallExpr e) {
        if (!(all.symbolOf(e) instanceof Symbol.Method symbol)) {
            return Optional.empty();
        }
        ExecutableElement method = symbol.element();
        if (!KnownMethods.isJdk(method)) {
            return Optional.empty();
        }
        boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
        Optional<ContainerFunction> function = isStatic ? ofStatic(e, symbol) : ofContainer(e, method);
        int receivers = isStatic ? 0 : 1;
        return function.filter(each -> fits(
                e.getArguments(), each.roles().subList(receivers, each.roles().size())));
    }

    private Optional<ContainerFunction> ofContainer(MethodCallExpr e, ExecutableElement method) {
        int parameters = method.getParameters().size();
        boolean takesIndex =
                parameters == 1 && method.getParameters().get(0).asType().getKind() == TypeKind.INT;
        return e.getScope()
                .flatMap(body::typeOf)
                .filter(ContainerType.class::isInstance)
                .flatMap(container -> ContainerMethods.of(
                        (ContainerType) container, method.getSimpleName().toString(), parameters, takesIndex))
                .filter(function -> !handsOutKeys(e))
                .filter(function -> !function.changes() || !isPart(e.getScope().orElseThrow()));
    }

    /** Whether a call gives the keys of a followed map to what may take some of them away, and with them their values. */
    boolean handsOutKeys(MethodCallExpr e) {
        return e.getNameAsString().equals("keySet")
                && e.getScope()
                        .flatMap(body::typeOf)
                        .filter(ContainerType.class::isInstance)
                        .isPresent()
                && !KeyUses.onlyRead(e, this::isJdk);
    }

    private boolean isJdk(Expression e) {
        return all.symbolOf(e) instanceof Symbol.Method method && KnownMethods.isJdk(method.element())
                || all.symbolOf(e) instanceof Symbol.Constructor made && KnownMethods.isJdk(made.element());
    }

    /** Whether the type of a collection that a static method changes tells where its elements go. */
    private boolean tellsPlaces(Expression collection) {
        return body.typeOf(collection)
                .filter(type -> type instanceof ContainerType container && ContainerMethods.tellsPlaces(container))
                .isPresent();
    }

    /** Whether an expression gives a part of a list: the whole would have to follow what is done to it. */
    private static boolean isPart(Expression list) {
        return Expressions.strip(list) instanceof MethodCallExpr call
                && call.getNameAsString().equals("subList");
    }

    /** A static method about containers; not one to which an array is handed that it may keep. */
    private Optional<ContainerFunction> ofStatic(MethodCallExpr e, Symbol.Method symbol) {
        boolean handsArray = symbol.element().isVarArgs() && !symbol.variableArity();
        boolean gives = body.typeOf(e).filter(ContainerType.class::isInstance).isPresent();
        boolean takes = !e.getArguments().isEmpty()
                && body.typeOf(e.getArgument(0))
                        .filter(ContainerType.class::isInstance)
                        .isPresent();
        return handsArray || !gives && !takes
                ? Optional.empty()
                : ContainerMethods.ofStatic(
                                Calls.ownerOf(symbol.element()),
                                symbol.element().getSimpleName().toString(),
                                e.getArguments().size())
                        .filter(function -> !function.changes() || tellsPlaces(e.getArgument(0)));
    }

    private Optional<ContainerFunction> constructorOf(ObjectCreationExpr e) {
        if (e.getAnonymousClassBody().isPresent()
                || !(all.symbolOf(e) instanceof Symbol.Constructor constructor)
                || body.typeOf(e).filter(ContainerType.class::isInstance).isEmpty()) {
            return Optional.empty();
        }
        TypeElement made = (TypeElement) constructor.element().getEnclosingElement();
        List<Role> roles = constructor.element().getParameters().stream()
                .map(parameter -> isSizeOrComparator(parameter.asType(), made) ? Role.DATA : Role.CONTAINER)
                .toList();
        return ContainerMethods.ofConstructor(made.getQualifiedName().toString(), roles)
                .filter(function -> fits(e.getArguments(), roles));
    }

    /** A comparator of keys is neither: it may take different keys for one. */
    private static boolean isSizeOrComparator(TypeMirror parameter, TypeElement made) {
        return parameter.getKind() == TypeKind.INT
                || made.getSimpleName().contentEquals("PriorityQueue")
                        && parameter instanceof DeclaredType declared
                        && declared.asElement().getSimpleName().contentEquals("Comparator");
    }

    /** Whether the elements of what is put into a container are known, and elements are something that can be followed. */
    private boolean fits(List<Expression> arguments, List<Role> roles) {
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = Expressions.strip(arguments.get(i));
            Optional<Type> type = body.typeOf(argument);
            boolean fits = switch (roles.get(i)) {
                case CONTAINER -> type.filter(ContainerType.class::isInstance).isPresent();
                case ELEMENT ->
                    argument instanceof NullLiteralExpr
                            || argument.isLambdaExpr()
                            || argument.isMethodReferenceExpr()
                            || type.filter(each -> each.isFollowed() || each.isFloating())
                                    .isPresent();
                case DATA -> true;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
