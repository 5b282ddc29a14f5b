package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Finds out names, types, overloads and constants in one body at a time, over the elements of the compilation. It is lenient:
 * what it cannot find out it leaves unknown. Bodies may name classes that are not generated yet.
 */
public final class Attributor {
    private final Elements elements;
    private final Types types;
    private final Members members;

    public Attributor(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
        this.members = new Members(elements);
    }

    /** Attributes the body of a method. */
    public Attribution attribute(
            CompilationUnit unit,
            TypeElement enclosing,
            ExecutableElement element,
            CallableDeclaration<?> declaration) {
        Attribution attribution = new Attribution();
        TypeNames names = new TypeNames(elements, types, members, unit, element);
        Scope scope = new Scope();
        List<? extends VariableElement> parameters = element.getParameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = declaration.getParameter(i);
            Local local = new Local(
                    parameter.getNameAsString(),
                    parameter,
                    true,
                    parameters.get(i).asType());
            attribution.local(parameter, local);
            attribution.type(parameter.getType(), parameters.get(i).asType());
            scope.declare(local);
        }
        Bodies bodies = new Bodies(elements, types, members, names, attribution, scope);
        Node body = declaration instanceof MethodDeclaration method
                ? method.getBody().orElse(null)
                : declaration.asConstructorDeclaration().getBody();
        if (body != null) {
            bodies.body(body, element.getReturnType());
        }
        return attribution;
    }

    /** Attributes the initialiser of a field. */
    public Attribution attribute(
            CompilationUnit unit, TypeElement enclosing, VariableElement field, VariableDeclarator declaration) {
        Attribution attribution = new Attribution();
        TypeNames names = new TypeNames(elements, types, members, unit, field);
        Bodies bodies = new Bodies(elements, types, members, names, attribution, new Scope());
        declaration.getInitializer().ifPresent(value -> bodies.initializer(value, field.asType()));
        return attribution;
    }
}
