package io.github.cotangent.testing;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.concurrent.Callable;

/** Derivatives of a static method of numbers and arrays by central differences, extrapolated once. */
public final class Differences {
    private final Method method;
    private final Callable<Object[]> arguments;

    /**
     * Of a method with a number as result.
     *
     * @param arguments makes the arguments anew for each call, since the method may write them
     */
    public Differences(Method method, Callable<Object[]> arguments) {
        this.method = method;
        this.arguments = arguments;
    }

    /** What the method gives. */
    public double value() throws Exception {
        return ((Number) method.invoke(null, arguments.call())).doubleValue();
    }

    /** The partial derivatives by all numbers, array elements flattened; the step is relative to numbers above 1. */
    public double[] gradient(double step) throws Exception {
        Flat shape = new Flat();
        Object[] base = arguments.call();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < base.length; i++) {
            if (Flat.isDifferentiable(parameters[i].getType())) {
                shape.add(base[i]);
            }
        }
        double[] x = shape.toArray();
        double[] found = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double h = step * Math.max(1, Math.abs(x[i]));
            double wide = (value(i, h) - value(i, -h)) / (2 * h);
            double narrow = (value(i, h / 2) - value(i, -h / 2)) / h;
            found[i] = (4 * narrow - wide) / 3;
        }
        return found;
    }

    private double value(int index, double step) throws Exception {
        Object[] shifted = arguments.call();
        int[] at = {index};
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < shifted.length; i++) {
            if (Flat.isDifferentiable(parameters[i].getType())) {
                shifted[i] = Flat.shift(shifted[i], at, step);
            }
        }
        return ((Number) method.invoke(null, shifted)).doubleValue();
    }
}
