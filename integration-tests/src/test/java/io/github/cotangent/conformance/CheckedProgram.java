package io.github.cotangent.conformance;

import java.util.List;
import java.util.Map;

/**
 * A program that {@link ProgramCheck} can check: a class {@code Program} with a method {@code f} of numbers and arrays and with
 * a number as result, and a class {@code Driver} that makes its arguments.
 */
public interface CheckedProgram {
    String id();

    String name();

    /** The text of the program as its catalogue has it. */
    String source();

    List<Catalogue.Point> points();

    String packageName();

    /** The sources by class name, with {@code f} annotated for some kinds of derivative. */
    Map<String, String> sources(String kinds);

    /** Whether the gradient can be compared with differences, which needs double precision. */
    boolean differencesTell();
}
