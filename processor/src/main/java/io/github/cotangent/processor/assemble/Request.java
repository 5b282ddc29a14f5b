package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One annotated method.
 *
 * @param prefix what the names of its generated methods start with
 * @param kinds the derivatives to generate
 * @param inputs indices of the parameters to differentiate with respect to, ascending
 * @param fields the fields of the receiver to differentiate with respect to
 * @param isSparse whether Jacobians and Hessians are to be sparse
 * @param linkage name and parameter types under which later compilations find the method; null if they cannot call it
 * @param own the body that the class itself has, which companions that do not know the class find by the class of an object;
 *     null if there is none, or if no call can lead to it that way
 * @param isPure whether that does nothing but compute
 */
public record Request(
        Method method,
        String prefix,
        List<Kind> kinds,
        List<Integer> inputs,
        List<FieldId> fields,
        boolean isSparse,
        String linkage,
        Method own,
        boolean isPure) {

    /** The kinds of derivatives that can be generated. */
    public enum Kind {
        GRADIENT("Gradient"),
        VJP("Vjp"),
        JVP("Jvp"),
        JACOBIAN("Jacobian"),
        HVP("Hvp"),
        HESSIAN("Hessian"),
        PULLBACK("Pullback");

        /** The kinds of methods whose only output is a number, their result. */
        public static final Set<Kind> OF_NUMBERS = Set.of(GRADIENT, HVP, HESSIAN);

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }

        /** Whether it needs a reverse sweep. */
        public boolean isReverse() {
            return this != JVP;
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
        fields = List.copyOf(fields);
    }

    /** The accessor of a parameter in result classes: its name, with underscores behind it until it is free. */
    public String part(Variable input) {
        return parts().get(inputs.indexOf(method.parameters().indexOf(input)));
    }

    /** The accessor of a field of the receiver in result classes. */
    public String part(FieldId field) {
        return parts().get(inputs.size() + fields.indexOf(field));
    }

    /** Where the fields of the receiver stand among the inputs: behind the receiver itself, before the other parameters. */
    public int fieldPosition() {
        return method.id().hasReceiver() && inputs.contains(0) ? 1 : 0;
    }

    /** The accessors of the parameters and, behind them, of the fields. */
    private List<String> parts() {
        List<String> names = new ArrayList<>();
        inputs.forEach(i -> names.add(method.parameters().get(i).name()));
        fields.forEach(field -> names.add(field.name()));
        List<String> parts = new ArrayList<>(names);
        Set<String> used = new HashSet<>(TAKEN);
        IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(i -> !TAKEN.contains(names.get(i))))
                .forEach(i -> {
                    String part = names.get(i);
                    while (!used.add(part)) {
                        part += "_";
                    }
                    parts.set(i, part);
                });
        return parts;
    }

    /** The simple name of the result class of a kind. */
    public String resultClass(Kind kind) {
        return Character.toUpperCase(prefix.charAt(0)) + prefix.substring(1) + kind.suffix();
    }
}
