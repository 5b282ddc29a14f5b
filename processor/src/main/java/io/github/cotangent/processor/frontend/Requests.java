package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.assemble.Request;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks what annotations ask for, and turns it into requests. */
final class Requests {
    private final Consumer<Problem> problems;

    Requests(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /**
     * The request of one annotated method; nothing if it asks for what there is not.
     *
     * @param writes whether the method overwrites an array parameter
     */
    Optional<Request> of(Annotated annotated, Method method, boolean writes) {
        Checker checker = new Checker(method);
        List<Integer> inputs = checker.inputs(annotated.wrt());
        List<Request.Kind> kinds = checker.kinds(annotated.kinds(), writes);
        return checker.failed
                ? Optional.empty()
                : Optional.of(new Request(method, annotated.prefix(), kinds, inputs, List.of(), annotated.linkage()));
    }

    private final class Checker {
        private final Method method;
        private boolean failed;

        Checker(Method method) {
            this.method = method;
        }

        private void report(Code code, String reason, String remedy) {
            failed = true;
            Origin origin = method.origin();
            problems.accept(new Problem(code, method.id().owner(), origin, reason, remedy));
        }

        List<Integer> inputs(List<String> wrt) {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < method.parameters().size(); i++) {
                Variable parameter = method.parameters().get(i);
                boolean named = wrt.contains(parameter.name());
                if (named && !parameter.type().isDifferentiable()) {
                    report(
                            Code.COT002,
                            "the input " + parameter.name() + " has type " + parameter.type()
                                    + ", which has no derivative",
                            "Inputs are double, float and arrays of those");
                } else if (named || wrt.isEmpty() && parameter.type().isDifferentiable()) {
                    found.add(i);
                }
            }
            for (String name : wrt) {
                if (method.parameters().stream().noneMatch(p -> p.name().equals(name))) {
                    report(
                            Code.COT004,
                            "wrt names " + name + ", which is no parameter of "
                                    + method.id().name(),
                            "Parameters are " + parameters());
                }
            }
            if (found.isEmpty() && !failed) {
                report(
                        Code.COT002,
                        method.id().name() + " has no parameter of type double or float, nor an array of those",
                        "Give it one; a Double or Float parameter has to be a double or float");
            }
            return found;
        }

        private String parameters() {
            List<String> names =
                    method.parameters().stream().map(Variable::name).toList();
            return names.isEmpty() ? "none" : String.join(", ", names);
        }

        List<Request.Kind> kinds(List<String> names, boolean writes) {
            Type result = method.id().result();
            boolean array = result instanceof ArrayType && result.isDifferentiable();
            if (result == Primitive.VOID && !writes) {
                report(
                        Code.COT003,
                        method.id().name() + " returns nothing and overwrites no array parameter",
                        "Return the result, or store it into an array parameter");
                return List.of();
            }
            if (result != Primitive.VOID && !result.isFloating() && !array) {
                report(
                        Code.COT002,
                        "the result has type " + result + ", which has no derivative",
                        "Results are double, float and arrays of those");
                return List.of();
            }
            if (names.isEmpty()) {
                return List.of(result.isFloating() ? Request.Kind.GRADIENT : Request.Kind.VJP);
            }
            Set<Request.Kind> kinds = new LinkedHashSet<>();
            for (String name : names) {
                kind(name, result).ifPresent(kinds::add);
            }
            return List.copyOf(kinds);
        }

        private Optional<Request.Kind> kind(String name, Type result) {
            for (Request.Kind kind : Request.Kind.values()) {
                if (kind.name().equals(name)) {
                    if (kind == Request.Kind.GRADIENT && !result.isFloating()) {
                        report(
                                Code.COT006,
                                "GRADIENT needs a result of type double or float, not " + result,
                                "Ask for VJP");
                        return Optional.empty();
                    }
                    return Optional.of(kind);
                }
            }
            report(Code.COT006, name + " is not available", "Available kinds are GRADIENT, VJP and JVP");
            return Optional.empty();
        }
    }
}
