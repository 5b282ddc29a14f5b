package io.github.cotangent.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A function of an array with its gradient. */
final class FunctionSubject implements Subject {
    private final ToDoubleFunction<double[]> function;
    private final UnaryOperator<double[]> gradient;

    FunctionSubject(ToDoubleFunction<double[]> function, UnaryOperator<double[]> gradient) {
        this.function = function;
        this.gradient = gradient;
    }

    @Override
    public String title() {
        return "the function";
    }

    @Override
    public String show(Object[] arguments) {
        return Arrays.toString(numbers(arguments));
    }

    @Override
    public void named(String name) {
        throw new IllegalArgumentException("a function has no generated names");
    }

    @Override
    public void parameters(List<String> names) {
        throw new IllegalArgumentException("a function has one parameter, the array");
    }

    @Override
    public boolean isFloat() {
        return false;
    }

    @Override
    public double[] numbers(Object[] arguments) {
        if (arguments.length != 1 || !(arguments[0] instanceof double[] numbers)) {
            throw new IllegalArgumentException("the point of a function is one double[]");
        }
        return numbers.clone();
    }

    @Override
    public List<String> names(Object[] arguments) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < numbers(arguments).length; i++) {
            names.add("x[" + i + "]");
        }
        return names;
    }

    @Override
    public Object[] with(Object[] arguments, double[] numbers) {
        return new Object[] {numbers};
    }

    @Override
    public Direction direction(Object[] arguments, Random random) {
        double[] point = numbers(arguments);
        double[] given = gradient.apply(point.clone());
        if (given.length != point.length) {
            throw new IllegalArgumentException(
                    "the gradient has " + given.length + " numbers, the point " + point.length);
        }
        return new Direction() {
            @Override
            public double value(double[] numbers) {
                return function.applyAsDouble(numbers.clone());
            }

            @Override
            public double[] gradient() {
                return given;
            }

            @Override
            public List<String> failures(double tolerance) {
                return List.of();
            }

            @Override
            public boolean hasBothModes() {
                return false;
            }
        };
    }
}
