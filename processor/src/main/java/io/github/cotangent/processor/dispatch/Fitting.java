package io.github.cotangent.processor.dispatch;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.stream.Stream;

/**
 * Whether the body of one class may be what a call of a generic method runs: a function of arrays is not called where points are
 * handed over, although both implement the same interface.
 */
final class Fitting {
    private final Program program;

    Fitting(Program program) {
        this.program = program;
    }

    /** Whether what a call hands over and wants back may be what a body takes and gives. */
    boolean fits(MethodId call, MethodId body) {
        boolean fits = fits(call.result(), body.result());
        for (int i = 0; i < call.parameters().size(); i++) {
            fits &= fits(call.parameters().get(i), body.parameters().get(i));
        }
        return fits;
    }

    private boolean fits(Type a, Type b) {
        if (a.toString().equals(b.toString())) {
            return true;
        }
        if (a instanceof Primitive || b instanceof Primitive) {
            return false;
        }
        if (a.equals(ReferenceType.OBJECT)
                || b.equals(ReferenceType.OBJECT)
                || a instanceof AnyType
                || b instanceof AnyType) {
            return true;
        }
        if (a instanceof ArrayType first && b instanceof ArrayType second) {
            return fits(first.element(), second.element());
        }
        if (a instanceof ContainerType first && b instanceof ContainerType second) {
            return fits(first.element(), second.element());
        }
        if (a instanceof ObjectType first && b instanceof ObjectType second) {
            return isBelow(first, second) || isBelow(second, first);
        }
        return !a.isFollowed() && !b.isFollowed();
    }

    private boolean isBelow(ObjectType type, ObjectType above) {
        Layout layout = program.layout(type);
        return type.name().equals(above.name())
                || Stream.concat(Stream.ofNullable(layout.superclass()), layout.interfaces().stream())
                        .anyMatch(each -> isBelow(each, above));
    }
}
