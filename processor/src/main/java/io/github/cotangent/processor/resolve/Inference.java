package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * Infers the type arguments of one generic call (JLS 18) as far as result types need it: bounds from the arguments, then
 * from where the result goes, then from what lambdas give.
 */
final class Inference {
    private final TypeOps ops;
    private final Merging merging;
    private final Map<Element, Bounds> variables = new LinkedHashMap<>();

    /** What is known about a variable. It is doubtful where an argument that decides about it has an unknown type. */
    private static final class Bounds {
        private final TypeParameterElement parameter;
        private final List<TypeMirror> equal = new ArrayList<>();
        private final List<TypeMirror> lower = new ArrayList<>();
        private final List<TypeMirror> upper = new ArrayList<>();
        private boolean doubtful;

        Bounds(TypeParameterElement parameter) {
            this.parameter = parameter;
        }

        boolean isEmpty() {
            return equal.isEmpty() && lower.isEmpty() && upper.isEmpty();
        }
    }

    Inference(TypeOps ops, Merging merging, List<? extends TypeParameterElement> parameters) {
        this.ops = ops;
        this.merging = merging;
        parameters.forEach(parameter -> variables.put(parameter, new Bounds(parameter)));
    }

    boolean isEmpty() {
        return variables.isEmpty();
    }

    private Bounds bounds(TypeMirror type) {
        return type instanceof TypeVariable variable ? variables.get(variable.asElement()) : null;
    }

    // ---- learning

    /** An explicit type argument. */
    void explicit(int index, TypeMirror type) {
        List<Bounds> all = List.copyOf(variables.values());
        if (index < all.size()) {
            add(all.get(index).equal, type);
        }
    }

    /** An argument of type {@code actual} for a parameter of type {@code formal}. */
    void argument(TypeMirror formal, TypeMirror actual) {
        if (variables.isEmpty() || formal == null) {
            return;
        }
        if (TypeOps.isUnknown(actual)) {
            doubt(formal);
        } else {
            below(actual, formal);
        }
    }

    private void doubt(TypeMirror formal) {
        variables.values().stream()
                .filter(each -> mentions(formal, each.parameter))
                .forEach(each -> each.doubtful = true);
    }

    /** A result of type {@code formal} that goes where {@code target} is wanted. */
    void result(TypeMirror formal, TypeMirror target) {
        if (variables.isEmpty() || formal == null || TypeOps.isUnknown(target) || TypeOps.isVoid(target)) {
            return;
        }
        Bounds own = bounds(formal);
        if (own != null && TypeOps.isPrimitive(target)) {
            if (own.isEmpty()) {
                add(own.equal, ops.box(target));
            }
        } else {
            above(formal, target);
        }
    }

    private static void add(List<TypeMirror> bounds, TypeMirror found) {
        boolean anonymous = found instanceof LocalType local && local.visible() != null;
        TypeMirror type = anonymous ? ((LocalType) found).visible() : found;
        if (!TypeOps.isUnknown(type) && !TypeOps.isNull(type) && !TypeOps.isVoid(type)) {
            bounds.add(type);
        }
    }

    /** {@code actual <: formal}, where the formal type has variables in it. */
    private void below(TypeMirror actual, TypeMirror formal) {
        Bounds own = bounds(formal);
        if (own != null) {
            add(own.lower, ops.box(actual));
        } else if (formal instanceof ArrayType array) {
            if (TypeOps.component(actual) != null && !TypeOps.isPrimitive(TypeOps.component(actual))) {
                below(TypeOps.component(actual), array.getComponentType());
            }
        } else if (TypeOps.element(formal) != null) {
            DeclaredType same = ops.asSuper(ops.box(actual), TypeOps.element(formal));
            pairs((DeclaredType) formal, same, this::contains);
        }
    }

    /** {@code formal <: target}. */
    private void above(TypeMirror formal, TypeMirror target) {
        Bounds own = bounds(formal);
        if (own != null) {
            add(own.upper, target);
        } else if (formal instanceof ArrayType array) {
            if (TypeOps.component(target) != null) {
                above(array.getComponentType(), TypeOps.component(target));
            }
        } else if (TypeOps.element(formal) != null && TypeOps.element(target) != null) {
            DeclaredType same = ops.asSuper(formal, TypeOps.element(target));
            if (same != null) {
                pairs(same, (DeclaredType) target, this::contained);
            }
        }
    }

    private interface Relation {
        void hold(TypeMirror formal, TypeMirror actual);
    }

    private static void pairs(DeclaredType formal, DeclaredType actual, Relation relation) {
        if (actual == null
                || actual.getTypeArguments().size() != formal.getTypeArguments().size()) {
            return;
        }
        for (int i = 0; i < formal.getTypeArguments().size(); i++) {
            relation.hold(
                    formal.getTypeArguments().get(i), actual.getTypeArguments().get(i));
        }
    }

    /** The formal type argument contains the actual one. */
    private void contains(TypeMirror formal, TypeMirror actual) {
        if (formal instanceof WildcardType wildcard) {
            if (wildcard.getExtendsBound() != null) {
                if (!(actual instanceof WildcardType open) || open.getExtendsBound() != null) {
                    below(ops.withoutWildcard(actual), wildcard.getExtendsBound());
                }
            } else if (wildcard.getSuperBound() != null) {
                TypeMirror lower = actual instanceof WildcardType open ? open.getSuperBound() : actual;
                if (lower != null) {
                    above(wildcard.getSuperBound(), lower);
                }
            }
        } else {
            equal(formal, actual);
        }
    }

    /** The formal type argument lies in the one of the target. */
    private void contained(TypeMirror formal, TypeMirror target) {
        if (target instanceof WildcardType wildcard) {
            if (wildcard.getExtendsBound() != null) {
                above(formal, wildcard.getExtendsBound());
            } else if (wildcard.getSuperBound() != null) {
                below(wildcard.getSuperBound(), formal);
            }
        } else {
            equal(formal, target);
        }
    }

    private void equal(TypeMirror formal, TypeMirror actual) {
        Bounds own = bounds(formal);
        if (own != null) {
            add(own.equal, ops.withoutWildcard(actual));
        } else if (formal instanceof WildcardType wildcard && actual instanceof WildcardType other) {
            if (wildcard.getExtendsBound() != null && other.getExtendsBound() != null) {
                equal(wildcard.getExtendsBound(), other.getExtendsBound());
            } else if (wildcard.getSuperBound() != null && other.getSuperBound() != null) {
                equal(wildcard.getSuperBound(), other.getSuperBound());
            }
        } else if (formal instanceof ArrayType array) {
            if (TypeOps.component(actual) != null) {
                equal(array.getComponentType(), TypeOps.component(actual));
            }
        } else if (TypeOps.element(formal) != null && TypeOps.element(formal).equals(TypeOps.element(actual))) {
            pairs((DeclaredType) formal, (DeclaredType) actual, this::equal);
        }
    }

    // ---- asking

    /** Whether a type mentions a variable that nothing is known about yet. */
    boolean isOpen(TypeMirror type) {
        return variables.values().stream().anyMatch(each -> each.isEmpty() && mentions(type, each.parameter));
    }

    /** Whether a type mentions a variable of the call. */
    boolean isGeneric(TypeMirror type) {
        return variables.values().stream().anyMatch(each -> mentions(type, each.parameter));
    }

    private static boolean mentions(TypeMirror type, TypeParameterElement parameter) {
        if (type instanceof TypeVariable variable) {
            return variable.asElement().equals(parameter);
        } else if (type instanceof ArrayType array) {
            return mentions(array.getComponentType(), parameter);
        } else if (type instanceof WildcardType wildcard) {
            return mentions(wildcard.getExtendsBound(), parameter) || mentions(wildcard.getSuperBound(), parameter);
        }
        return TypeOps.element(type) != null
                && ((DeclaredType) type)
                        .getTypeArguments().stream().anyMatch(argument -> mentions(argument, parameter));
    }

    /** A type as a target for an argument: what nothing is known about is left out. */
    TypeMirror partial(TypeMirror type) {
        if (bounds(type) != null && bounds(type).isEmpty()) {
            return null;
        }
        return substitute(type, true);
    }

    /** A type with what was inferred in the place of the variables; null if it is unknown. */
    TypeMirror instantiate(TypeMirror type) {
        return substitute(type, false);
    }

    private TypeMirror substitute(TypeMirror type, boolean partial) {
        if (variables.isEmpty() || type == null) {
            return type;
        }
        Map<Element, TypeMirror> found = new HashMap<>();
        for (Bounds each : variables.values()) {
            boolean leave = partial && each.isEmpty();
            found.put(each.parameter, leave ? ops.wildcard(null, null) : resolve(each));
        }
        return new Substitution(ops, found).apply(type);
    }

    private TypeMirror resolve(Bounds variable) {
        if (!variable.equal.isEmpty()) {
            return variable.equal.get(0);
        }
        if (!variable.lower.isEmpty()) {
            return variable.doubtful ? null : merging.leastUpper(variable.lower);
        }
        if (!variable.upper.isEmpty()) {
            return greatestLower(variable);
        }
        return variable.doubtful ? null : declaredBound(variable);
    }

    private TypeMirror greatestLower(Bounds variable) {
        TypeMirror best = declaredBound(variable);
        for (TypeMirror each : variable.upper) {
            best = best == null || !ops.isSubclass(best, each) ? each : best;
        }
        return best;
    }

    private TypeMirror declaredBound(Bounds variable) {
        TypeMirror bound = variable.parameter.getBounds().isEmpty()
                ? ops.object()
                : variable.parameter.getBounds().get(0);
        return isGeneric(bound) ? ops.erasure(ops.upper(bound)) : bound;
    }
}
