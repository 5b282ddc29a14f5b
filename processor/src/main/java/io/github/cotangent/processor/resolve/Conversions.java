package io.github.cotangent.processor.resolve;

import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Which types go where: the contexts of invocation (JLS 5.3) and the subtyping of most specific methods (JLS 4.10). */
final class Conversions {
    private final TypeOps ops;

    Conversions(TypeOps ops) {
        this.ops = ops;
    }

    /** Without boxing. */
    boolean isStrict(TypeMirror from, TypeMirror to) {
        if (TypeOps.isPrimitive(from) || TypeOps.isPrimitive(to)) {
            return TypeOps.isPrimitive(from) && TypeOps.isPrimitive(to) && Numeric.widens(from.getKind(), to.getKind());
        }
        return TypeOps.isNull(from) || ops.isSubclass(ops.upper(from), ops.erasure(to));
    }

    /** With boxing. */
    boolean isLoose(TypeMirror from, TypeMirror to) {
        if (isStrict(from, to)) {
            return true;
        }
        if (TypeOps.isPrimitive(from)) {
            return !TypeOps.isPrimitive(to) && isStrict(ops.box(from), to);
        }
        TypeKind unboxed = ops.unboxed(from);
        return unboxed != null && TypeOps.isPrimitive(to) && Numeric.widens(unboxed, to.getKind());
    }

    /** Whether every value of a type is one of the other. */
    boolean isSubtype(TypeMirror a, TypeMirror b) {
        return isStrict(a, b);
    }
}
