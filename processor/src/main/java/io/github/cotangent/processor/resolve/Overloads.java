package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Chooses among overloads as JLS 15.12.2 does: without boxing, with boxing, with variable arity; then the most specific. */
final class Overloads {
    private final Types types;

    /**
     * A chosen overload.
     *
     * @param variableArity whether the last arguments are packed into an array
     */
    record Choice(ExecutableElement method, ExecutableType type, boolean variableArity) {}

    Overloads(Types types) {
        this.types = types;
    }

    /**
     * Chooses.
     *
     * @param arguments types of the arguments; null where unknown (lambdas), which fits everything that is no primitive
     * @return null if none is applicable
     */
    Choice choose(List<ExecutableElement> candidates, DeclaredType receiver, List<TypeMirror> arguments) {
        for (int phase = 1; phase <= 3; phase++) {
            List<Choice> applicable = new ArrayList<>();
            for (ExecutableElement candidate : candidates) {
                ExecutableType type = asMember(receiver, candidate);
                if (isApplicable(candidate, type, arguments, phase)) {
                    applicable.add(new Choice(candidate, type, phase == 3));
                }
            }
            if (!applicable.isEmpty()) {
                return mostSpecific(applicable, arguments.size());
            }
        }
        return null;
    }

    private ExecutableType asMember(DeclaredType receiver, ExecutableElement method) {
        if (receiver != null) {
            try {
                return (ExecutableType) types.asMemberOf(receiver, method);
            } catch (IllegalArgumentException notAMember) {
                return (ExecutableType) method.asType();
            }
        }
        return (ExecutableType) method.asType();
    }

    private boolean isApplicable(ExecutableElement method, ExecutableType type, List<TypeMirror> arguments, int phase) {
        int count = type.getParameterTypes().size();
        boolean variable = phase == 3;
        if (variable ? !method.isVarArgs() || arguments.size() < count - 1 : arguments.size() != count) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            TypeMirror parameter = types.erasure(parameter(type, i, variable));
            if (!fits(arguments.get(i), parameter, phase)) {
                return false;
            }
        }
        return true;
    }

    private static TypeMirror parameter(ExecutableType type, int index, boolean variable) {
        List<? extends TypeMirror> parameters = type.getParameterTypes();
        if (variable && index >= parameters.size() - 1) {
            return ((ArrayType) parameters.get(parameters.size() - 1)).getComponentType();
        }
        return parameters.get(index);
    }

    private boolean fits(TypeMirror argument, TypeMirror parameter, int phase) {
        if (argument == null) {
            return !parameter.getKind().isPrimitive();
        }
        if (argument.getKind() == TypeKind.VOID) {
            return false;
        }
        boolean mixed = argument.getKind().isPrimitive() != parameter.getKind().isPrimitive();
        if (mixed && phase == 1) {
            return false;
        }
        return types.isAssignable(types.erasure(argument), parameter);
    }

    private Choice mostSpecific(List<Choice> applicable, int arguments) {
        Choice best = applicable.get(0);
        for (Choice other : applicable.subList(1, applicable.size())) {
            boolean better = isMoreSpecific(other, best, arguments);
            boolean worse = isMoreSpecific(best, other, arguments);
            boolean overrides = better && worse && isConcrete(other) && !isConcrete(best);
            if (better && !worse || overrides) {
                best = other;
            }
        }
        return best;
    }

    private static boolean isConcrete(Choice choice) {
        return !choice.method().getModifiers().contains(javax.lang.model.element.Modifier.ABSTRACT);
    }

    private boolean isMoreSpecific(Choice a, Choice b, int arguments) {
        int count = Math.max(
                arguments,
                a.variableArity()
                        ? Math.max(
                                a.type().getParameterTypes().size(),
                                b.type().getParameterTypes().size())
                        : 0);
        for (int i = 0; i < count; i++) {
            TypeMirror x = types.erasure(parameter(a.type(), i, a.variableArity()));
            TypeMirror y = types.erasure(parameter(b.type(), i, b.variableArity()));
            boolean mixed = x.getKind().isPrimitive() != y.getKind().isPrimitive();
            if (mixed || !types.isSubtype(x, y)) {
                return false;
            }
        }
        return true;
    }
}
