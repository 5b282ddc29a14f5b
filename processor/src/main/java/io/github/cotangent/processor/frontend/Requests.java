package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Carriers;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.assemble.Request;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks what annotations ask for, and turns it into requests. */
final class Requests {
    private final Program program;
    private final Carriers carriers;
    private final Consumer<Problem> problems;

    Requests(Program program, Consumer<Problem> problems) {
        this.program = program;
        this.carriers = new Carriers(program);
        this.problems = problems;
    }

    /**
     * The request of one annotated method; nothing if it asks for what there is not.
     *
     * @param writes whether the method overwrites an array or object it is given
     * @param own the body of an instance method, if calls from elsewhere may lead to it; otherwise null
     * @param isPure whether that does nothing but compute
     */
    Optional<Request> of(Annotated annotated, Method method, boolean writes, Method own, boolean isPure) {
        Checker checker = new Checker(method);
        Inputs inputs = checker.inputs(annotated.wrt());
        List<Request.Kind> kinds = checker.kinds(annotated.kinds(), writes);
        if (annotated.sparse()) {
            checker.sparse(kinds);
        }
        boolean objects = method.parameters().stream()
                        .anyMatch(parameter -> parameter.type().hasObjects())
                || method.id().result().hasObjects();
        return checker.failed
                ? Optional.empty()
                : Optional.of(new Request(
                        method,
                        annotated.prefix(),
                        kinds,
                        inputs.parameters(),
                        inputs.fields(),
                        annotated.sparse(),
                        objects ? null : annotated.linkage(),
                        own,
                        isPure));
    }

    /** The parameters, by index, and the fields of the receiver to differentiate with respect to. */
    private record Inputs(List<Integer> parameters, List<FieldId> fields) {}

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

        private boolean hasReceiver() {
            return method.id().hasReceiver();
        }

        Inputs inputs(List<String> wrt) {
            List<Integer> found = new ArrayList<>();
            Set<String> unknown = new LinkedHashSet<>(wrt);
            for (int i = 0; i < method.parameters().size(); i++) {
                Variable parameter = method.parameters().get(i);
                boolean receiver = i == 0 && hasReceiver();
                boolean named =
                        receiver ? unknown.remove("this") | unknown.remove("self") : unknown.remove(parameter.name());
                if (named && !isInput(parameter.type())) {
                    withoutDerivative(parameter.name(), parameter.type());
                } else if (named || wrt.isEmpty() && !receiver && isDefault(parameter.type())) {
                    found.add(i);
                }
            }
            List<FieldId> fields = fields(unknown);
            if (!fields.isEmpty() && hasReceiver() && found.contains(0)) {
                report(
                        Code.COT004,
                        "wrt names the receiver, and the field " + fields.get(0).name() + ", which is a part of it",
                        "Name one or the other");
            }
            for (String name : new LinkedHashSet<>(wrt)) {
                if (Collections.frequency(wrt, name) > 1) {
                    report(Code.COT004, "wrt names \"" + name + "\" more than once", "Name each input once");
                }
                if (unknown.contains(name)) {
                    report(
                            Code.COT004,
                            "wrt names \"" + name + "\", which is no parameter of "
                                    + method.id().name(),
                            "Parameters are " + parameters());
                }
            }
            if (found.isEmpty() && fields.isEmpty() && !failed) {
                report(
                        Code.COT002,
                        method.id().name() + " has no parameter of type double or float, nor an array of those",
                        "Give it one, or name an object or a field of the receiver in wrt");
            }
            return new Inputs(found, fields);
        }

        /** Whether a parameter is an input without being named: numbers, records with such parts, and what holds them. */
        private boolean isDefault(Type type) {
            if (type.leaf() instanceof ContainerType container) {
                return container.hasShape() && isDefault(container.element());
            }
            return type.leaf() instanceof ObjectType object
                    ? program.layout(object).isRecord() && carriers.carriesAsWritten(object)
                    : type.isDifferentiable() && !type.isOpen();
        }

        private boolean isInput(Type type) {
            return carriers.carries(type)
                    && !type.isOpen()
                    && !(type.leaf() instanceof ContainerType container && !container.hasShape());
        }

        private void withoutDerivative(String input, Type type) {
            report(
                    Code.COT002,
                    "the input " + input + " has type " + type + ", which has no derivative",
                    "Inputs are double, float, arrays of those, records and classes with such parts");
        }

        /** The fields of the receiver that are named, in declaration order. */
        private List<FieldId> fields(Set<String> names) {
            List<FieldId> found = new ArrayList<>();
            ObjectType type = hasReceiver() ? method.id().receiver() : null;
            while (type != null) {
                Layout layout = program.layout(type);
                List<FieldId> own = new ArrayList<>();
                for (FieldId field : layout.fields()) {
                    if (!names.remove("this." + field.name())) {
                        continue;
                    }
                    if (isInput(field.type())) {
                        own.add(field);
                    } else {
                        withoutDerivative("this." + field.name(), field.type());
                    }
                }
                found.addAll(0, own);
                type = layout.superclass();
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
            if (result == Primitive.VOID && !writes) {
                report(
                        Code.COT003,
                        method.id().name() + " returns nothing and overwrites no array or object that it is given",
                        "Return the result, or store it into an array parameter");
                return List.of();
            }
            if (result != Primitive.VOID && (!carriers.carries(result) || result.isOpen())) {
                report(
                        Code.COT002,
                        "the result has type " + result + ", which has no derivative",
                        "Results are double, float, arrays of those, records and classes with such parts");
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

        /** Only matrices can be sparse. */
        void sparse(List<Request.Kind> kinds) {
            boolean jacobian = kinds.contains(Request.Kind.JACOBIAN);
            if (!failed && !jacobian && !kinds.contains(Request.Kind.HESSIAN)) {
                report(
                        Code.COT006,
                        "sparse is for JACOBIAN and HESSIAN, and neither is asked for",
                        "Leave out sparse, or name one of them in value");
            } else if (jacobian && method.id().result().isFloating()) {
                report(
                        Code.COT006,
                        "JACOBIAN of a number is its gradient, which has no sparse form",
                        "Ask for GRADIENT, or leave out sparse");
            }
        }

        private Optional<Request.Kind> kind(String name, Type result) {
            for (Request.Kind kind : Request.Kind.values()) {
                if (kind.name().equals(name)) {
                    if (Request.Kind.OF_NUMBERS.contains(kind) && !result.isFloating()) {
                        report(
                                Code.COT006,
                                name + " needs a result of type double or float, not " + result,
                                "Ask for VJP");
                        return Optional.empty();
                    }
                    return Optional.of(kind);
                }
            }
            report(
                    Code.COT006,
                    name + " is not available",
                    "Available kinds are GRADIENT, VJP, JVP, JACOBIAN, HVP, HESSIAN and PULLBACK");
            return Optional.empty();
        }
    }
}
