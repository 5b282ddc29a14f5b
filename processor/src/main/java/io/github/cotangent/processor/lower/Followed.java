package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.body.EnumDeclaration;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.Sources;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The classes whose objects are followed field by field, so that they can carry derivatives. */
final class Followed {
    private final Elements elements;
    private final Types types;
    private final Sources sources;
    private final Attributor attributor;
    private final Access access;
    private final Map<TypeElement, Boolean> known = new HashMap<>();

    Followed(Elements elements, Types types, Sources sources, Attributor attributor, Access access) {
        this.elements = elements;
        this.types = types;
        this.sources = sources;
        this.attributor = attributor;
        this.access = access;
    }

    /** Whether objects of a class are followed: its source is at hand. */
    boolean contains(TypeElement type) {
        Boolean found = known.get(type);
        if (found == null) {
            found = Boxes.isBox(type.getQualifiedName().toString())
                    || isFunctionOfData(type)
                    || isCandidate(type)
                            && sources.of(type)
                                    .flatMap(file -> file.declarationOf(type))
                                    .filter(declaration -> !(declaration instanceof EnumDeclaration constants)
                                            || hasMembers(type)
                                            || haveBodies(constants))
                                    .isPresent();
            known.put(type, found);
        }
        return found;
    }

    /** The classes met so far whose objects are followed. */
    Set<TypeElement> met() {
        Set<TypeElement> met = new HashSet<>(known.keySet());
        met.removeIf(type -> !known.get(type));
        return met;
    }

    private boolean isCandidate(TypeElement type) {
        ElementKind kind = type.getKind();
        boolean plain = kind == ElementKind.CLASS
                || kind == ElementKind.INTERFACE
                || kind == ElementKind.RECORD
                || kind == ElementKind.ENUM;
        for (Element e = type; plain && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            plain = e instanceof TypeElement;
        }
        return plain
                && (access.isAccessible(type) || !Classes.isAnnotated(type))
                && !KnownMethods.isJdk(type)
                && !isThrowable(type)
                && Surroundings.outerOf(type).filter(outer -> !contains(outer)).isEmpty();
    }

    /** Whether the objects of an enum have more than a name: there is nothing to follow in a mere list of names. */
    private static boolean hasMembers(TypeElement type) {
        return type.getEnclosedElements().stream()
                .filter(member -> !member.getModifiers().contains(Modifier.STATIC))
                .anyMatch(member -> member.getKind() == ElementKind.FIELD || member.getKind() == ElementKind.METHOD);
    }

    private static boolean haveBodies(EnumDeclaration constants) {
        return constants.getEntries().stream()
                .anyMatch(entry -> !entry.getClassBody().isEmpty());
    }

    /**
     * Whether a type is one of the JDK's functional interfaces whose functions give, or take for their effect, floating numbers or
     * whatever their type arguments say. They have no source, but what implements them has.
     */
    private boolean isFunctionOfData(TypeElement type) {
        return type.getQualifiedName().toString().startsWith("java.util.function.")
                && attributor
                        .functionOf(type)
                        .filter(function -> isData(function.getReturnType())
                                || function.getReturnType().getKind() == TypeKind.VOID
                                        && function.getParameters().stream().anyMatch(each -> isData(each.asType())))
                        .isPresent();
    }

    private static boolean isData(TypeMirror type) {
        return type.getKind() == TypeKind.DOUBLE || type.getKind() == TypeKind.TYPEVAR;
    }

    private boolean isThrowable(TypeElement type) {
        return types.isSubtype(
                types.erasure(type.asType()),
                elements.getTypeElement("java.lang.Throwable").asType());
    }
}
