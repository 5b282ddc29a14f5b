package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** A lambda or method reference, as something that a class can be made of. */
interface FunctionSource {

    /**
     * The functional interface that a function implements, as it is seen where the function is written.
     *
     * @param type the interface with its type arguments
     * @param implemented the interface
     * @param function its method
     * @param parameters the types of its parameters, type variables replaced
     * @param result the type of its result
     * @param isWritable whether the companion can write down that a class implements the interface
     */
    record Contract(
            ObjectType type,
            TypeElement implemented,
            ExecutableElement function,
            List<? extends TypeMirror> parameters,
            TypeMirror result,
            boolean isWritable,
            TypeTranslation types) {

        static Contract of(
                DeclaredType target,
                TypeElement implemented,
                ExecutableElement function,
                boolean isWritable,
                Types types,
                TypeTranslation translation) {
            ExecutableType seen = (ExecutableType) types.asMemberOf(target, function);
            return new Contract(
                    (ObjectType) translation.of(target),
                    implemented,
                    function,
                    seen.getParameterTypes(),
                    seen.getReturnType(),
                    isWritable,
                    translation);
        }

        /** The type of a parameter as a variable has it. */
        Type parameter(int index) {
            return seen(types.of(parameters.get(index)), parameterOf(index));
        }

        Type resultType() {
            return seen(types.of(result), function.getReturnType());
        }

        private TypeMirror parameterOf(int index) {
            return function.getParameters().get(index).asType();
        }

        /** What a type variable stands for is one still where no more than {@code Object} is known of it. */
        private static Type seen(Type type, TypeMirror declared) {
            return declared.getKind() == TypeKind.TYPEVAR && type.equals(ReferenceType.OBJECT)
                    ? AnyType.OF_OBJECT
                    : type;
        }

        /** The identity of the function of a class. */
        MethodId id(String owner) {
            return new MethodId(
                    owner,
                    owner,
                    function.getSimpleName().toString(),
                    IntStream.range(0, parameters.size())
                            .mapToObj(i -> seen(types.erased(parameters.get(i)), parameterOf(i)))
                            .toList(),
                    seen(types.erased(result), function.getReturnType()),
                    true,
                    MethodId.Invocation.EXACT);
        }

        FunctionClass.Parent parent() {
            return new FunctionClass.Parent(type, false, List.of(), Inheritance.methodNames(implemented), isWritable);
        }

        List<Type> thrown() {
            return function.getThrownTypes().stream().map(types::of).toList();
        }
    }

    Contract contract();

    /**
     * The class of that name; nothing if the function does something that the form cannot express.
     *
     * @param problems receives what that is
     */
    Optional<FunctionClass> lower(String name, Consumer<Problem> problems);

    /** What goes into the fields of a class made of this source, where the function is written. */
    List<Expr> captured(FunctionClass type);
}
