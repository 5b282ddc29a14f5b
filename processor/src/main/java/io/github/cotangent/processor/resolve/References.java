package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Attributes method references (JLS 15.13). */
final class References {
    private final Parts all;

    References(Parts all) {
        this.all = all;
    }

    /**
     * What is before the colons.
     *
     * @param named whether it is a type, not a value
     */
    private record Qualifier(TypeMirror type, boolean named) {}

    private Qualifier qualifier(MethodReferenceExpr reference) {
        if (reference.getScope() instanceof TypeExpr named) {
            Local variable = variable(named);
            if (variable != null) {
                all.attribution.symbol(named, new Symbol.LocalVariable(variable));
                all.attribution.symbol(named.getType(), new Symbol.LocalVariable(variable));
                return new Qualifier(all.attribution.type(named, variable.known()), false);
            }
            TypeMirror type = all.expressions.of(named, null);
            all.attribution.symbol(named, all.attribution.found(named.getType()));
            return new Qualifier(type, true);
        }
        TypeMirror type = all.expressions.of(reference.getScope(), null);
        Symbol symbol = all.attribution.found(reference.getScope());
        boolean named = symbol instanceof Symbol.TypeName || symbol instanceof Symbol.LocalTypeName;
        return new Qualifier(type, named);
    }

    /** The variable that the parser took for a type; null if it is a type. */
    private Local variable(TypeExpr named) {
        if (!(named.getType() instanceof ClassOrInterfaceType type)
                || type.getScope().isPresent()
                || type.getTypeArguments().isPresent()) {
            return null;
        }
        for (Scope.Frame frame : all.scope.frames()) {
            if (frame.locals().containsKey(type.getNameAsString())) {
                return frame.locals().get(type.getNameAsString());
            }
        }
        return null;
    }

    private List<Candidate> candidates(MethodReferenceExpr reference, TypeMirror type) {
        if (!reference.getIdentifier().equals("new")) {
            return all.memberMethods.of(type, reference.getIdentifier());
        }
        TypeElement element = TypeOps.element(type);
        if (element == null) {
            return type instanceof LocalType local && local.dimensions() == 0
                    ? all.memberMethods.constructors(local)
                    : List.of();
        }
        return TypeOps.isRaw(type)
                ? Creations.generic(element, all.memberMethods.constructors(element.asType()))
                : all.memberMethods.constructors(type).stream()
                        .map(each -> new Candidate(
                                each.element(), null, each.typeParameters(), each.parameters(), each.varArgs(), type))
                        .toList();
    }

    private static boolean isStatic(Candidate candidate) {
        return candidate.element() != null
                && (candidate.element().getModifiers().contains(Modifier.STATIC)
                        || candidate.element().getKind() == ElementKind.CONSTRUCTOR);
    }

    // ---- as arguments of overloaded methods

    /** Whether it may be the function of an interface with a number of parameters. */
    boolean mayTake(MethodReferenceExpr reference, int parameters) {
        Qualifier qualifier = qualifier(reference);
        if (TypeOps.isUnknown(qualifier.type())) {
            return true;
        }
        if (reference.getIdentifier().equals("new") && TypeOps.isArray(qualifier.type())) {
            return parameters == 1;
        }
        for (Candidate each : candidates(reference, qualifier.type())) {
            int own = each.parameters().size();
            boolean unbound = qualifier.named() && !isStatic(each);
            if (each.varArgs() || own == parameters - (unbound ? 1 : 0)) {
                return true;
            }
        }
        return false;
    }

    /** Whether only one method can be meant, whatever the arguments are. */
    boolean isExact(MethodReferenceExpr reference) {
        List<Candidate> candidates = candidates(reference, qualifier(reference).type());
        return candidates.size() == 1 && !candidates.get(0).varArgs();
    }

    /** What the only method that can be meant gives; null if unknown. */
    TypeMirror exactResult(MethodReferenceExpr reference) {
        List<Candidate> candidates = candidates(reference, qualifier(reference).type());
        return candidates.size() == 1 ? candidates.get(0).result() : null;
    }

    // ---- with a target

    /** A method reference whose target is known; null if not. */
    TypeMirror of(MethodReferenceExpr reference, TypeMirror target) {
        of(reference, target, new Inference(all.ops, all.merging, List.of()));
        return all.attribution.known(reference);
    }

    /** A method reference as argument for a parameter of type {@code formal}. */
    void of(MethodReferenceExpr reference, TypeMirror formal, Inference inference) {
        Qualifier qualifier = qualifier(reference);
        Candidate function = all.functions.of(formal);
        if (function == null) {
            return;
        }
        List<TypeMirror> inputs = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            TypeMirror parameter = function.parameters().get(i);
            if (inference.isOpen(parameter)) {
                learn(reference, qualifier, i, parameter, inference);
            }
            inputs.add(inference.instantiate(parameter));
        }
        TypeMirror wanted = inference.isOpen(function.result()) ? null : inference.instantiate(function.result());
        TypeMirror result = result(reference, qualifier, inputs, wanted);
        if (inference.isGeneric(function.result())) {
            inference.argument(function.result(), result);
        }
        all.attribution.type(reference, all.functions.withoutWildcards(inference.instantiate(formal)));
    }

    /** What the only method that can be meant tells about the parameters of the function. */
    private void learn(
            MethodReferenceExpr reference, Qualifier qualifier, int index, TypeMirror parameter, Inference inference) {
        List<Candidate> candidates = candidates(reference, qualifier.type());
        if (candidates.size() != 1) {
            return;
        }
        Candidate only = candidates.get(0);
        int skipped = qualifier.named() && !isStatic(only) ? 1 : 0;
        if (index < skipped) {
            inference.argument(parameter, qualifier.type());
        } else if (index - skipped < only.parameters().size()) {
            inference.argument(parameter, only.parameters().get(index - skipped));
        }
    }

    private TypeMirror result(
            MethodReferenceExpr reference, Qualifier qualifier, List<TypeMirror> inputs, TypeMirror wanted) {
        TypeMirror type = qualifier.type();
        if (reference.getIdentifier().equals("new") && TypeOps.isArray(type)) {
            return type;
        }
        List<Candidate> candidates = candidates(reference, type);
        Overloads.Choice choice = all.overloads.choose(candidates, new Overloads.Arguments(List.of(), inputs));
        List<TypeMirror> given = inputs;
        boolean fits = choice != null && (!qualifier.named() || isStatic(choice.candidate()));
        if (!fits && qualifier.named() && !inputs.isEmpty()) {
            given = inputs.subList(1, inputs.size());
            List<Candidate> unbound = TypeOps.isRaw(type) && inputs.get(0) != null
                    ? all.memberMethods.of(receiver(type, inputs.get(0)), reference.getIdentifier())
                    : candidates;
            choice = all.overloads.choose(
                    unbound.stream().filter(each -> !isStatic(each)).toList(),
                    new Overloads.Arguments(List.of(), given));
        }
        return choice == null ? null : result(reference, choice, given, wanted);
    }

    /** The class with the type arguments that the value the method is called on gives it. */
    private TypeMirror receiver(TypeMirror named, TypeMirror input) {
        TypeMirror found = all.ops.asSuper(all.ops.box(input), TypeOps.element(named));
        return found == null ? named : found;
    }

    private TypeMirror result(
            MethodReferenceExpr reference, Overloads.Choice choice, List<TypeMirror> inputs, TypeMirror wanted) {
        Candidate candidate = choice.candidate();
        Inference inference = new Inference(all.ops, all.merging, candidate.typeParameters());
        for (int i = 0; i < inputs.size(); i++) {
            inference.argument(candidate.parameter(i, choice.variableArity()), inputs.get(i));
        }
        inference.result(candidate.result(), wanted);
        all.calls.record(reference, choice, inference);
        return all.ops.withoutWildcard(inference.instantiate(candidate.result()));
    }
}
