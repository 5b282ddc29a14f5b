package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names for parameters that a generated method has beside those of the user's method, which keep theirs. */
final class ParameterNames {
    private final Set<String> taken = new HashSet<>();

    ParameterNames(List<Variable> parameters) {
        parameters.forEach(parameter -> taken.add(parameter.name()));
    }

    /** A name that no parameter has so far: the wish, or with as many underscores behind it as it takes. */
    String free(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /** A name that no parameter has so far: the wish with a number behind it, from 2. */
    String numbered(String wish) {
        int number = 2;
        while (!taken.add(wish + number)) {
            number++;
        }
        return wish + number;
    }
}
