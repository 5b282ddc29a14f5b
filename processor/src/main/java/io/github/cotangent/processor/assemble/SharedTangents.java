package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Carriers;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.companion.TangentType;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The tangent types of classes that are annotated themselves: each has a file of its own beside the class. What such a type
 * refers to must be as independent of any companion as it is: parts, superclass, interfaces and subclasses are annotated, too.
 */
public final class SharedTangents {
    /** Companions may have arrays of such objects with up to so many dimensions. */
    private static final int HIGHEST_RANK = 3;

    private final Program program;
    private final Carriers carriers;

    public SharedTangents(Program program) {
        this.program = program;
        this.carriers = new Carriers(program);
    }

    /** {@code a.b.Outer_InnerTangent} for the class {@code a.b.Outer.Inner}. */
    static ReferenceType nameOf(ObjectType type) {
        ReferenceType user = type.reference();
        if (Boxes.isBox(type)) {
            return new ReferenceType(ShadowTypes.RUNTIME + user.className() + "Tangent");
        }
        return new ReferenceType(user.packageName(), user.className().replace('.', '_') + "Tangent", List.of());
    }

    /** Whether objects of a class have numbers to be the derivative of. */
    public boolean carries(ObjectType type) {
        return carriers.carries(type);
    }

    /** A class that a shared tangent type refers to, and that has none itself; empty if all is well. */
    public Optional<ObjectType> missing(ObjectType type) {
        Layout layout = program.layout(type);
        List<Type> related = new ArrayList<>(layout.interfaces());
        if (layout.superclass() != null) {
            related.add(layout.superclass());
        }
        layout.fields().stream().map(FieldId::type).forEach(related::add);
        related.addAll(layout.subclasses());
        return related.stream()
                .map(Type::innermost)
                .filter(carriers::carries)
                .filter(ObjectType.class::isInstance)
                .map(ObjectType.class::cast)
                .filter(other -> !program.layout(other).sharesTangent())
                .findFirst();
    }

    /** The tangent type. */
    public TangentType of(ObjectType type) {
        return new Tangents(program, UnaryOperator.identity())
                .make(program.layout(type))
                .withRank(HIGHEST_RANK);
    }
}
