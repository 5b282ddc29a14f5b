package io.github.cotangent.retrofit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A derivative of a method that its library has itself:
 * <ul>
 * <li>the twin of a static method of Hipparchus on its {@code Gradient}, which computes forwards by hand-written rules;
 * <li>{@code density} for the {@code cumulativeProbability} of a distribution;
 * <li>a few pairs of special functions.
 * </ul>
 */
abstract class Oracle {
    private static final String GRADIENT = "org.hipparchus.analysis.differentiation.Gradient";

    /** Methods, with the method that is their derivative in the parameter of a number. */
    private static final Map<String, Map.Entry<Integer, String>> PAIRS = Map.of(
            "org.apache.commons.math3.special.Gamma.logGamma", Map.entry(0, "digamma"),
            "org.apache.commons.math3.special.Gamma.digamma", Map.entry(0, "trigamma"),
            "org.apache.commons.numbers.gamma.LogGamma.value",
                    Map.entry(0, "org.apache.commons.numbers.gamma.Digamma.value"),
            "org.apache.commons.numbers.gamma.Digamma.value",
                    Map.entry(0, "org.apache.commons.numbers.gamma.Trigamma.value"),
            "org.apache.commons.numbers.gamma.RegularizedBeta.value", Map.entry(0, "derivative"),
            "org.apache.commons.numbers.gamma.RegularizedGamma$P.value", Map.entry(1, "derivative"),
            "org.apache.commons.numbers.gamma.RegularizedGamma$Q.value", Map.entry(1, "derivative"));

    /** The derivative in a parameter; empty if this oracle does not know it or cannot tell it there. */
    abstract OptionalDouble partial(Target target, Point point, int index);

    /** What the library knows about a method. */
    static Optional<Oracle> of(Library library, Candidate candidate) {
        List<Class<?>> numbers = Collections.nCopies(candidate.parameters().size(), double.class);
        if (!candidate.parameters().equals(numbers)) {
            return Optional.empty();
        }
        Map.Entry<Integer, String> pair = PAIRS.get(candidate.binaryName() + "." + candidate.name());
        if (pair != null) {
            return Optional.of(new Pair(pair.getKey(), pair.getValue()));
        } else if (!candidate.isStatic()) {
            boolean cumulative = candidate.name().equals("cumulativeProbability") && numbers.size() == 1;
            return cumulative ? Optional.of(new Pair(0, "density")) : Optional.empty();
        }
        return library.name().equals("hipparchus-core") ? twin(candidate) : Optional.empty();
    }

    private static Optional<Oracle> twin(Candidate candidate) {
        try {
            Class<?> number = Class.forName("org.hipparchus.CalculusFieldElement");
            Class<?>[] types =
                    Collections.nCopies(candidate.parameters().size(), number).toArray(new Class<?>[0]);
            Class.forName(candidate.binaryName()).getMethod(candidate.name(), types);
            return Optional.of(new Twin(candidate.name()));
        } catch (NoSuchMethodException noTwin) {
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OptionalDouble told(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static final class Pair extends Oracle {
        private final int index;
        private final String derivative;

        Pair(int index, String derivative) {
            this.index = index;
            this.derivative = derivative;
        }

        @Override
        OptionalDouble partial(Target target, Point point, int index) {
            if (index != this.index) {
                return OptionalDouble.empty();
            }
            int dot = derivative.lastIndexOf('.');
            Class<?>[] types =
                    Collections.nCopies(point.arguments().length, double.class).toArray(new Class<?>[0]);
            try {
                Class<?> owner = dot < 0
                        ? target.type()
                        : target.type().getClassLoader().loadClass(derivative.substring(0, dot));
                Method method = owner.getMethod(derivative.substring(dot + 1), types);
                Object receiver = target.receiver(point);
                return derivative.equals("density") && !supports(receiver, (double) point.arguments()[0])
                        ? OptionalDouble.empty()
                        : told((double) method.invoke(receiver, point.arguments()));
            } catch (InvocationTargetException outOfRange) {
                return OptionalDouble.empty();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Whether a distribution lives at a number: elsewhere its formulas go on, and what it says of itself is 0. */
    private static boolean supports(Object distribution, double x) throws ReflectiveOperationException {
        Class<?> type = distribution.getClass();
        return x >= (double) type.getMethod("getSupportLowerBound").invoke(distribution)
                && x <= (double) type.getMethod("getSupportUpperBound").invoke(distribution);
    }

    private static final class Twin extends Oracle {
        private final String name;

        Twin(String name) {
            this.name = name;
        }

        @Override
        OptionalDouble partial(Target target, Point point, int index) {
            int count = point.arguments().length;
            try {
                ClassLoader loader = target.type().getClassLoader();
                Class<?> gradient = loader.loadClass(GRADIENT);
                Class<?> number = loader.loadClass("org.hipparchus.CalculusFieldElement");
                Object[] variables = new Object[count];
                for (int i = 0; i < count; i++) {
                    variables[i] = gradient.getMethod("variable", int.class, int.class, double.class)
                            .invoke(null, count, i, point.arguments()[i]);
                }
                Method twin = target.type()
                        .getMethod(name, Collections.nCopies(count, number).toArray(new Class<?>[0]));
                Object result = twin.invoke(null, variables);
                double value = (double) gradient.getMethod("getValue").invoke(result);
                double plain = (double) target.plain(point).result();
                // Where the two versions are two functions, as for large negative arguments of a series, neither is the
                // other's oracle.
                if (Math.abs(value - plain) > 1e-9 * Math.max(1, Math.abs(plain))) {
                    return OptionalDouble.empty();
                }
                return told((double)
                        gradient.getMethod("getPartialDerivative", int.class).invoke(result, index));
            } catch (InvocationTargetException outOfRange) {
                return OptionalDouble.empty();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
