package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import java.util.Optional;
import javax.lang.model.type.TypeMirror;

/** One local variable or parameter, by identity. */
public final class Local {
    private final String name;
    private final Node declaration;
    private final boolean parameter;
    private final Assignments assignments;
    private TypeMirror type;

    Local(String name, Node declaration, boolean parameter, TypeMirror type) {
        this.name = name;
        this.declaration = declaration;
        this.parameter = parameter;
        this.assignments = new Assignments(declaration);
        this.type = type;
    }

    public String name() {
        return name;
    }

    /** Its type; empty if unknown, as that of a local class is. */
    public Optional<TypeMirror> type() {
        return Attribution.visible(type);
    }

    /** The local or anonymous class that it is an object or array of; empty if it is of another type. */
    public Optional<Attribution.OfLocalClass> localType() {
        return Attribution.localTypeOf(type);
    }

    /** Whether it is a parameter of the attributed method. */
    public boolean isParameter() {
        return parameter;
    }

    /** The declarator, parameter or pattern that declares it. */
    public Node declaration() {
        return declaration;
    }

    /** Whether it has one value only: that of its initialiser, or of the one assignment a run can come to. */
    public boolean effectivelyFinal() {
        return assignments.isOne();
    }

    TypeMirror known() {
        return type;
    }

    void type(TypeMirror found) {
        type = found;
    }

    /** Notes that an expression changes it. */
    void assigned(Node where) {
        assignments.add(where);
    }

    @Override
    public String toString() {
        return name;
    }
}
