package io.github.cotangent.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** An annotated method with its companion. */
final class CompanionSubject implements Subject {
    private final Class<?> type;
    private final String method;
    private String prefix;
    private List<String> parameterNames = List.of();
    private CompanionMethods found;

    CompanionSubject(Class<?> type, String method) {
        this.type = type;
        this.method = method;
        this.prefix = method;
    }

    @Override
    public String title() {
        return type.getSimpleName() + "." + method;
    }

    @Override
    public void named(String name) {
        prefix = name;
    }

    @Override
    public void parameters(List<String> names) {
        parameterNames = names;
    }

    private CompanionMethods methods(Object[] arguments) {
        if (found == null || found.types().size() != arguments.length) {
            found = CompanionMethods.of(type, method, prefix, parameterNames, arguments.length);
        }
        return found;
    }

    @Override
    public boolean isFloat() {
        return Numbers.hasFloat(found.primal().getReturnType())
                || found.types().stream().anyMatch(Numbers::hasFloat);
    }

    @Override
    public String show(Object[] arguments) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String text = Arrays.deepToString(new Object[] {arguments[i]});
            shown.add((found.names().isEmpty() ? "" : found.names().get(i) + " = ")
                    + text.substring(1, text.length() - 1));
        }
        return String.join(", ", shown);
    }

    @Override
    public double[] numbers(Object[] arguments) {
        List<Double> numbers = new ArrayList<>();
        read(arguments, numbers, null);
        return Numbers.toArray(numbers);
    }

    @Override
    public List<String> names(Object[] arguments) {
        List<String> names = new ArrayList<>();
        read(arguments, new ArrayList<>(), names);
        return names;
    }

    private void read(Object[] arguments, List<Double> numbers, List<String> names) {
        CompanionMethods methods = methods(arguments);
        methods.inputs()
                .forEach((i, accessor) ->
                        Numbers.read(methods.types().get(i), arguments[i], methods.name(i), numbers, names));
    }

    @Override
    public Object[] with(Object[] arguments, double[] numbers) {
        CompanionMethods methods = methods(arguments);
        Iterator<Double> next = Arrays.stream(numbers).iterator();
        Object[] copies = new Object[arguments.length];
        for (int i = 0; i < copies.length; i++) {
            Iterator<Double> own = methods.inputs().containsKey(i) ? next : null;
            copies[i] = Numbers.copy(methods.types().get(i), arguments[i], own);
        }
        return copies;
    }

    @Override
    public Direction direction(Object[] arguments, Random random) {
        return new Combined(arguments, random);
    }

    /** The outputs, weighted with seeds: the result, and for a VJP each array that has one of its own. */
    private final class Combined implements Direction {
        private final CompanionMethods methods;
        private final Object[] arguments;
        private final Random random;
        private final Object plain;
        /** The parameters whose final contents are outputs. */
        private final List<Integer> overwritten = new ArrayList<>();

        private final List<Object> seeds = new ArrayList<>();
        private final Object gradient;

        Combined(Object[] arguments, Random random) {
            this.methods = methods(arguments);
            this.arguments = arguments;
            this.random = random;
            Object[] changed = copy();
            this.plain = methods.call(changed);
            if (!methods.isGradient()) {
                seed(changed);
            }
            List<Object> all = new ArrayList<>(Arrays.asList(copy()));
            all.addAll(seeds);
            this.gradient = Members.call(methods.reverse(), null, all.toArray());
        }

        private Object[] copy() {
            return with(arguments, numbers(arguments));
        }

        /** Draws seeds, in the order of the parameters of the VJP. */
        private void seed(Object[] changed) {
            Class<?>[] parameters = methods.reverse().getParameterTypes();
            int next = arguments.length;
            Class<?> result = methods.primal().getReturnType();
            if (result != void.class) {
                seeds.add(Numbers.tangent(result, parameters[next++], plain, draws()));
            }
            for (int i : overwritten(changed, parameters.length - next)) {
                overwritten.add(i);
                seeds.add(Numbers.tangent(methods.types().get(i), parameters[next++], changed[i], draws()));
            }
        }

        /** The arrays that have a seed: by name, where names are there, otherwise those that the call has changed. */
        private List<Integer> overwritten(Object[] changed, int count) {
            List<Integer> candidates = new ArrayList<>();
            List<String> named = Arrays.stream(methods.reverse().getParameters())
                    .filter(parameter -> parameter.isNamePresent())
                    .map(parameter -> parameter.getName())
                    .toList();
            for (int i = 0; i < arguments.length; i++) {
                boolean has = named.isEmpty() || methods.names().isEmpty()
                        ? arguments[i] != null && arguments[i].getClass().isArray() && !equal(arguments[i], changed[i])
                        : named.contains(methods.names().get(i) + "Bar");
                if (has && Numbers.carries(methods.types().get(i))) {
                    candidates.add(i);
                }
            }
            if (candidates.size() != count) {
                throw new IllegalArgumentException(
                        "which arrays " + title() + " overwrites is not known: compile with -parameters");
            }
            return candidates;
        }

        private Iterator<Double> draws() {
            return random.doubles(-1, 1).boxed().iterator();
        }

        @Override
        public double value(double[] numbers) {
            Object[] given = with(arguments, numbers);
            Object result = methods.call(given);
            return methods.isGradient() ? ((Number) result).doubleValue() : weighted(result, given);
        }

        private double weighted(Object result, Object[] after) {
            double sum = 0;
            int next = 0;
            Class<?> type = methods.primal().getReturnType();
            if (type != void.class) {
                sum += dot(type, result, result, seeds.get(next++), true);
            }
            for (int i : overwritten) {
                sum += dot(methods.types().get(i), after[i], after[i], seeds.get(next++), true);
            }
            return sum;
        }

        /** The product of a value, or of a tangent in its shape, with a cotangent. */
        private static double dot(Class<?> type, Object shape, Object value, Object cotangent, boolean isPlain) {
            List<Double> left = new ArrayList<>();
            if (isPlain) {
                Numbers.read(type, value, "", left, null);
            } else {
                Numbers.readTangent(type, shape, value, left);
            }
            List<Double> right = new ArrayList<>();
            Numbers.readTangent(type, shape, cotangent, right);
            double sum = 0;
            for (int i = 0; i < left.size(); i++) {
                sum += left.get(i) * right.get(i);
            }
            return sum;
        }

        @Override
        public double[] gradient() {
            List<Double> numbers = new ArrayList<>();
            methods.inputs()
                    .forEach((i, accessor) -> Numbers.readTangent(
                            methods.types().get(i), arguments[i], Members.get(gradient, accessor), numbers));
            return Numbers.toArray(numbers);
        }

        @Override
        public boolean hasBothModes() {
            // A JVP also has tangents of inputs that cannot be walked through.
            return methods.jvp() != null
                    && methods.jvp().getParameterCount()
                            == arguments.length + methods.inputs().size();
        }

        @Override
        public List<String> failures(double tolerance) {
            List<String> failures = new ArrayList<>();
            if (methods.isGradient()) {
                Object value = Members.get(gradient, Members.plainAccessor(gradient.getClass(), "value"));
                if (!equal(value, plain)) {
                    failures.add("value: " + value + " comes with the gradient, the plain call gives " + plain);
                }
            }
            if (hasBothModes()) {
                dotProduct(tolerance).ifPresent(failures::add);
            }
            return failures;
        }

        private Optional<String> dotProduct(double tolerance) {
            Class<?>[] parameters = methods.jvp().getParameterTypes();
            Object[] given = copy();
            List<Object> all = new ArrayList<>(Arrays.asList(given));
            List<Double> direction = new ArrayList<>();
            Object[] dots = new Object[arguments.length];
            int next = arguments.length;
            for (int i : methods.inputs().keySet()) {
                Class<?> type = methods.types().get(i);
                dots[i] = Numbers.tangent(type, parameters[next++], arguments[i], draws());
                Numbers.readTangent(type, arguments[i], dots[i], direction);
                all.add(dots[i]);
            }
            Object jvp = Members.call(methods.jvp(), null, all.toArray());
            double forward = forward(jvp, given, dots);
            double[] cotangent = gradient();
            double reverse = 0;
            double size = 1;
            for (int i = 0; i < cotangent.length; i++) {
                reverse += cotangent[i] * direction.get(i);
                size += Math.abs(cotangent[i] * direction.get(i));
            }
            double allowed = isFloat() ? tolerance : Math.min(tolerance, 1e-10);
            return Math.abs(forward - reverse) <= allowed * size
                    ? Optional.empty()
                    : Optional.of("forward and reverse mode disagree: the JVP in a random direction gives " + forward
                            + ", the product with the gradient " + reverse
                            + "\n    likely cause: a pair of rules of yours that do not belong together");
        }

        private double forward(Object jvp, Object[] after, Object[] dots) {
            Class<?> type = methods.primal().getReturnType();
            double sum = 0;
            int next = 0;
            if (type != void.class) {
                Object tangent = Members.get(jvp, Members.plainAccessor(jvp.getClass(), "tangent"));
                if (methods.isGradient()) {
                    return ((Number) tangent).doubleValue();
                }
                sum += dot(type, plain, tangent, seeds.get(next++), false);
            }
            for (int i : overwritten) {
                sum += dot(methods.types().get(i), after[i], dots[i], seeds.get(next++), false);
            }
            return sum;
        }
    }

    private static boolean equal(Object a, Object b) {
        return Objects.deepEquals(a, b);
    }
}
