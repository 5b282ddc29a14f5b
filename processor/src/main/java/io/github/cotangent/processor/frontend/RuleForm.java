package io.github.cotangent.processor.frontend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * What the signature of a method has to be that states a derivative of another one.
 *
 * @param method the method whose derivative it is
 * @param takesResult whether the rule is given the result of the method
 * @param expected the declaration as it should be
 * @param deviations in what the method differs from that; none if it fits
 */
record RuleForm(ExecutableElement method, boolean takesResult, String expected, List<String> deviations) {

    /** One parameter. */
    private record Slot(TypeMirror type, String name) {}

    /** A kind of rule. */
    enum Kind {
        /** Gives the partial derivative by one parameter. */
        PARTIAL,
        /** Adds to cotangents. */
        VJP,
        /** Computes tangents. */
        JVP
    }

    /**
     * The form for that of several overloads which the method comes closest to.
     *
     * @param wrt names of the parameters that may carry derivatives; empty for all that can. Of no matter for partial derivatives
     */
    static RuleForm nearest(
            Kind kind, ExecutableElement rule, List<String> wrt, List<ExecutableElement> overloads, Types types) {
        List<RuleForm> forms = new ArrayList<>();
        for (ExecutableElement method : overloads) {
            forms.add(of(kind, rule, wrt, method, false, types));
            if (kind != Kind.PARTIAL && method.getReturnType().getKind() != TypeKind.VOID) {
                forms.add(of(kind, rule, wrt, method, true, types));
            }
        }
        return forms.stream()
                .min(Comparator.comparingInt(form -> form.deviations().size()))
                .orElseThrow();
    }

    private static RuleForm of(
            Kind kind,
            ExecutableElement rule,
            List<String> wrt,
            ExecutableElement method,
            boolean takesResult,
            Types types) {
        List<Slot> wanted = parameters(rule, method, types);
        TypeMirror result = types.erasure(method.getReturnType());
        List<Slot> differentiable = wanted.stream()
                .filter(slot -> isDifferentiable(slot.type()) && (wrt.isEmpty() || wrt.contains(slot.name())))
                .toList();
        if (takesResult) {
            wanted.add(new Slot(result, "result"));
        }
        if (kind == Kind.VJP && result.getKind() != TypeKind.VOID) {
            wanted.add(new Slot(result, "resultBar"));
        }
        if (kind != Kind.PARTIAL) {
            for (Slot slot : differentiable) {
                boolean isCell = kind == Kind.VJP && slot.type().getKind().isPrimitive();
                wanted.add(new Slot(
                        isCell ? types.getArrayType(slot.type()) : slot.type(),
                        slot.name() + (kind == Kind.VJP ? "Bar" : "Dot")));
            }
        }
        TypeMirror gives = kind == Kind.VJP ? types.getNoType(TypeKind.VOID) : result;
        String declaration = "static " + gives + " " + rule.getSimpleName()
                + wanted.stream()
                        .map(slot -> slot.type() + " " + slot.name())
                        .collect(Collectors.joining(", ", "(", ")"));
        return new RuleForm(method, takesResult, declaration, deviations(rule, wanted, gives, types));
    }

    private static List<String> deviations(ExecutableElement rule, List<Slot> wanted, TypeMirror result, Types types) {
        List<String> deviations = new ArrayList<>();
        if (!rule.getModifiers().contains(Modifier.STATIC)) {
            deviations.add("it is not static");
        }
        if (!types.isSameType(types.erasure(rule.getReturnType()), result)) {
            deviations.add("the result is " + rule.getReturnType() + ", not " + result);
        }
        for (TypeMirror thrown : rule.getThrownTypes()) {
            if (isChecked(thrown, types)) {
                deviations.add("it declares the exception " + thrown);
            }
        }
        int given = rule.getParameters().size();
        for (int i = 0; i < Math.max(given, wanted.size()); i++) {
            String place = "parameter " + (i + 1) + " ";
            if (i >= given) {
                deviations.add(place + "is missing: " + wanted.get(i).type());
            } else if (i >= wanted.size()) {
                deviations.add(place + "is one too many: "
                        + rule.getParameters().get(i).asType());
            } else if (!types.isSameType(
                    types.erasure(rule.getParameters().get(i).asType()),
                    wanted.get(i).type())) {
                deviations.add(place + "is " + rule.getParameters().get(i).asType() + ", not "
                        + wanted.get(i).type());
            }
        }
        return List.copyOf(deviations);
    }

    static boolean isChecked(TypeMirror thrown, Types types) {
        return !Set.of("java.lang.RuntimeException", "java.lang.Error").contains(thrown.toString())
                && types.directSupertypes(thrown).stream().allMatch(above -> isChecked(above, types));
    }

    /** Whether a type is a number, or an array of numbers, that can carry a derivative. */
    static boolean isDifferentiable(TypeMirror type) {
        TypeMirror innermost = type;
        while (innermost instanceof ArrayType array) {
            innermost = array.getComponentType();
        }
        return innermost.getKind() == TypeKind.DOUBLE || innermost.getKind() == TypeKind.FLOAT;
    }

    /** The parameters of the method, the receiver first; where the rule has one in the same place, under its name. */
    private static List<Slot> parameters(ExecutableElement rule, ExecutableElement method, Types types) {
        List<Slot> wanted = new ArrayList<>();
        if (!method.getModifiers().contains(Modifier.STATIC)) {
            wanted.add(new Slot(types.erasure(method.getEnclosingElement().asType()), "self"));
        }
        for (VariableElement parameter : method.getParameters()) {
            int at = wanted.size();
            VariableElement own =
                    at < rule.getParameters().size() ? rule.getParameters().get(at) : parameter;
            wanted.add(new Slot(
                    types.erasure(parameter.asType()), own.getSimpleName().toString()));
        }
        return wanted;
    }

    /** The method for messages. */
    String title() {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        return owner.getSimpleName() + "." + method;
    }
}
