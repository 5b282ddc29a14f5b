package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The tangent types of a companion, named when they are first asked for. */
final class Tangents implements ShadowTypes {
    private final Program program;
    private final UnaryOperator<String> names;
    private final Map<String, ReferenceType> known = new HashMap<>();

    Tangents(Program program, UnaryOperator<String> names) {
        this.program = program;
        this.names = names;
    }

    @Override
    public ReferenceType tangent(ObjectType type) {
        ReferenceType tangent = known.get(type.name());
        if (tangent == null) {
            String simple = type.name().substring(type.name().lastIndexOf('.') + 1);
            tangent = new ReferenceType(names.apply(simple + "Tangent"));
            known.put(type.name(), tangent);
        }
        return tangent;
    }
}
