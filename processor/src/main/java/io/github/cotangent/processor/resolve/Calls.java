package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Attributes calls and object creations: which overload, and the type of the result. */
final class Calls {
    private final Types types;
    private final Members members;
    private final TypeNames names;
    private final Attribution attribution;
    private final Expressions expressions;
    private final Overloads overloads;

    Calls(Types types, Members members, TypeNames names, Attribution attribution, Expressions expressions) {
        this.types = types;
        this.members = members;
        this.names = names;
        this.attribution = attribution;
        this.expressions = expressions;
        this.overloads = new Overloads(types);
    }

    TypeMirror of(MethodCallExpr call, TypeMirror target) {
        String name = call.getNameAsString();
        List<ExecutableElement> candidates = List.of();
        DeclaredType receiver = null;
        if (call.getScope().isPresent()) {
            TypeMirror type = expressions.upper(expressions.of(call.getScope().get(), null));
            if (type instanceof ArrayType array) {
                call.getArguments().forEach(argument -> expressions.of(argument, null));
                return name.equals("clone") && call.getArguments().isEmpty() ? array : null;
            }
            TypeElement element = Members.element(type);
            if (element != null) {
                receiver = (DeclaredType) type;
                candidates = members.methods(element, name);
            }
        } else {
            for (TypeElement type : names.enclosing()) {
                candidates = members.methods(type, name);
                if (!candidates.isEmpty()) {
                    receiver = (DeclaredType) type.asType();
                    break;
                }
            }
            if (candidates.isEmpty()) {
                candidates = new ArrayList<>();
                for (TypeElement owner : names.staticImports(name)) {
                    candidates.addAll(members.methods(owner, name));
                }
            }
        }
        Overloads.Choice choice = overloads.choose(candidates, receiver, arguments(call.getArguments()));
        if (choice == null) {
            call.getArguments().forEach(argument -> poly(argument, null));
            return null;
        }
        attribution.symbol(call, new Symbol.Method(choice.method(), choice.variableArity(), parameters(choice)));
        TypeMirror result = result(choice, call.getArguments(), target);
        boolean isGetClass = name.equals("getClass") && call.getArguments().isEmpty();
        return isGetClass ? types.erasure(choice.type().getReturnType()) : result;
    }

    private static List<TypeMirror> parameters(Overloads.Choice choice) {
        return List.copyOf(choice.type().getParameterTypes());
    }

    /** The types of the arguments that have one on their own. */
    private List<TypeMirror> arguments(List<Expression> arguments) {
        List<TypeMirror> found = new ArrayList<>();
        for (Expression argument : arguments) {
            found.add(isPoly(argument) ? null : expressions.of(argument, null));
        }
        return found;
    }

    private static boolean isPoly(Expression argument) {
        return argument instanceof LambdaExpr || argument instanceof MethodReferenceExpr;
    }

    private void poly(Expression argument, TypeMirror target) {
        if (isPoly(argument)) {
            expressions.of(argument, target);
        }
    }

    private TypeMirror result(Overloads.Choice choice, List<Expression> arguments, TypeMirror target) {
        Inference inference = new Inference(types, choice.method().getTypeParameters());
        List<? extends TypeMirror> parameters = choice.type().getParameterTypes();
        for (int i = 0; i < arguments.size(); i++) {
            if (!isPoly(arguments.get(i))) {
                inference.learn(
                        parameter(parameters, i, choice.variableArity()),
                        attribution.typeOf(arguments.get(i)).orElse(null));
            }
        }
        inference.learn(choice.type().getReturnType(), target);
        for (int i = 0; i < arguments.size(); i++) {
            if (isPoly(arguments.get(i))) {
                expressions.of(arguments.get(i), inference.apply(parameter(parameters, i, choice.variableArity())));
            }
        }
        return inference.apply(choice.type().getReturnType());
    }

    private static TypeMirror parameter(List<? extends TypeMirror> parameters, int index, boolean variable) {
        if (index < parameters.size() - (variable ? 1 : 0)) {
            return parameters.get(index);
        }
        TypeMirror last = parameters.get(parameters.size() - 1);
        return variable && last instanceof ArrayType array ? array.getComponentType() : last;
    }

    TypeMirror creation(ObjectCreationExpr creation, TypeMirror target, Bodies bodies) {
        creation.getScope().ifPresent(scope -> expressions.of(scope, null));
        ClassOrInterfaceType node = creation.getType();
        TypeMirror type = bodies.type(node);
        boolean diamond = node.getTypeArguments().isPresent()
                && node.getTypeArguments().get().isEmpty();
        if (diamond && target != null && target.getKind() == TypeKind.DECLARED && type != null) {
            TypeElement element = Members.element(type);
            Inference inference = new Inference(types, element.getTypeParameters());
            if (types.isSameType(types.erasure(type), types.erasure(target))) {
                type = target;
            } else {
                learnFromTarget(inference, element, target);
                TypeMirror inferred = inference.apply(element.asType());
                type = inferred == null ? type : inferred;
            }
        }
        TypeElement element = Members.element(type);
        List<TypeMirror> arguments = arguments(creation.getArguments());
        if (element != null && !element.getKind().isInterface()) {
            Overloads.Choice choice = overloads.choose(members.constructors(element), (DeclaredType) type, arguments);
            if (choice != null) {
                attribution.symbol(
                        creation, new Symbol.Constructor(choice.method(), choice.variableArity(), parameters(choice)));
                result(choice, creation.getArguments(), null);
            }
        }
        creation.getAnonymousClassBody().ifPresent(bodies::members);
        return type;
    }

    /** {@code List<String> l = new ArrayList<>()}: the supertype of the class that the target is tells its arguments. */
    private void learnFromTarget(Inference inference, TypeElement element, TypeMirror target) {
        TypeElement wanted = Members.element(target);
        DeclaredType above = supertype((DeclaredType) element.asType(), wanted);
        if (above != null) {
            List<? extends TypeMirror> formal = above.getTypeArguments();
            List<? extends TypeMirror> actual = ((DeclaredType) target).getTypeArguments();
            for (int i = 0; i < Math.min(formal.size(), actual.size()); i++) {
                inference.learn(formal.get(i), expressions.upper(actual.get(i)));
            }
        }
    }

    private DeclaredType supertype(DeclaredType type, TypeElement wanted) {
        if (type.asElement().equals(wanted)) {
            return type;
        }
        for (TypeMirror above : types.directSupertypes(type)) {
            DeclaredType match = above instanceof DeclaredType declared ? supertype(declared, wanted) : null;
            if (match != null) {
                return match;
            }
        }
        return null;
    }
}
