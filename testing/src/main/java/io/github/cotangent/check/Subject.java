package io.github.cotangent.check;

import java.util.List;
import java.util.Random;

/** What is checked: something with numbers as inputs and a derivative. */
interface Subject {

    /** One linear combination of the outputs at one point. */
    interface Direction {
        /** The combination, with other numbers as inputs. */
        double value(double[] numbers);

        /** Its generated derivative by each number. */
        double[] gradient();

        /** What is wrong without looking at differences. */
        List<String> failures(double tolerance);

        /** Whether forward mode was compared with reverse mode. */
        boolean hasBothModes();
    }

    String title();

    /** The arguments as text. */
    String show(Object[] arguments);

    void named(String name);

    void parameters(List<String> names);

    /** Whether numbers have no more digits than a float. */
    boolean isFloat();

    /** The numbers of the inputs, in order. */
    double[] numbers(Object[] arguments);

    /** What they are called. */
    List<String> names(Object[] arguments);

    /** Copies of the arguments with other numbers as inputs. */
    Object[] with(Object[] arguments, double[] numbers);

    Direction direction(Object[] arguments, Random random);
}
