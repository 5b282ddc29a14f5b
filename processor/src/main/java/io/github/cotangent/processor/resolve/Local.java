package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import java.util.Optional;
import javax.lang.model.type.TypeMirror;

/** One local variable or parameter, by identity. */
public final class Local {
    private final String name;
    private final Node declaration;
    private final boolean parameter;
    private TypeMirror type;
    private int assignments;

    Local(String name, Node declaration, boolean parameter, TypeMirror type) {
        this.name = name;
        this.declaration = declaration;
        this.parameter = parameter;
        this.type = type;
    }

    public String name() {
        return name;
    }

    /** Its type; empty if unknown. */
    public Optional<TypeMirror> type() {
        return Optional.ofNullable(type);
    }

    /** Whether it is a parameter of the attributed method. */
    public boolean isParameter() {
        return parameter;
    }

    /** The declarator, parameter or pattern that declares it. */
    public Node declaration() {
        return declaration;
    }

    /** Whether nothing assigns it after its initialisation. */
    public boolean effectivelyFinal() {
        return assignments == 0;
    }

    void type(TypeMirror found) {
        type = found;
    }

    void assigned() {
        assignments++;
    }

    @Override
    public String toString() {
        return name;
    }
}
