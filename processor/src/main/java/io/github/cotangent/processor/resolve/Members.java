package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The members of types, own and inherited. */
final class Members {
    private final Elements elements;
    private final TypeOps ops;
    private final Map<TypeElement, Own> own = new HashMap<>();
    private final Map<TypeElement, Map<String, List<ExecutableElement>>> methods = new HashMap<>();
    private final Map<TypeElement, Optional<ExecutableElement>> functions = new HashMap<>();

    /** The members a type declares itself. */
    private record Own(
            Map<String, VariableElement> fields,
            Map<String, List<ExecutableElement>> methods,
            Map<String, TypeElement> types,
            List<ExecutableElement> constructors) {}

    Members(Elements elements, TypeOps ops) {
        this.elements = elements;
        this.ops = ops;
    }

    private Own own(TypeElement type) {
        return own.computeIfAbsent(type, Members::read);
    }

    private static Own read(TypeElement type) {
        Own found = new Own(new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>());
        for (Element member : type.getEnclosedElements()) {
            String name = member.getSimpleName().toString();
            ElementKind kind = member.getKind();
            if (kind.isField()) {
                found.fields().put(name, (VariableElement) member);
            } else if (kind == ElementKind.METHOD) {
                found.methods().computeIfAbsent(name, each -> new ArrayList<>()).add((ExecutableElement) member);
            } else if (kind == ElementKind.CONSTRUCTOR) {
                found.constructors().add((ExecutableElement) member);
            } else if (kind.isClass() || kind.isInterface()) {
                found.types().put(name, (TypeElement) member);
            }
        }
        return found;
    }

    // ---- fields and types

    /** The field of a name, own or inherited; null if there is none. */
    VariableElement field(TypeElement type, String name) {
        VariableElement found = own(type).fields().get(name);
        for (TypeElement above : found == null ? above(type) : List.<TypeElement>of()) {
            VariableElement inherited = field(above, name);
            if (inherited != null && isInherited(inherited, type)) {
                return inherited;
            }
        }
        return found;
    }

    /** The member type of a name, own or inherited; null if there is none. */
    TypeElement memberType(TypeElement type, String name) {
        TypeElement found = own(type).types().get(name);
        for (TypeElement above : found == null ? above(type) : List.<TypeElement>of()) {
            TypeElement inherited = memberType(above, name);
            if (inherited != null && isInherited(inherited, type)) {
                return inherited;
            }
        }
        return found;
    }

    /** The superclass and the interfaces. */
    private static List<TypeElement> above(TypeElement type) {
        List<TypeElement> found = new ArrayList<>();
        TypeElement superclass = TypeOps.element(type.getSuperclass());
        if (superclass != null) {
            found.add(superclass);
        }
        for (TypeMirror contract : type.getInterfaces()) {
            if (TypeOps.element(contract) != null) {
                found.add(TypeOps.element(contract));
            }
        }
        return found;
    }

    private boolean isInherited(Element member, TypeElement by) {
        if (member.getModifiers().contains(Modifier.PRIVATE)) {
            return false;
        }
        boolean open = member.getModifiers().contains(Modifier.PUBLIC)
                || member.getModifiers().contains(Modifier.PROTECTED);
        return open || elements.getPackageOf(member).equals(elements.getPackageOf(by));
    }

    // ---- methods

    List<ExecutableElement> constructors(TypeElement type) {
        return own(type).constructors();
    }

    /** The methods of a name that a type has and that no other one of them overrides or hides. */
    List<ExecutableElement> methods(TypeElement type, String name) {
        Map<String, List<ExecutableElement>> known = methods.computeIfAbsent(type, each -> new HashMap<>());
        List<ExecutableElement> found = known.get(name);
        if (found == null) {
            found = collect(type, name);
            known.put(name, found);
        }
        return found;
    }

    private List<ExecutableElement> collect(TypeElement type, String name) {
        List<ExecutableElement> found = new ArrayList<>(own(type).methods().getOrDefault(name, List.of()));
        for (TypeElement above : above(type)) {
            boolean contract = above.getKind().isInterface();
            for (ExecutableElement method : methods(above, name)) {
                boolean ofInterface = method.getModifiers().contains(Modifier.STATIC) && contract;
                if (!ofInterface && isInherited(method, type)) {
                    inherit(found, method, type);
                }
            }
        }
        if (type.getKind().isInterface()) {
            for (ExecutableElement method : methods(TypeOps.element(ops.object()), name)) {
                if (method.getModifiers().contains(Modifier.PUBLIC)) {
                    inherit(found, method, type);
                }
            }
        }
        return found;
    }

    private void inherit(List<ExecutableElement> found, ExecutableElement method, TypeElement type) {
        for (int i = 0; i < found.size(); i++) {
            ExecutableElement other = found.get(i);
            if (other.equals(method)) {
                return;
            }
            if (isSameSignature(other, method, type)) {
                TypeMirror owner = method.getEnclosingElement().asType();
                if (ops.isSubclass(owner, other.getEnclosingElement().asType())) {
                    found.set(i, method);
                }
                return;
            }
        }
        found.add(method);
    }

    private boolean isSameSignature(ExecutableElement a, ExecutableElement b, TypeElement type) {
        if (a.getParameters().size() != b.getParameters().size()) {
            return false;
        }
        Candidate x = candidate((DeclaredType) type.asType(), a);
        Candidate y = candidate((DeclaredType) type.asType(), b);
        for (int i = 0; i < x.parameters().size(); i++) {
            TypeMirror first = ops.erasure(x.parameters().get(i));
            if (!ops.isSame(first, ops.erasure(y.parameters().get(i)))) {
                return false;
            }
        }
        return true;
    }

    /** A method or constructor as a receiver sees it; as it is declared, for no receiver. */
    Candidate candidate(DeclaredType receiver, ExecutableElement method) {
        DeclaredType owner = owner(receiver, method);
        if (owner == null) {
            return candidate(method, null, null);
        }
        boolean erased = TypeOps.isRaw(owner);
        return erased
                ? raw(method)
                : candidate(method, Substitution.of(ops, owner, true), Substitution.of(ops, owner, false));
    }

    private DeclaredType owner(DeclaredType receiver, Element member) {
        boolean isStatic = member.getModifiers().contains(Modifier.STATIC);
        return receiver == null || isStatic ? null : ops.asSuper(receiver, (TypeElement) member.getEnclosingElement());
    }

    private static Candidate candidate(ExecutableElement method, Substitution written, Substitution read) {
        List<TypeMirror> parameters = new ArrayList<>();
        for (VariableElement parameter : method.getParameters()) {
            parameters.add(written == null ? parameter.asType() : written.apply(parameter.asType()));
        }
        TypeMirror result = method.getReturnType();
        return new Candidate(
                method,
                null,
                method.getTypeParameters(),
                parameters,
                method.isVarArgs(),
                read == null ? result : read.apply(result));
    }

    /** As a receiver without its type arguments sees it. What it would give as the value of one of them is unknown. */
    private Candidate raw(ExecutableElement method) {
        List<TypeMirror> parameters = new ArrayList<>();
        method.getParameters().forEach(parameter -> parameters.add(ops.erasure(parameter.asType())));
        return new Candidate(method, null, List.of(), parameters, method.isVarArgs(), rawType(method.getReturnType()));
    }

    private TypeMirror rawType(TypeMirror type) {
        boolean variable = type.getKind() == TypeKind.TYPEVAR;
        return variable ? null : ops.erasure(type);
    }

    /** The type of a field as a receiver sees it; null if unknown. */
    TypeMirror typeOf(TypeMirror receiver, VariableElement field) {
        DeclaredType owner = receiver instanceof DeclaredType declared ? owner(declared, field) : null;
        if (owner == null) {
            return field.asType();
        }
        return TypeOps.isRaw(owner)
                ? rawType(field.asType())
                : Substitution.of(ops, owner, false).apply(field.asType());
    }

    // ---- functional interfaces

    /** The one abstract method of an interface; null if there is none or more than one. */
    ExecutableElement function(TypeElement contract) {
        return contract == null || !contract.getKind().isInterface()
                ? null
                : functions
                        .computeIfAbsent(contract, each -> Optional.ofNullable(findFunction(each)))
                        .orElse(null);
    }

    private ExecutableElement findFunction(TypeElement contract) {
        ExecutableElement found = null;
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(contract))) {
            if (method.getModifiers().contains(Modifier.ABSTRACT) && !isOfObject(method)) {
                boolean another = found != null
                        && !(found.getSimpleName().equals(method.getSimpleName())
                                && isSameSignature(found, method, contract));
                if (another) {
                    return null;
                }
                found = found == null || ops.isSubclass(ownerType(method), ownerType(found)) ? method : found;
            }
        }
        return found;
    }

    private static TypeMirror ownerType(ExecutableElement method) {
        return method.getEnclosingElement().asType();
    }

    private boolean isOfObject(ExecutableElement method) {
        TypeElement object = TypeOps.element(ops.object());
        return own(object).methods().getOrDefault(method.getSimpleName().toString(), List.of()).stream()
                .anyMatch(each -> each.getModifiers().contains(Modifier.PUBLIC)
                        && isSameSignature(each, method, (TypeElement) method.getEnclosingElement()));
    }
}
