package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;

/** What the imports of a file and its package bring into scope. Imports of what does not exist bring nothing. */
final class Imports {
    private final TypeOps ops;
    private final Members members;
    private final String packagePrefix;
    private final Map<String, List<String>> single = new HashMap<>();
    private final Map<String, List<String>> singleStatic = new HashMap<>();
    private final List<String> onDemand = new ArrayList<>();
    private final List<String> onDemandStatic = new ArrayList<>();

    Imports(TypeOps ops, Members members, CompilationUnit unit) {
        this.ops = ops;
        this.members = members;
        this.packagePrefix = unit.getPackageDeclaration()
                .map(declaration -> declaration.getNameAsString() + ".")
                .orElse("");
        for (ImportDeclaration each : unit.getImports()) {
            String name = each.getNameAsString();
            if (each.isAsterisk()) {
                (each.isStatic() ? onDemandStatic : onDemand).add(name);
            } else {
                (each.isStatic() ? singleStatic : single)
                        .computeIfAbsent(each.getName().getIdentifier(), id -> new ArrayList<>())
                        .add(name);
            }
        }
    }

    /** The type that a simple name means at the top of the file; null if there is none. */
    TypeElement type(String name) {
        for (String imported : single.getOrDefault(name, List.of())) {
            if (ops.element(imported) != null) {
                return ops.element(imported);
            }
        }
        for (TypeElement owner : owners(singleStatic.getOrDefault(name, List.of()))) {
            if (members.memberType(owner, name) != null) {
                return members.memberType(owner, name);
            }
        }
        TypeElement samePackage = ops.element(packagePrefix + name);
        return samePackage != null ? samePackage : onDemand(name);
    }

    private TypeElement onDemand(String name) {
        for (String prefix : onDemand) {
            TypeElement found = ops.element(prefix + "." + name);
            if (found != null) {
                return found;
            }
        }
        for (String prefix : onDemandStatic) {
            TypeElement owner = ops.element(prefix);
            TypeElement found = owner == null ? null : members.memberType(owner, name);
            if (found != null) {
                return found;
            }
        }
        return ops.element("java.lang." + name);
    }

    /** The classes whose static members of a name single imports bring into scope. */
    List<TypeElement> exactOwners(String member) {
        return owners(singleStatic.getOrDefault(member, List.of()));
    }

    /** The classes all whose static members are in scope. */
    List<TypeElement> onDemandOwners() {
        List<TypeElement> found = new ArrayList<>();
        for (String name : onDemandStatic) {
            if (ops.element(name) != null) {
                found.add(ops.element(name));
            }
        }
        return found;
    }

    private List<TypeElement> owners(List<String> names) {
        List<TypeElement> found = new ArrayList<>();
        for (String name : names) {
            TypeElement owner = ops.element(name.substring(0, name.lastIndexOf('.')));
            if (owner != null) {
                found.add(owner);
            }
        }
        return found;
    }
}
