package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which types can carry a derivative: those from whose values numbers can be reached. */
public final class Carriers {
    private final Program program;
    private final Map<String, Boolean> known = new HashMap<>();

    public Carriers(Program program) {
        this.program = program;
    }

    /** Whether values of a type can lead to numbers. */
    public boolean carries(Type type) {
        if (!(type.innermost() instanceof ObjectType object)) {
            return type.innermost().isDifferentiable();
        }
        Boolean found = known.get(object.name());
        if (found == null) {
            found = leadsToNumbers(object);
            known.put(object.name(), found);
        }
        return found;
    }

    /** Whether values of a class with these type arguments, rather than with any, lead to numbers. */
    public boolean carriesAsWritten(ObjectType type) {
        boolean isOpen = program.layout(type).fields().stream()
                .allMatch(field -> field.type().isOpen() || !carries(field.type()));
        return carries(type)
                && (!isOpen
                        || type.arguments().isEmpty()
                        || type.arguments().stream().anyMatch(this::mayCarryAsArgument));
    }

    private boolean mayCarryAsArgument(Type argument) {
        if (argument.innermost() instanceof ObjectType object) {
            return carriesAsWritten(object);
        }
        return argument instanceof ReferenceType reference && reference.name().equals("?")
                ? reference.arguments().isEmpty()
                        || mayCarryAsArgument(reference.arguments().get(0))
                : argument.isDifferentiable();
    }

    private boolean leadsToNumbers(ObjectType root) {
        Set<String> seen = new HashSet<>();
        Deque<ObjectType> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            ObjectType type = open.pop();
            if (!seen.add(type.name())) {
                continue;
            }
            Layout layout = program.layout(type);
            for (FieldId field : layout.fields()) {
                Type leaf = field.type().innermost();
                if (leaf.isFloating() || leaf.isOpen()) {
                    return true;
                } else if (leaf instanceof ObjectType object) {
                    open.add(object);
                }
            }
            if (layout.superclass() != null) {
                open.add(layout.superclass());
            }
            open.addAll(layout.subclasses());
        }
        return false;
    }
}
