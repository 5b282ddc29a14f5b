package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;

/** Chooses among overloads as JLS 15.12.2 does: without boxing, with boxing, with variable arity; then the most specific. */
final class Overloads {
    private final TypeOps ops;
    private final Conversions conversions;
    private final FunctionArguments functions;

    private enum Phase {
        STRICT,
        LOOSE,
        VARIABLE_ARITY
    }

    /**
     * A chosen overload.
     *
     * @param variableArity whether the last arguments are packed into an array
     */
    record Choice(Candidate candidate, boolean variableArity) {}

    /**
     * The arguments of a call.
     *
     * @param nodes empty where there are only types, as for method references
     * @param types null for lambdas, method references, and where unknown
     */
    record Arguments(List<? extends Expression> nodes, List<TypeMirror> types) {
        boolean isFunction(int index) {
            return !nodes.isEmpty() && Expressions.isFunction(nodes.get(index));
        }

        boolean hasUnknown() {
            for (int i = 0; i < types.size(); i++) {
                if (TypeOps.isUnknown(types.get(i)) && !isFunction(i)) {
                    return true;
                }
            }
            return false;
        }
    }

    Overloads(TypeOps ops, Conversions conversions, FunctionArguments functions) {
        this.ops = ops;
        this.conversions = conversions;
        this.functions = functions;
    }

    /** The overload that a call means; null if none is applicable, or if the unknown type of an argument decides. */
    Choice choose(List<Candidate> candidates, Arguments arguments) {
        if (arguments.hasUnknown()) {
            return onlyOne(candidates, arguments);
        }
        for (Phase phase : Phase.values()) {
            List<Choice> applicable = applicable(candidates, arguments, phase);
            if (!applicable.isEmpty()) {
                return mostSpecific(applicable, arguments);
            }
        }
        return null;
    }

    private Choice onlyOne(List<Candidate> candidates, Arguments arguments) {
        Choice found = null;
        for (Phase phase : Phase.values()) {
            for (Choice each : applicable(candidates, arguments, phase)) {
                if (found != null && found.candidate() != each.candidate()) {
                    return null;
                }
                found = found == null ? each : found;
            }
        }
        return found;
    }

    /** The type that a call has whichever overload it means; null if that depends. */
    TypeMirror commonResult(List<Candidate> candidates, int arguments) {
        Set<TypeMirror> results = new LinkedHashSet<>();
        for (Candidate each : candidates) {
            boolean fits = each.parameters().size() == arguments
                    || each.varArgs() && arguments >= each.parameters().size() - 1;
            if (fits && each.result() == null || !each.typeParameters().isEmpty()) {
                return null;
            }
            if (fits && results.stream().noneMatch(known -> ops.isSame(known, each.result()))) {
                results.add(each.result());
            }
        }
        return results.size() == 1 ? results.iterator().next() : null;
    }

    // ---- applicability

    private List<Choice> applicable(List<Candidate> candidates, Arguments arguments, Phase phase) {
        List<Choice> found = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (isApplicable(candidate, arguments, phase)) {
                found.add(new Choice(candidate, phase == Phase.VARIABLE_ARITY));
            }
        }
        return found;
    }

    private boolean isApplicable(Candidate candidate, Arguments arguments, Phase phase) {
        boolean variable = phase == Phase.VARIABLE_ARITY;
        int given = arguments.types().size();
        int wanted = candidate.parameters().size();
        if (variable ? !candidate.varArgs() || given < wanted - 1 : given != wanted) {
            return false;
        }
        for (int i = 0; i < given; i++) {
            TypeMirror parameter = candidate.parameter(i, variable);
            boolean fits = arguments.isFunction(i)
                    ? functions.fits(arguments.nodes().get(i), parameter, candidate)
                    : fits(arguments.types().get(i), parameter, phase);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(TypeMirror argument, TypeMirror parameter, Phase phase) {
        if (TypeOps.isUnknown(argument) || TypeOps.isUnknown(parameter)) {
            return true;
        }
        if (TypeOps.isVoid(argument)) {
            return false;
        }
        TypeMirror erased = ops.erasure(parameter);
        return phase == Phase.STRICT ? conversions.isStrict(argument, erased) : conversions.isLoose(argument, erased);
    }

    // ---- the most specific

    private Choice mostSpecific(List<Choice> applicable, Arguments arguments) {
        Choice best = null;
        for (Choice each : applicable) {
            boolean isBest =
                    applicable.stream().allMatch(other -> other == each || isMoreSpecific(each, other, arguments));
            if (isBest && (best == null || isAbstract(best) && !isAbstract(each))) {
                best = each;
            }
        }
        return best;
    }

    private static boolean isAbstract(Choice choice) {
        return choice.candidate().element() != null
                && choice.candidate().element().getModifiers().contains(Modifier.ABSTRACT);
    }

    private boolean isMoreSpecific(Choice a, Choice b, Arguments arguments) {
        int count = arguments.types().size();
        if (a.variableArity()) {
            int longest = Math.max(
                    a.candidate().parameters().size(),
                    b.candidate().parameters().size());
            count = Math.max(count, longest);
        }
        for (int i = 0; i < count; i++) {
            TypeMirror x = a.candidate().parameter(i, a.variableArity());
            TypeMirror y = b.candidate().parameter(i, b.variableArity());
            if (TypeOps.isUnknown(x) || TypeOps.isUnknown(y)) {
                continue;
            }
            boolean function = i < arguments.types().size() && arguments.isFunction(i);
            boolean better = conversions.isSubtype(ops.erasure(x), ops.erasure(y))
                    || function && functions.isMoreSpecific(arguments.nodes().get(i), x, y);
            if (!better) {
                return false;
            }
        }
        return true;
    }
}
