package io.github.cotangent.processor.ir;

import java.util.List;
import java.util.Set;

/**
 * The body of one method in the form the core works on.
 *
 * @param id which method
 * @param parameters in order, {@link Variable.Kind#PARAMETER}; the receiver first, if there is one. The body may assign them
 * @param body the statements; {@link Stmt.Return} ends it on every path unless the result is void
 * @param reserved names that opaque text declares inside itself (lambda parameters, locals of opaque statements, local
 *     classes), which no variable of the generated method may take
 * @param thrown the exceptions it declares
 * @param remarks the comments in its body, in text order
 * @param places the declarations of the parameters
 * @param origin the declaration
 */
public record Method(
        MethodId id,
        List<Variable> parameters,
        Block body,
        Set<String> reserved,
        List<Type> thrown,
        List<Remark> remarks,
        List<Origin> places,
        Origin origin) {
    public Method {
        parameters = List.copyOf(parameters);
        reserved = Set.copyOf(reserved);
        thrown = List.copyOf(thrown);
        remarks = List.copyOf(remarks);
        places = List.copyOf(places);
    }

    /** The same method with another identity and other statements. */
    public Method with(MethodId other, Block changed) {
        return new Method(other, parameters, changed, reserved, thrown, remarks, places, origin);
    }

    /** The same method with the declarations of its parameters. */
    public Method placed(List<Origin> declarations) {
        return new Method(id, parameters, body, reserved, thrown, remarks, declarations, origin);
    }
}
