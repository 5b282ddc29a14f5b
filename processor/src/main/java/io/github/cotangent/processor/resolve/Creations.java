package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.ArrayCreationLevel;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeMirror;

/** Attributes the creation of objects (JLS 15.9) and arrays (JLS 15.10). */
final class Creations {
    private final Parts all;

    Creations(Parts all) {
        this.all = all;
    }

    TypeMirror of(ObjectCreationExpr creation, TypeMirror target) {
        TypeMirror type = named(creation);
        Overloads.Arguments arguments = all.calls.arguments(creation.getArguments(), true);
        if (type instanceof LocalType) {
            all.attribution.symbol(creation, new Symbol.LocalTypeName(type.toString()));
        }
        TypeMirror created = type;
        TypeElement element = TypeOps.element(type);
        if (element != null && element.getKind().isInterface()) {
            created = isDiamond(creation.getType()) ? fromTarget(element, target) : type;
        } else if (type != null) {
            boolean diamond = isDiamond(creation.getType());
            boolean anonymous = creation.getAnonymousClassBody().isPresent();
            List<Candidate> constructors = diamond && element != null
                    ? generic(element, all.memberMethods.constructors(element.asType(), anonymous))
                    : all.memberMethods.constructors(type, anonymous);
            TypeMirror found = all.calls.choose(creation, constructors, arguments, Optional.empty(), target);
            created = diamond && found != null ? found : type;
        }
        all.attribution.type(creation.getType(), created);
        return creation.getAnonymousClassBody().isPresent() ? all.localClasses.anonymous(creation, created) : created;
    }

    private TypeMirror named(ObjectCreationExpr creation) {
        ClassOrInterfaceType node = creation.getType();
        if (creation.getScope().isEmpty()) {
            return all.typeNodes.of(node);
        }
        TypeMirror outer = all.expressions.of(creation.getScope().get(), null);
        TypeElement owner = TypeOps.element(all.ops.upper(outer));
        TypeElement inner = owner == null ? null : all.members.memberType(owner, node.getNameAsString());
        if (inner == null) {
            return null;
        }
        all.attribution.symbol(node, new Symbol.TypeName(inner));
        List<TypeMirror> arguments = new ArrayList<>();
        node.getTypeArguments().ifPresent(nodes -> nodes.forEach(each -> arguments.add(all.typeNodes.of(each))));
        return all.attribution.type(node, all.ops.declared(outer, inner, arguments));
    }

    private static boolean isDiamond(ClassOrInterfaceType type) {
        return type.getTypeArguments().isPresent()
                && type.getTypeArguments().get().isEmpty();
    }

    /** Constructors as methods that have the type parameters of the class too, and give an object of it (JLS 15.9.3). */
    static List<Candidate> generic(TypeElement element, List<Candidate> constructors) {
        List<Candidate> found = new ArrayList<>();
        for (Candidate each : constructors) {
            List<TypeParameterElement> parameters = new ArrayList<>(element.getTypeParameters());
            parameters.addAll(each.typeParameters());
            found.add(new Candidate(
                    each.element(), null, parameters, each.parameters(), each.varArgs(), element.asType()));
        }
        return found;
    }

    /** {@code new Comparator<>() {…}}: only the target tells the type arguments. */
    private TypeMirror fromTarget(TypeElement element, TypeMirror target) {
        Inference inference = new Inference(all.ops, all.merging, element.getTypeParameters());
        inference.result(element.asType(), target);
        return inference.instantiate(element.asType());
    }

    /** {@code this(…)} and {@code super(…)}. */
    void of(ExplicitConstructorInvocationStmt call) {
        call.getExpression().ifPresent(outer -> all.expressions.of(outer, null));
        Overloads.Arguments arguments = all.calls.arguments(call.getArguments(), true);
        List<LocalClass> classes = all.scope.classes();
        TypeMirror own = classes.isEmpty() ? all.enclosing.asType() : new LocalType(classes.get(0));
        TypeMirror type = call.isThis()
                ? own
                : own instanceof LocalType local
                        ? local.declaration().supertypes().get(0)
                        : all.enclosing.getSuperclass();
        boolean known = type instanceof LocalType || TypeOps.element(type) != null;
        Overloads.Choice choice = known ? all.overloads.choose(all.memberMethods.constructors(type), arguments) : null;
        if (choice != null && choice.candidate().element() != null) {
            all.attribution.symbol(
                    call,
                    new Symbol.Constructor(
                            choice.candidate().element(),
                            choice.variableArity(),
                            List.copyOf(choice.candidate().parameters())));
        }
        for (int i = 0; i < call.getArguments().size(); i++) {
            TypeMirror parameter = choice == null ? null : choice.candidate().parameter(i, choice.variableArity());
            if (parameter == null && Expressions.isFunction(call.getArgument(i))) {
                all.expressions.of(call.getArgument(i), null);
            }
            all.expressions.retarget(call.getArgument(i), parameter);
        }
    }

    // ---- arrays

    TypeMirror of(ArrayCreationExpr creation) {
        for (ArrayCreationLevel level : creation.getLevels()) {
            level.getDimension().ifPresent(size -> all.expressions.of(size, null));
        }
        TypeMirror type = all.typeNodes.of(creation.getElementType());
        for (int i = 0; i < creation.getLevels().size(); i++) {
            type = all.ops.array(type);
        }
        if (creation.getInitializer().isPresent()) {
            all.expressions.of(creation.getInitializer().get(), type);
        }
        return type;
    }

    TypeMirror of(ArrayInitializerExpr initializer, TypeMirror target) {
        TypeMirror component = TypeOps.component(target);
        initializer.getValues().forEach(value -> all.expressions.of(value, component));
        return component == null ? null : target;
    }
}
