package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The bodies of enum constants. Java's model has no element for the class of such a constant, and source has no name for it: it is known
 * from its text, and its one object from the constant. Here it goes by the name of the constant.
 */
final class ConstantBodies {
    private final Elements elements;
    private final Types types;
    private final Sources sources;
    private final Attributor attributor;
    private final Access access;
    private final Classes classes;
    private final Map<TypeElement, List<Constant>> byEnum = new HashMap<>();
    private final Map<String, Constant> byName = new HashMap<>();
    private Function<Body, Lowerers> lowerers;

    /**
     * A constant with a body.
     *
     * @param source makes the methods
     * @param variable the constant
     */
    private record Constant(
            VariableElement element, InnerClass body, InnerClassSource source, Variable variable, Lowered lowered) {}

    /** The methods of a constant, null before they are asked for, and why they cannot be expressed if that is so. */
    private static final class Lowered {
        private final List<Problem> problems = new ArrayList<>();
        private List<Method> methods;
    }

    ConstantBodies(
            Elements elements, Types types, Sources sources, Attributor attributor, Access access, Classes classes) {
        this.elements = elements;
        this.types = types;
        this.sources = sources;
        this.attributor = attributor;
        this.access = access;
        this.classes = classes;
    }

    /** @param lowering makes what lowers the code of one body */
    void loweredBy(Function<Body, Lowerers> lowering) {
        lowerers = lowering;
    }

    // ---- as classes

    /** The bodies of the constants of a class, if that is an enum. */
    List<ObjectType> of(TypeElement type) {
        return constants(type).stream().map(each -> each.body().type()).toList();
    }

    /** What is known about the body of a constant; nothing if a type is something else. */
    Optional<Layout> layout(ObjectType type) {
        return find(type.name())
                .map(each -> Layout.of(
                        type, Classes.objectType((TypeElement) each.element().getEnclosingElement()), each.variable()));
    }

    /** The enum of the constant with a body of a name. */
    Optional<TypeElement> enumOf(ObjectType body) {
        return find(body.name()).map(each -> (TypeElement) each.element().getEnclosingElement());
    }

    /** The body of a constant. */
    Optional<ObjectType> of(VariableElement constant) {
        return constant.getKind() == ElementKind.ENUM_CONSTANT
                ? constants((TypeElement) constant.getEnclosingElement()).stream()
                        .filter(each -> each.element().equals(constant))
                        .map(each -> each.body().type())
                        .findFirst()
                : Optional.empty();
    }

    // ---- methods

    /** What a constant declares for a method of its enum or of an interface above; nothing if that is inherited. */
    Optional<MethodId> overriding(ExecutableElement method, ObjectType body) {
        return find(body.name()).flatMap(each -> each.body().of(method));
    }

    /** Whether a constant of an enum has a body of its own for a method. */
    boolean override(ExecutableElement method, TypeElement type) {
        return constants(type).stream().anyMatch(each -> each.body().of(method).isPresent());
    }

    /**
     * A method of a constant.
     *
     * @param problems receives what keeps the methods of the constant from being expressed
     */
    Optional<Method> method(MethodId id, Consumer<Problem> problems) {
        Constant constant = find(id.owner()).orElseThrow();
        Lowered lowered = constant.lowered();
        if (lowered.methods == null) {
            lowered.methods = List.of(); // while they are lowered
            lowered.methods = constant.source().methods(constant.body());
        }
        lowered.problems.forEach(problems);
        return lowered.problems.isEmpty()
                ? lowered.methods.stream().filter(each -> each.id().equals(id)).findFirst()
                : Optional.empty();
    }

    // ---- finding them

    private Optional<Constant> find(String name) {
        if (!byName.containsKey(name)) {
            TypeElement around = elements.getTypeElement(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
            if (around != null) {
                constants(around);
            }
        }
        return Optional.ofNullable(byName.get(name));
    }

    private List<Constant> constants(TypeElement type) {
        if (type.getKind() != ElementKind.ENUM) {
            return List.of();
        }
        List<Constant> known = byEnum.get(type);
        if (known == null) {
            known = new ArrayList<>();
            byEnum.put(type, known);
            SourceFile file = sources.of(type).orElse(null);
            if (file != null && file.declarationOf(type).orElse(null) instanceof EnumDeclaration declaration) {
                for (EnumConstantDeclaration entry : declaration.getEntries()) {
                    if (!entry.getClassBody().isEmpty()) {
                        known.add(constant(type, entry, file));
                    }
                }
            }
        }
        return known;
    }

    private Constant constant(TypeElement type, EnumConstantDeclaration entry, SourceFile file) {
        VariableElement element = ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().contentEquals(entry.getNameAsString()))
                .findFirst()
                .orElseThrow();
        Attribution attribution = attributor.attribute(file.unit(), type, entry);
        Lowered lowered = new Lowered();
        Body body =
                new Body(type, file, attribution, new TypeTranslation(types, access, classes), lowered.problems::add);
        Lowerers all = lowerers.apply(body);
        all.variables.findCaptures(entry, all.streams::isInPlace);
        InnerClassSource source = new InnerClassSource(all, entry, classes, elements, types);
        InnerClass described = source.constant();
        Constant made = new Constant(element, described, source, all.variables.of(element), lowered);
        byName.put(described.type().name(), made);
        return made;
    }
}
