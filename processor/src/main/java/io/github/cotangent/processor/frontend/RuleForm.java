package io.github.cotangent.processor.frontend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * What the signature of a method has to be that states a partial derivative of another one.
 *
 * @param method the method whose derivative it is
 * @param expected the declaration as it should be
 * @param deviations in what the method differs from that; none if it fits
 */
record RuleForm(ExecutableElement method, String expected, List<String> deviations) {

    /** One parameter. */
    private record Slot(TypeMirror type, String name) {}

    /** The form for that of several overloads which the method comes closest to. */
    static RuleForm nearest(ExecutableElement rule, List<ExecutableElement> overloads, Types types) {
        return overloads.stream()
                .map(method -> of(rule, method, types))
                .min(Comparator.comparingInt(form -> form.deviations().size()))
                .orElseThrow();
    }

    private static RuleForm of(ExecutableElement rule, ExecutableElement method, Types types) {
        List<Slot> wanted = parameters(rule, method, types);
        TypeMirror result = types.erasure(method.getReturnType());
        List<String> deviations = new ArrayList<>();
        if (!rule.getModifiers().contains(Modifier.STATIC)) {
            deviations.add("it is not static");
        }
        if (!types.isSameType(types.erasure(rule.getReturnType()), result)) {
            deviations.add("the result is " + rule.getReturnType() + ", not " + result);
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
        String declaration = "static " + result + " " + rule.getSimpleName()
                + wanted.stream()
                        .map(slot -> slot.type() + " " + slot.name())
                        .collect(Collectors.joining(", ", "(", ")"));
        return new RuleForm(method, declaration, List.copyOf(deviations));
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
