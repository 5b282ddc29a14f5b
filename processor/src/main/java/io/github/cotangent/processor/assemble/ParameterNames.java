package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Variable;
import java.util.HashSet;
import java.util.Set;

/** Gives the parameters that a generated method has besides the user's names that those have not. */
final class ParameterNames {
    private final Set<String> taken = new HashSet<>();

    ParameterNames(Method method) {
        method.parameters().stream().map(Variable::name).forEach(taken::add);
    }

    /** The wish, with underscores behind it until it is free. */
    String free(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }
}
