package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.type.Type;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Finds out names, types, overloads and constants in one body at a time, over the elements of the compilation. It is lenient:
 * what it cannot find out it leaves unknown. Bodies may name classes that are not generated yet.
 */
public final class Attributor {
    private final Elements elements;
    private final TypeOps ops;
    private final Members members;
    private final Map<CompilationUnit, Imports> imports = new IdentityHashMap<>();
    private final Map<TypeElement, TypeNames> names = new HashMap<>();

    public Attributor(Elements elements, Types types) {
        this.elements = elements;
        this.ops = new TypeOps(elements, types);
        this.members = new Members(elements, ops);
    }

    /** Attributes the body of a method or constructor. */
    public Attribution attribute(
            CompilationUnit unit,
            TypeElement enclosing,
            ExecutableElement element,
            CallableDeclaration<?> declaration) {
        Parts parts = parts(unit, enclosing, element);
        declare(declaration.getParameters(), element, parts);
        BlockStmt body = declaration instanceof MethodDeclaration method
                ? method.getBody().orElse(null)
                : declaration.asConstructorDeclaration().getBody();
        if (body != null) {
            parts.statements.body(body, element.getReturnType());
        }
        return parts.attribution;
    }

    /**
     * Attributes what runs when an object is made.
     *
     * @param parameters the declarations of the constructor's parameters
     * @param members declarators of fields, whose initialisers run, and initialiser blocks
     * @param body the constructor's own body; null for none
     */
    public Attribution construction(
            CompilationUnit unit,
            TypeElement enclosing,
            ExecutableElement constructor,
            List<Parameter> parameters,
            List<Node> members,
            BlockStmt body) {
        Parts parts = parts(unit, enclosing, constructor);
        for (Node member : members) {
            if (member instanceof VariableDeclarator declarator) {
                parts.typeNodes.of(declarator.getType());
                TypeMirror type = this.members
                        .field(enclosing, declarator.getNameAsString())
                        .asType();
                declarator.getInitializer().ifPresent(value -> parts.expressions.of(value, type));
            } else if (member instanceof InitializerDeclaration block) {
                parts.scope.within(() -> parts.statements.body(block.getBody(), constructor.getReturnType()));
            }
        }
        declare(parameters, constructor, parts);
        if (body != null) {
            parts.statements.body(body, constructor.getReturnType());
        }
        return parts.attribution;
    }

    private static void declare(List<Parameter> declarations, ExecutableElement element, Parts parts) {
        List<? extends VariableElement> parameters = element.getParameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = declarations.get(i);
            parts.typeNodes.of(parameter.getType());
            Local local = new Local(
                    parameter.getNameAsString(),
                    parameter,
                    true,
                    parameters.get(i).asType());
            parts.attribution.local(parameter, local);
            parts.scope.declare(local);
        }
    }

    /** Attributes the initialiser of a field. */
    public Attribution attribute(
            CompilationUnit unit, TypeElement enclosing, VariableElement field, VariableDeclarator declaration) {
        Parts parts = parts(unit, enclosing, field);
        parts.typeNodes.of(declaration.getType());
        declaration.getInitializer().ifPresent(value -> parts.expressions.of(value, field.asType()));
        return parts.attribution;
    }

    /** Attributes the body of an enum constant. */
    public Attribution attribute(CompilationUnit unit, TypeElement enclosing, EnumConstantDeclaration constant) {
        Parts parts = parts(unit, enclosing, enclosing);
        parts.localClasses.constant(constant, enclosing.asType());
        return parts.attribution;
    }

    /** What a type that is written in a class means; null if that is unknown. */
    public TypeMirror type(CompilationUnit unit, TypeElement enclosing, Type node) {
        return parts(unit, enclosing, enclosing).typeNodes.of(node);
    }

    /** The one abstract method of a functional interface (JLS 9.8). */
    public Optional<ExecutableElement> functionOf(TypeElement contract) {
        return Optional.ofNullable(members.function(contract));
    }

    private Parts parts(CompilationUnit unit, TypeElement enclosing, Element place) {
        Imports imported = imports.computeIfAbsent(unit, each -> new Imports(ops, members, each));
        TypeNames typeNames = names.computeIfAbsent(enclosing, each -> new TypeNames(ops, members, imported, each));
        Scope scope = new Scope();
        typeParameters(place, scope);
        return new Parts(elements, ops, members, typeNames, scope);
    }

    /** Declares the type parameters in scope, those of the method last: they hide the others. */
    private static void typeParameters(Element place, Scope scope) {
        if (place instanceof TypeElement || place instanceof ExecutableElement || place instanceof VariableElement) {
            typeParameters(place.getEnclosingElement(), scope);
            if (place instanceof Parameterizable generic) {
                for (TypeParameterElement each : generic.getTypeParameters()) {
                    scope.declare(each.getSimpleName().toString(), each.asType());
                }
            }
        }
    }
}
