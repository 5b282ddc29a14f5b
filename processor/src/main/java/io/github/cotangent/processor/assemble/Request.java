package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import java.util.List;
import java.util.Set;

/**
 * One annotated method.
 *
 * @param prefix what the names of its generated methods start with
 * @param kinds the derivatives to generate
 * @param inputs indices of the parameters to differentiate with respect to, ascending
 * @param fields the fields of the receiver to differentiate with respect to
 * @param linkage name and parameter types under which later compilations find the method; null if they cannot call it
 */
public record Request(
        Method method, String prefix, List<Kind> kinds, List<Integer> inputs, List<FieldId> fields, String linkage) {

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

    /** The methods without parameters that every result class has. */
    private static final Set<String> TAKEN = Set.of(
            "value", "clear", "hashCode", "toString", "getClass", "notify", "notifyAll", "wait", "clone", "finalize");

    public Request {
        kinds = List.copyOf(kinds);
        inputs = List.copyOf(inputs);
        fields = List.copyOf(fields);
    }

    /** The accessor of a parameter in result classes. */
    public static String part(String parameter) {
        return TAKEN.contains(parameter) ? parameter + "_" : parameter;
    }

    /** The simple name of the result class of a kind. */
    public String resultClass(Kind kind) {
        return Character.toUpperCase(prefix.charAt(0)) + prefix.substring(1) + kind.suffix();
    }
}
