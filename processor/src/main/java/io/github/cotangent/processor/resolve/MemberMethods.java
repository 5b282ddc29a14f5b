package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The methods a call by a name may mean, before the choice among them (JLS 15.12.1). */
final class MemberMethods {
    private final Parts all;

    MemberMethods(Parts all) {
        this.all = all;
    }

    /** The accessible methods of a name that values of a type have. */
    List<Candidate> of(TypeMirror type, String name) {
        List<Candidate> found = new ArrayList<>();
        for (TypeMirror part : all.ops.parts(type)) {
            if (part instanceof LocalType local && local.dimensions() == 0) {
                ofLocal(local.declaration(), name, found);
            } else {
                ofClass(TypeOps.isArray(part) ? all.ops.object() : part, name, found);
            }
        }
        return found;
    }

    private void ofClass(TypeMirror type, String name, List<Candidate> found) {
        TypeElement element = TypeOps.element(type);
        if (element == null) {
            return;
        }
        for (ExecutableElement method : all.members.methods(element, name)) {
            boolean known = found.stream().anyMatch(each -> method.equals(each.element()));
            if (!known && all.access.allows(method)) {
                found.add(all.members.candidate((DeclaredType) type, method));
            }
        }
    }

    private void ofLocal(LocalClass local, String name, List<Candidate> found) {
        for (Candidate own : local.methods(name)) {
            if (found.stream().noneMatch(other -> isSameSignature(other, own))) {
                found.add(own);
            }
        }
        for (TypeMirror above : local.supertypes()) {
            for (Candidate inherited : of(above, name)) {
                boolean hidden = inherited.element() != null
                        && inherited.element().getModifiers().contains(Modifier.PRIVATE);
                if (!hidden && found.stream().noneMatch(other -> isSameSignature(other, inherited))) {
                    found.add(inherited);
                }
            }
        }
    }

    private boolean isSameSignature(Candidate a, Candidate b) {
        if (a.parameters().size() != b.parameters().size()) {
            return false;
        }
        for (int i = 0; i < a.parameters().size(); i++) {
            TypeMirror x = all.ops.erasure(a.parameters().get(i));
            TypeMirror y = all.ops.erasure(b.parameters().get(i));
            if (x != null && y != null && !all.ops.isSame(x, y)) {
                return false;
            }
        }
        return true;
    }

    /** The methods of a simple name: of the innermost class that has any, or else imported ones. */
    List<Candidate> inScope(String name) {
        for (LocalClass local : all.scope.classes()) {
            List<Candidate> found = of(new LocalType(local), name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        for (TypeElement type : all.typeNodes.names().around()) {
            List<Candidate> found = of(type.asType(), name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        Imports imports = all.typeNodes.names().imports();
        List<Candidate> found = imported(imports.exactOwners(name), name);
        return found.isEmpty() ? imported(imports.onDemandOwners(), name) : found;
    }

    private List<Candidate> imported(List<TypeElement> owners, String name) {
        List<Candidate> found = new ArrayList<>();
        for (TypeElement owner : owners) {
            for (Candidate each : of(all.ops.declared(owner, List.of()), name)) {
                if (each.element().getModifiers().contains(Modifier.STATIC)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    /** The accessible constructors of a class. */
    List<Candidate> constructors(TypeMirror type) {
        return constructors(type, false);
    }

    /**
     * The accessible constructors of a class.
     *
     * @param isAbove whether an object of an anonymous class that extends it is made
     */
    List<Candidate> constructors(TypeMirror type, boolean isAbove) {
        if (type instanceof LocalType local) {
            return local.declaration().constructors();
        }
        List<Candidate> found = new ArrayList<>();
        for (ExecutableElement constructor : all.members.constructors(TypeOps.element(type))) {
            if (isAbove ? all.access.allowsAbove(constructor) : all.access.allows(constructor)) {
                found.add(all.members.candidate((DeclaredType) type, constructor));
            }
        }
        return found;
    }
}
