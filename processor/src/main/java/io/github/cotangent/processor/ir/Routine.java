package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A generated static method: what printing starts from.
 *
 * @param name its Java name
 * @param documentation lines of its Javadoc, empty for none
 * @param isPublic public, or private to the companion
 * @param parameters in order; the first that wishes for a name has it
 * @param result result type
 * @param body the statements, with {@link Stmt.Return}
 * @param reserved names no variable of it may take
 * @param thrown the exceptions it declares, because the user's method does
 * @param remarks the user's comments to print where they stood, in text order
 */
public record Routine(
        String name,
        List<String> documentation,
        boolean isPublic,
        List<Variable> parameters,
        Type result,
        Block body,
        Set<String> reserved,
        List<Type> thrown,
        List<Remark> remarks) {
    public Routine {
        documentation = List.copyOf(documentation);
        parameters = List.copyOf(parameters);
        reserved = Set.copyOf(reserved);
        thrown = List.copyOf(thrown);
        remarks = List.copyOf(remarks);
    }

    /** A routine that declares no exceptions and has no comments of the user. */
    public Routine(
            String name,
            List<String> documentation,
            boolean isPublic,
            List<Variable> parameters,
            Type result,
            Block body,
            Set<String> reserved) {
        this(name, documentation, isPublic, parameters, result, body, reserved, List.of(), List.of());
    }

    public Routine withBody(Block changed) {
        return new Routine(name, documentation, isPublic, parameters, result, changed, reserved, thrown, remarks);
    }

    public Routine throwing(List<Type> exceptions) {
        return new Routine(name, documentation, isPublic, parameters, result, body, reserved, exceptions, remarks);
    }

    public Routine remarking(List<Remark> comments) {
        return new Routine(name, documentation, isPublic, parameters, result, body, reserved, thrown, comments);
    }

    /** The Java names of the parameters: their own, with underscores behind it where one before has it. */
    public List<String> parameterNames() {
        List<String> names = new ArrayList<>();
        for (Variable parameter : parameters) {
            String name = parameter.name();
            while (names.contains(name)) {
                name += "_";
            }
            names.add(name);
        }
        return names;
    }
}
