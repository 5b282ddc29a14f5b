package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Variable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One annotated method.
 *
 * @param prefix what the names of its generated methods start with
 * @param kinds the derivatives to generate
 * @param inputs indices of the parameters to differentiate with respect to, ascending
 * @param linkage name and parameter types under which later compilations find the method; null if they cannot call it
 */
public record Request(Method method, String prefix, List<Kind> kinds, List<Integer> inputs, String linkage) {

    /** The kinds of derivatives that can be generated. */
    public enum Kind {
        GRADIENT("Gradient"),
        VJP("Vjp"),
        JVP("Jvp");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        /** What the names of generated methods and classes end in. */
        public String suffix() {
            return suffix;
        }
    }

    /** The names of members that result classes have anyway. */
    private static final Set<String> TAKEN = Set.of(
            "value",
            "clear",
            "hashCode",
            "toString",
            "getClass",
            "notify",
            "notifyAll",
            "wait",
            "clone",
            "finalize",
            "serialVersionUID");

    public Request {
        kinds = List.copyOf(kinds);
        inputs = List.copyOf(inputs);
    }

    /** The accessor of an input in result classes: its name, with underscores behind it until it is free. */
    public String part(Variable input) {
        Map<String, String> parts = new HashMap<>();
        List<String> names = inputs.stream()
                .map(i -> method.parameters().get(i).name())
                .sorted(Comparator.comparing(name -> !TAKEN.contains(name)))
                .toList();
        for (String name : names) {
            String part = name;
            while (TAKEN.contains(part) || parts.containsValue(part)) {
                part += "_";
            }
            parts.put(name, part);
        }
        return parts.get(input.name());
    }

    /** The simple name of the result class of a kind. */
    public String resultClass(Kind kind) {
        return Character.toUpperCase(prefix.charAt(0)) + prefix.substring(1) + kind.suffix();
    }
}
