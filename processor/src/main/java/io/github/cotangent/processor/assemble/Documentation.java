package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.Variable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words on generated methods. */
final class Documentation {
    private Documentation() {}

    static List<String> plain(Request request, Request.Kind kind, List<Variable> seeds) {
        String method = "{@code " + request.method().id().title() + "}";
        return List.of(
                kind == Request.Kind.GRADIENT
                        ? "Value and gradient of " + method + "."
                        : "Cotangents of the inputs of " + method + " for given cotangents of its outputs "
                                + names(seeds) + ".");
    }

    static List<String> into(Request request, Request.Kind kind, List<Variable> seeds, String into) {
        String method = "{@code " + request.method().id().title() + "}";
        String what = kind == Request.Kind.GRADIENT
                ? "Adds value and gradient of " + method + " to {@code " + into + "}"
                : "Adds the cotangents of the inputs of " + method + " for the cotangents " + names(seeds)
                        + " of its outputs to {@code " + into + "}";
        return List.of(
                what + " and returns what the plain call returns.",
                "If the plain call throws, this throws the same and leaves {@code " + into + "} untouched.");
    }

    static List<String> pullback(Request request) {
        return List.of("{@code " + request.method().id().title()
                + "}, with what gives the cotangents of its inputs for any cotangents of its outputs. What that needs is saved:"
                + " it does not matter what becomes of the arguments.");
    }

    static List<String> jacobian(Request request, boolean hasColumns) {
        return List.of("Value and Jacobian of {@code " + request.method().id().title()
                + "}: one forward sweep, and a reverse sweep for each number in its output"
                + (hasColumns ? ", or a tangent sweep for each number in its inputs, if these are fewer." : "."));
    }

    /** @param kind JACOBIAN or HESSIAN */
    static List<String> pattern(Request request, Request.Kind kind) {
        return List.of("Where the " + kind.suffix() + " of {@code "
                + request.method().id().title()
                + "} may have entries other than zero, as the method goes with these arguments.");
    }

    static List<String> sparse(Request request, Request.Kind kind) {
        return List.of(
                what(request, kind) + ".",
                "It finds the pattern first, and takes {@code pattern."
                        + kind.suffix().toLowerCase(Locale.ROOT) + "Sweeps()} sweeps.");
    }

    static List<String> sparseAgain(Request request, Request.Kind kind, Variable pattern) {
        return List.of(
                what(request, kind) + ", whose pattern is known. One sweep more checks it.",
                "@throws IllegalArgumentException if {@code " + pattern.name()
                        + "} lacks an entry, or is for other numbers of inputs or outputs");
    }

    static List<String> compressed(Request request, Request.Kind kind) {
        return List.of(what(request, kind) + ", from products with the vectors that are wanted.");
    }

    private static String what(Request request, Request.Kind kind) {
        String of = " of {@code " + request.method().id().title() + "}";
        return kind == Request.Kind.JACOBIAN ? "Value and sparse Jacobian" + of : "The sparse Hessian" + of;
    }

    static List<String> jvp(Request request, List<Variable> parameters) {
        List<Variable> dots = parameters.subList(request.method().parameters().size(), parameters.size());
        return List.of("Value and tangent of {@code " + request.method().id().title() + "} for the tangents "
                + names(dots) + " of its inputs.");
    }

    static List<String> hvp(Request request, List<Variable> parameters) {
        List<Variable> dots = parameters.subList(request.method().parameters().size(), parameters.size());
        return List.of("Value of {@code " + request.method().id().title()
                + "} and product of its Hessian with the direction " + names(dots) + ".");
    }

    static List<String> hessian(Request request, List<Variable> inputs) {
        return List.of(
                "The Hessian of {@code " + request.method().id().title() + "}: second derivatives by the numbers in "
                        + names(inputs) + ", in this order.",
                "@return a symmetric matrix with as many rows as there are numbers");
    }

    private static String names(List<Variable> variables) {
        return variables.stream().map(v -> "{@code " + v.name() + "}").collect(Collectors.joining(", "));
    }
}
