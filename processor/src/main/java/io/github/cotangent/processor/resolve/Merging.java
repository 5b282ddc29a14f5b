package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The type of a value that comes from one of several places: choices (JLS 15.25) and least upper bounds (JLS 4.10.4). */
final class Merging {
    private static final TypeKind[] CANDIDATES = {
        TypeKind.BYTE,
        TypeKind.CHAR,
        TypeKind.SHORT,
        TypeKind.INT,
        TypeKind.LONG,
        TypeKind.FLOAT,
        TypeKind.DOUBLE,
        TypeKind.BOOLEAN
    };

    private static final Set<String> HOW_DECLARED = Set.of("java.lang.Record", "java.lang.Enum");

    private final TypeOps ops;

    /** What one arm of a choice gives: its type, and its value if it is constant. */
    record Arm(TypeMirror type, Object constant) {}

    Merging(TypeOps ops) {
        this.ops = ops;
    }

    /** The type of a choice that stands alone; null if unknown. */
    TypeMirror choice(List<Arm> arms) {
        if (arms.isEmpty() || arms.stream().anyMatch(arm -> TypeOps.isUnknown(arm.type()))) {
            return null;
        }
        TypeMirror first = arms.get(0).type();
        if (arms.stream().allMatch(arm -> ops.isSame(arm.type(), first))) {
            return first;
        }
        List<TypeKind> kinds = arms.stream().map(arm -> ops.unboxed(arm.type())).toList();
        return kinds.stream().allMatch(kind -> kind != null)
                ? primitive(arms, kinds)
                : leastUpper(arms.stream().map(arm -> ops.box(arm.type())).toList());
    }

    private TypeMirror primitive(List<Arm> arms, List<TypeKind> kinds) {
        for (TypeKind narrow : kinds) {
            boolean all = true;
            for (int i = 0; i < kinds.size(); i++) {
                all &= kinds.get(i) == narrow
                        || Numeric.fits(narrow, kinds.get(i), arms.get(i).constant());
            }
            if (all) {
                return ops.primitive(narrow);
            }
        }
        for (TypeKind candidate : CANDIDATES) {
            if (kinds.stream().allMatch(kind -> Numeric.widens(kind, candidate))) {
                return ops.primitive(candidate);
            }
        }
        return leastUpper(arms.stream().map(arm -> ops.box(arm.type())).toList());
    }

    /** A type all of the types are subtypes of, the smallest where that is one class; null if unknown. */
    TypeMirror leastUpper(Collection<? extends TypeMirror> all) {
        List<TypeMirror> types = new ArrayList<>();
        for (TypeMirror each : all) {
            if (TypeOps.isUnknown(each)) {
                return null;
            }
            if (!TypeOps.isNull(each)) {
                types.add(each);
            }
        }
        if (types.isEmpty()) {
            return all.isEmpty() ? null : ops.nullType();
        }
        for (TypeMirror candidate : types) {
            if (types.stream().allMatch(each -> ops.isSame(each, candidate) || isBelow(each, candidate))) {
                return candidate;
            }
        }
        return shared(types);
    }

    private boolean isBelow(TypeMirror a, TypeMirror b) {
        if (a instanceof LocalType || b instanceof LocalType || TypeOps.element(b) == null) {
            return ops.isSubclass(a, b);
        }
        DeclaredType above = ops.asSuper(a, TypeOps.element(b));
        return above != null && (ops.isSame(above, b) || TypeOps.isRaw(b));
    }

    /**
     * The first supertype of the first type, classes before interfaces, that the others have and no other one is below; rather one
     * that says something of the types than {@code Record} or {@code Enum}, which only tell how they are declared.
     */
    private TypeMirror shared(List<TypeMirror> types) {
        Map<TypeElement, TypeMirror> common = new LinkedHashMap<>();
        collect(types.get(0), common);
        common.keySet().removeIf(element -> types.stream().anyMatch(type -> ops.asSuper(type, element) == null));
        List<TypeElement> minimals = new ArrayList<>();
        for (Map.Entry<TypeElement, TypeMirror> each : common.entrySet()) {
            boolean minimal = common.entrySet().stream()
                    .noneMatch(other -> other != each
                            && !other.getKey().equals(each.getKey())
                            && ops.isSubclass(other.getValue(), each.getValue()));
            if (minimal) {
                minimals.add(each.getKey());
            }
        }
        return minimals.stream()
                .filter(each -> !HOW_DECLARED.contains(each.getQualifiedName().toString()))
                .findFirst()
                .or(() -> minimals.stream().findFirst())
                .map(each -> parameterized(each, types))
                .orElseGet(ops::object);
    }

    private void collect(TypeMirror type, Map<TypeElement, TypeMirror> found) {
        List<TypeMirror> level = List.of(ops.box(ops.upper(type)));
        while (!level.isEmpty()) {
            List<TypeMirror> next = new ArrayList<>();
            for (TypeMirror each : level) {
                if (TypeOps.element(each) != null) {
                    found.putIfAbsent(TypeOps.element(each), each);
                }
                next.addAll(ops.supertypes(each));
            }
            level = next;
        }
    }

    /** The class with the type arguments that all types agree about; wildcards for the others. */
    private TypeMirror parameterized(TypeElement element, List<TypeMirror> types) {
        List<TypeMirror> arguments = new ArrayList<>();
        DeclaredType first = ops.asSuper(types.get(0), element);
        for (int i = 0; i < first.getTypeArguments().size(); i++) {
            int index = i;
            TypeMirror argument = first.getTypeArguments().get(i);
            boolean same = types.stream()
                    .map(type -> ops.asSuper(type, element).getTypeArguments())
                    .allMatch(list -> index < list.size() && ops.isSame(list.get(index), argument));
            arguments.add(same ? argument : ops.wildcard(null, null));
        }
        return ops.declared(element, arguments);
    }
}
