package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.Collection;
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
 * An anonymous or local class that becomes a class of the companion, as it is declared. Java's model has no elements for its members:
 * what it declares itself is known from its text, what it inherits from the model of its parent.
 */
final class InnerClass implements FunctionClasses.Bodies {

    /**
     * A type as it is written.
     *
     * @param mirror null for a class that the method declares
     * @param type as a variable has it
     */
    record Written(TypeMirror mirror, Type type, Type erased) {}

    /**
     * @param declaration its declarator, or the component of a record
     * @param id its identity in the class of the companion
     */
    record Field(Node declaration, FieldId id, Written type) {}

    record Method(
            MethodDeclaration declaration, MethodId id, List<Written> parameters, Written result, List<Type> thrown) {}

    /**
     * What gives a new object its first values.
     *
     * @param declaration the constructor; null if the class declares none
     * @param id of the method that does it in the class of the companion
     */
    record Start(ConstructorDeclaration declaration, MethodId id, List<Written> parameters, List<Type> thrown) {}

    private final Node declaration;
    private final ObjectType type;
    private final DeclaredType parent;
    private final Symbol.Constructor constructor;
    private final List<Field> fields = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final List<Start> starts = new ArrayList<>();
    private List<FieldId> captured = List.of();
    private final Types types;

    /** @param constructor the one of the parent that is called; null if the parent is an interface or {@code Object} */
    InnerClass(Node declaration, ObjectType type, DeclaredType parent, Symbol.Constructor constructor, Types types) {
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

    void add(Start start) {
        starts.add(start);
    }

    /** Notes which fields hold what it has captured. */
    void captures(Collection<FieldId> fieldsOfCaptured) {
        captured = List.copyOf(fieldsOfCaptured);
    }

    /** The fields that hold what it has captured, in the order of the constructor's parameters. */
    List<FieldId> captured() {
        return captured;
    }

    /** The creation or the enum constant that declares it, or its declaration. */
    Node declaration() {
        return declaration;
    }

    static List<BodyDeclaration<?>> members(Node declaration) {
        if (declaration instanceof EnumConstantDeclaration constant) {
            return constant.getClassBody();
        }
        return declaration instanceof ObjectCreationExpr creation
                ? creation.getAnonymousClassBody().orElseThrow()
                : ((TypeDeclaration<?>) declaration).getMembers();
    }

    List<BodyDeclaration<?>> members() {
        return members(declaration);
    }

    /** The class of the companion. */
    ObjectType type() {
        return type;
    }

    /** The type that its objects have in the companion: for the body of an enum constant, which has no name there, the enum. */
    ObjectType seen() {
        return isConstant() ? Classes.objectType(parent()) : type;
    }

    /** Whether it is the body of an enum constant: the companion does not declare it, and does not make its object. */
    boolean isConstant() {
        return declaration instanceof EnumConstantDeclaration;
    }

    /** The class that it extends or the interface that it implements, as it is written. */
    DeclaredType parentType() {
        return parent;
    }

    TypeElement parent() {
        return (TypeElement) parent.asElement();
    }

    boolean hasParent() {
        return !parent().getQualifiedName().contentEquals("java.lang.Object");
    }

    boolean extendsClass() {
        return !parent().getKind().isInterface();
    }

    /** Whether it is a record: its fields are the components then, in order. */
    boolean isRecord() {
        return declaration instanceof RecordDeclaration;
    }

    /** Whether a method is what reads a component of a record. */
    boolean isAccessor(MethodId method) {
        return isRecord() && method.parameters().isEmpty() && declares(method.name());
    }

    /** The constructor of the parent that it calls; nothing if there is none to follow. */
    Optional<Symbol.Constructor> constructor() {
        return Optional.ofNullable(constructor);
    }

    List<Field> fields() {
        return fields;
    }

    List<Method> methods() {
        return methods;
    }

    List<MethodId> methodIds() {
        return methods.stream().map(Method::id).toList();
    }

    List<Start> starts() {
        return starts;
    }

    /** Its field with a declaration. */
    Optional<Field> field(Node declared) {
        return fields.stream().filter(each -> each.declaration() == declared).findFirst();
    }

    /** Its method with a declaration. */
    Optional<Method> method(MethodDeclaration own) {
        return methods.stream().filter(each -> each.declaration() == own).findFirst();
    }

    /** What gives objects made with a constructor their first values; nothing if none is needed. */
    Optional<Start> start(Node constructorDeclaration) {
        return starts.stream()
                .filter(each -> each.declaration() == null || each.declaration() == constructorDeclaration)
                .findFirst();
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
    private boolean overrides(Method own, ExecutableElement method) {
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
            TypeMirror written = own.parameters().get(i).mirror();
            if (written == null
                    || !isSame(seen.get(i), written)
                            && !isSame(method.getParameters().get(i).asType(), written)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(TypeMirror a, TypeMirror b) {
        return types.isSameType(types.erasure(a), types.erasure(b));
    }
}
