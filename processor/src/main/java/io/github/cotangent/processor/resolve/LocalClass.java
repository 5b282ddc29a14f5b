package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.type.TypeMirror;

/** A class that a body declares: local or anonymous. */
final class LocalClass {
    private final String name;
    private final Node declaration;
    private final List<TypeMirror> supertypes = new ArrayList<>();
    private final Map<String, Field> fields = new HashMap<>();
    private final Map<String, List<Candidate>> methods = new HashMap<>();
    private final Map<String, LocalClass> types = new HashMap<>();
    private final List<Candidate> constructors = new ArrayList<>();
    private final boolean isInterface;
    private Candidate function;

    /**
     * A field, record component or enum constant.
     *
     * @param type null if unknown
     */
    record Field(Node declaration, TypeMirror type) {}

    /** @param name empty for an anonymous class */
    LocalClass(String name, Node declaration, boolean isInterface) {
        this.name = name;
        this.declaration = declaration;
        this.isInterface = isInterface;
    }

    String name() {
        return name;
    }

    Node declaration() {
        return declaration;
    }

    boolean isInterface() {
        return isInterface;
    }

    /** What it extends and implements, the class first. */
    List<TypeMirror> supertypes() {
        return supertypes;
    }

    /** Its own field of a name; null if there is none. */
    Field field(String wanted) {
        return fields.get(wanted);
    }

    /** Its own methods of a name. */
    List<Candidate> methods(String wanted) {
        return methods.getOrDefault(wanted, List.of());
    }

    List<Candidate> constructors() {
        return constructors;
    }

    /** Its own member class of a name; null if there is none. */
    LocalClass type(String wanted) {
        return types.get(wanted);
    }

    /** Its abstract method, if it is a functional interface; null otherwise. */
    Candidate function() {
        return function;
    }

    void supertype(TypeMirror type) {
        supertypes.add(type);
    }

    void field(String fieldName, Field field) {
        fields.put(fieldName, field);
    }

    void method(String methodName, Candidate method) {
        methods.computeIfAbsent(methodName, each -> new ArrayList<>()).add(method);
    }

    void constructor(Candidate constructor) {
        constructors.add(constructor);
    }

    void type(LocalClass type) {
        types.put(type.name(), type);
    }

    void function(Candidate method) {
        function = method;
    }

    @Override
    public String toString() {
        return name;
    }
}
