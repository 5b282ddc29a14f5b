package io.github.cotangent.processor.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.nodeTypes.NodeWithTypeParameters;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;
import com.github.javaparser.ast.type.TypeParameter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Matches the compiler's elements with their declarations in a parsed file: types by nesting, fields by name, methods by
 * name and erased parameter types. Names of types are compared as far as they are written; where overloads cannot be
 * told apart that way, their order decides, which compilers keep.
 */
final class Declarations {
    private final Types types;

    Declarations(Types types) {
        this.types = types;
    }

    Optional<TypeDeclaration<?>> of(CompilationUnit unit, TypeElement type) {
        Deque<String> path = new ArrayDeque<>();
        Element element = type;
        while (element.getKind() != ElementKind.PACKAGE) {
            if (!(element instanceof TypeElement)) {
                return Optional.empty(); // a class inside a method
            }
            path.push(element.getSimpleName().toString());
            element = element.getEnclosingElement();
        }
        if (!((PackageElement) element).getQualifiedName().contentEquals(packageOf(unit))) {
            return Optional.empty();
        }
        Optional<TypeDeclaration<?>> found = named(unit.getTypes(), path.pop());
        while (found.isPresent() && !path.isEmpty()) {
            found = named(nestedTypes(found.get()), path.pop());
        }
        return found;
    }

    Optional<VariableDeclarator> of(CompilationUnit unit, VariableElement field) {
        if (!(field.getEnclosingElement() instanceof TypeElement owner)) {
            return Optional.empty();
        }
        return of(unit, owner).stream()
                .flatMap(type -> type.getMembers().stream())
                .filter(FieldDeclaration.class::isInstance)
                .flatMap(member -> ((FieldDeclaration) member).getVariables().stream())
                .filter(variable -> field.getSimpleName().contentEquals(variable.getNameAsString()))
                .findFirst();
    }

    Optional<MethodDeclaration> of(CompilationUnit unit, ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        Optional<TypeDeclaration<?>> type = of(unit, owner);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        List<MethodDeclaration> named =
                type.get().getMethodsByName(method.getSimpleName().toString());
        List<ExecutableElement> others = ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .filter(other -> other.getSimpleName().equals(method.getSimpleName()))
                .toList();
        return declaring(method, named, others);
    }

    Optional<ConstructorDeclaration> constructor(CompilationUnit unit, ExecutableElement constructor) {
        TypeElement owner = (TypeElement) constructor.getEnclosingElement();
        return of(unit, owner)
                .flatMap(type -> declaring(
                        constructor,
                        type.getConstructors(),
                        ElementFilter.constructorsIn(owner.getEnclosedElements())));
    }

    /** Which of the declarations is the method's; where the types as written leave several, their order tells. */
    private <D extends CallableDeclaration<?>> Optional<D> declaring(
            ExecutableElement method, List<D> named, List<ExecutableElement> others) {
        List<D> candidates = named.stream()
                .filter(candidate -> mayDeclare(candidate, method))
                .toList();
        if (candidates.size() <= 1) {
            return candidates.stream().findFirst();
        }
        List<ExecutableElement> alike = others.stream()
                .filter(other -> candidates.stream().anyMatch(candidate -> mayDeclare(candidate, other)))
                .toList();
        int index = alike.indexOf(method);
        return index >= 0 && alike.size() == candidates.size() ? Optional.of(candidates.get(index)) : Optional.empty();
    }

    private boolean mayDeclare(CallableDeclaration<?> candidate, ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        if (candidate.getParameters().size() != parameters.size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            Parameter written = candidate.getParameter(i);
            TypeMirror erased = types.erasure(parameters.get(i).asType());
            if (written.isVarArgs()) {
                if (!(erased instanceof ArrayType array)) {
                    return false;
                }
                erased = array.getComponentType();
            }
            if (!mayBe(written.getType(), erased, candidate)) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is written in {@code method} as {@code type} may be the type {@code erased}. */
    private static boolean mayBe(Type type, TypeMirror erased, CallableDeclaration<?> method) {
        if (type.isArrayType()) {
            return erased instanceof ArrayType array
                    && mayBe(type.asArrayType().getComponentType(), array.getComponentType(), method);
        }
        if (type.isPrimitiveType()) {
            return erased.getKind().isPrimitive()
                    && erased.getKind()
                            == TypeKind.valueOf(type.asPrimitiveType().getType().name());
        }
        if (!(erased instanceof DeclaredType declared) || !type.isClassOrInterfaceType()) {
            return false;
        }
        ClassOrInterfaceType written = type.asClassOrInterfaceType();
        String name = written.getNameWithScope();
        Optional<TypeParameter> variable = typeParameter(name, method);
        TypeElement element = (TypeElement) declared.asElement();
        if (variable.isPresent()) {
            return variable.get()
                    .getTypeBound()
                    .getFirst()
                    .map(bound -> mayBe(bound, erased, method))
                    .orElseGet(() -> element.getQualifiedName().contentEquals("java.lang.Object"));
        }
        String qualified = element.getQualifiedName().toString();
        return qualified.equals(name) || qualified.endsWith("." + name);
    }

    private static Optional<TypeParameter> typeParameter(String name, CallableDeclaration<?> method) {
        Node scope = method;
        while (scope != null) {
            if (scope instanceof NodeWithTypeParameters<?> generic) {
                for (TypeParameter parameter : generic.getTypeParameters()) {
                    if (parameter.getNameAsString().equals(name)) {
                        return Optional.of(parameter);
                    }
                }
            }
            scope = scope.getParentNode().orElse(null);
        }
        return Optional.empty();
    }

    private static String packageOf(CompilationUnit unit) {
        return unit.getPackageDeclaration().map(p -> p.getNameAsString()).orElse("");
    }

    private static List<TypeDeclaration<?>> nestedTypes(TypeDeclaration<?> type) {
        return type.getMembers().stream()
                .filter(BodyDeclaration::isTypeDeclaration)
                .<TypeDeclaration<?>>map(BodyDeclaration::asTypeDeclaration)
                .toList();
    }

    private static Optional<TypeDeclaration<?>> named(List<TypeDeclaration<?>> types, String name) {
        return types.stream()
                .filter(type -> type.getNameAsString().equals(name))
                .findFirst();
    }
}
