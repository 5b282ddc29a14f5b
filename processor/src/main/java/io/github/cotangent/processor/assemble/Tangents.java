package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Carriers;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.companion.TangentClasses;
import io.github.cotangent.processor.companion.TangentType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The tangent types of a companion: one for each class whose objects have shadows, named when it is first asked for, and those
 * of the classes they refer to, extend or are extended by. A class that is annotated itself has one outside of the companion.
 */
final class Tangents implements ShadowTypes {
    private final Program program;
    private final UnaryOperator<String> names;
    private final Map<String, ReferenceType> known = new TreeMap<>();
    private final Map<String, ObjectType> originals = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Carriers carriers;
    private boolean areAskedByClass;
    private final Map<String, Map<String, String>> parts = new HashMap<>();

    Tangents(Program program, UnaryOperator<String> names) {
        this.program = program;
        this.names = names;
        this.carriers = new Carriers(program);
    }

    @Override
    public ReferenceType tangent(ObjectType type) {
        if (isNested(type.reference())) {
            return type.reference();
        }
        ReferenceType tangent = known.get(type.name());
        if (tangent == null) {
            String simple = type.name().substring(type.name().lastIndexOf('.') + 1);
            tangent = program.layout(type).sharesTangent()
                    ? SharedTangents.nameOf(type)
                    : new ReferenceType(names.apply(simple + "Tangent"));
            known.put(type.name(), tangent);
            originals.put(type.name(), type.erased());
        }
        return tangent;
    }

    @Override
    public boolean isState(ObjectType type) {
        return program instanceof SweepMethods sweeps && sweeps.isState(type.reference());
    }

    @Override
    public boolean carries(Type type) {
        return carriers.carries(type);
    }

    @Override
    public Type of(Type type) {
        if (type.leaf() instanceof ObjectType object && type instanceof ArrayType) {
            ranks.merge(object.name(), type.rank(), Math::max);
        }
        return ShadowTypes.super.of(type);
    }

    @Override
    public String part(FieldId field) {
        if (isNested(field.ownerType())) {
            return field.name();
        }
        return parts(new ObjectType(field.ownerType())).getOrDefault(field.name(), field.name());
    }

    /** The names of the parts of a class by its fields. */
    private Map<String, String> parts(ObjectType type) {
        Map<String, String> found = parts.get(type.name());
        if (found == null) {
            found = new HashMap<>();
            Layout layout = program.layout(type);
            Set<String> taken = new HashSet<>();
            for (ObjectType above = layout.superclass();
                    above != null;
                    above = program.layout(above).superclass()) {
                taken.addAll(parts(above).values());
            }
            for (FieldId field : layout.fields()) {
                if (carriers.carries(field.type())) {
                    String name = TangentType.partName(field.name(), taken);
                    taken.add(name);
                    found.put(field.name(), name);
                }
            }
            parts.put(type.name(), found);
        }
        return found;
    }

    /** Whether a class is one of the tangent types that the companion declares. */
    boolean isNested(ReferenceType type) {
        return original(type).isPresent()
                && !program.layout(original(type).get()).sharesTangent();
    }

    private Optional<ObjectType> original(ReferenceType tangent) {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().equals(tangent))
                .map(entry -> originals.get(entry.getKey()))
                .findFirst();
    }

    /** What is known about a tangent type as a class; its own tangents are of the same type. */
    Layout layout(ReferenceType tangent) {
        Layout layout = program.layout(original(tangent).orElseThrow());
        ObjectType type = new ObjectType(tangent);
        List<FieldId> fields = new ArrayList<>();
        for (FieldId field : layout.fields()) {
            if (carriers.carries(field.type())) {
                fields.add(new FieldId(
                        tangent.name(), tangent.binaryName(), part(field), again(of(field.type())), true, false));
            }
        }
        ObjectType superclass = layout.superclass();
        return new Layout(
                type,
                superclass != null && carriers.carries(superclass) ? new ObjectType(tangent(superclass)) : null,
                again(layout.interfaces()),
                fields,
                again(layout.subclasses()),
                layout.isInterface(),
                false,
                layout.isConcrete(),
                layout.isClosed(),
                true,
                false);
    }

    private List<ObjectType> again(List<ObjectType> types) {
        return types.stream()
                .filter(carriers::carries)
                .map(each -> new ObjectType(tangent(each)))
                .toList();
    }

    /** The type of a shadow as that of something that has shadows itself. */
    private Type again(Type shadow) {
        if (shadow instanceof ArrayType array) {
            return new ArrayType(again(array.element()));
        }
        return shadow instanceof ReferenceType reference && isNested(reference) ? new ObjectType(reference) : shadow;
    }

    /** The classes that have tangent types, by name. */
    Set<String> known() {
        return Set.copyOf(known.keySet());
    }

    /** Forgets the tangent types of all other classes. */
    void retain(Set<String> classes) {
        known.keySet().retainAll(classes);
        parts.keySet().retainAll(classes);
    }

    @Override
    public Expr classes() {
        areAskedByClass = true;
        return TangentClasses.REFERENCE;
    }

    /** Whether generated code asks for the tangent type that belongs to the class of an object. */
    boolean areAskedByClass() {
        return areAskedByClass;
    }

    /** All tangent types, in the order of the names of their classes. */
    List<TangentType> all() {
        Map<String, TangentType> made = new TreeMap<>();
        while (made.size() < known.size()) {
            for (String name : List.copyOf(known.keySet())) {
                if (!made.containsKey(name)) {
                    made.put(name, make(program.layout(originals.get(name))));
                }
            }
        }
        // The ranks of arrays are known when all types have been asked for.
        List<TangentType> types = new ArrayList<>();
        made.forEach((name, type) -> types.add(type.withRank(ranks.getOrDefault(name, 0))));
        return types;
    }

    TangentType make(Layout layout) {
        List<TangentType.Part> own = new ArrayList<>();
        for (FieldId field : layout.fields()) {
            if (carriers.carries(field.type())) {
                own.add(new TangentType.Part(part(field), field, of(field.type())));
                areAskedByClass |= field.type().isOpen();
            }
        }
        ObjectType superclass = layout.superclass();
        return new TangentType(
                tangent(layout.type()).className(),
                superclass != null && carriers.carries(superclass) ? tangent(superclass) : null,
                layout.interfaces().stream()
                        .filter(carriers::carries)
                        .map(this::tangent)
                        .toList(),
                layout,
                own,
                layout.subclasses().stream()
                        .filter(carriers::carries)
                        .map(type -> new TangentType.Subclass(type, tangent(type)))
                        .toList(),
                0,
                layout.isInterface(),
                !layout.sharesTangent());
    }
}
