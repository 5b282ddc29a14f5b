package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** What a name stands for. */
public sealed interface Symbol {

    /** A local variable or parameter. */
    record LocalVariable(Local local) implements Symbol {}

    /**
     * A field.
     *
     * @param implicitReceiver whether it is named without qualifier
     */
    record Field(VariableElement element, boolean implicitReceiver) implements Symbol {}

    /** {@code length} of an array. */
    record ArrayLength() implements Symbol {}

    /**
     * A method.
     *
     * @param variableArity whether the call packs its last arguments into an array
     * @param parameterTypes as seen from the receiver
     */
    record Method(ExecutableElement element, boolean variableArity, List<TypeMirror> parameterTypes)
            implements Symbol {}

    /** A constructor; the components as for methods. */
    record Constructor(ExecutableElement element, boolean variableArity, List<TypeMirror> parameterTypes)
            implements Symbol {}

    /** A type. */
    record TypeName(TypeElement element) implements Symbol {}

    /** A type that the body declares. */
    record LocalTypeName(String name) implements Symbol {}

    /**
     * A field, record component or method of a type that the body declares, or of an anonymous class.
     *
     * @param declaration its declarator, parameter or method declaration
     */
    record LocalMember(Node declaration) implements Symbol {}

    /** The beginning of a qualified name that is no type. */
    record PackageName(String name) implements Symbol {}

    /** What could not be found out. */
    record Unknown(String name) implements Symbol {}
}
