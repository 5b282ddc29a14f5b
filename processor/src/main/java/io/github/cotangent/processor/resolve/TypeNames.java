package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Which types simple names mean inside a class of a file: member types, imports, the package, {@code java.lang}. */
final class TypeNames {
    private final TypeOps ops;
    private final Members members;
    private final Imports imports;
    private final TypeElement enclosing;
    private final Map<String, Optional<TypeElement>> known = new HashMap<>();
    private final List<TypeElement> around = new ArrayList<>();

    TypeNames(TypeOps ops, Members members, Imports imports, TypeElement enclosing) {
        this.ops = ops;
        this.members = members;
        this.imports = imports;
        this.enclosing = enclosing;
        for (Element e = enclosing; e != null; e = e.getEnclosingElement()) {
            if (e instanceof TypeElement type) {
                around.add(type);
            }
        }
    }

    TypeElement enclosing() {
        return enclosing;
    }

    /** The class and the classes around it, innermost first. */
    List<TypeElement> around() {
        return around;
    }

    Imports imports() {
        return imports;
    }

    /** The type of a simple name; null if there is none. */
    TypeElement simple(String name) {
        return known.computeIfAbsent(name, n -> Optional.ofNullable(find(n))).orElse(null);
    }

    private TypeElement find(String name) {
        for (TypeElement type : around) {
            if (type.getSimpleName().contentEquals(name)) {
                return type;
            }
            TypeElement member = members.memberType(type, name);
            if (member != null) {
                return member;
            }
        }
        return imports.type(name);
    }

    /** The type of a canonical name; null if there is none. */
    TypeElement qualified(String name) {
        return ops.element(name);
    }
}
