package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * An anonymous class that becomes a class of the companion, as it is declared. Java's model has no elements for its members: what
 * it declares itself is known from its text, what it inherits from the model of its parent.
 */
final class InnerClass implements FunctionClasses.Bodies {

    /** @param id its identity in the class of the companion */
    record Field(VariableDeclarator declaration, FieldId id) {}

    /**
     * A method.
     *
     * @param parameters the types of its parameters, as they are written
     */
    record Method(
            MethodDeclaration declaration,
            MethodId id,
            List<? extends TypeMirror> parameters,
            TypeMirror result,
            List<Type> thrown) {}

    private final ObjectCreationExpr declaration;
    private final ObjectType type;
    private final DeclaredType parent;
    private final Symbol.Constructor constructor;
    private final List<Field> fields = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final Types types;

    /** @param constructor the one of the parent that is called; null if the parent is an interface */
    InnerClass(
            ObjectCreationExpr declaration,
            ObjectType type,
            DeclaredType parent,
            Symbol.Constructor constructor,
            Types types) {
        this.declaration = declaration;
        this.type = type;
        this.parent = parent;
        this.constructor = constructor;
        this.types = types;
    }

    void add(Field field) {
        fields.add(field);
    }

    void add(Method method) {
        methods.add(method);
    }

    ObjectCreationExpr declaration() {
        return declaration;
    }

    /** The class of the companion. */
    ObjectType type() {
        return type;
    }

    /** The class that it extends or the interface that it implements, as it is written. */
    DeclaredType parentType() {
        return parent;
    }

    TypeElement parent() {
        return (TypeElement) parent.asElement();
    }

    /** The constructor that it calls; nothing if its parent is an interface. */
    Optional<Symbol.Constructor> constructor() {
        return Optional.ofNullable(constructor);
    }

    List<Field> fields() {
        return fields;
    }

    List<Method> methods() {
        return methods;
    }

    /** Its field with a declaration. */
    Optional<Field> field(VariableDeclarator declarator) {
        return fields.stream()
                .filter(each -> each.declaration() == declarator)
                .findFirst();
    }

    /** Its method with a declaration. */
    Optional<Method> method(MethodDeclaration own) {
        return methods.stream().filter(each -> each.declaration() == own).findFirst();
    }

    boolean declares(String field) {
        return fields.stream().anyMatch(each -> each.id().name().equals(field));
    }

    @Override
    public Optional<MethodId> of(ExecutableElement method) {
        return methods.stream()
                .filter(own -> overrides(own, method))
                .map(Method::id)
                .findFirst();
    }

    /** Whether a method of this class has the signature of one of a class or interface above, and that can be overridden. */
    boolean overrides(Method own, ExecutableElement method) {
        boolean open = !method.getModifiers().contains(Modifier.PRIVATE)
                && !method.getModifiers().contains(Modifier.STATIC);
        if (!open
                || !method.getSimpleName().contentEquals(own.id().name())
                || method.getParameters().size() != own.parameters().size()) {
            return false;
        }
        TypeMirror above = types.erasure(method.getEnclosingElement().asType());
        if (!types.isSubtype(types.erasure(parent), above)) {
            return false;
        }
        List<? extends TypeMirror> seen = ((ExecutableType) types.asMemberOf(parent, method)).getParameterTypes();
        for (int i = 0; i < seen.size(); i++) {
            TypeMirror written = types.erasure(own.parameters().get(i));
            boolean same = types.isSameType(types.erasure(seen.get(i)), written)
                    || types.isSameType(
                            types.erasure(method.getParameters().get(i).asType()), written);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
