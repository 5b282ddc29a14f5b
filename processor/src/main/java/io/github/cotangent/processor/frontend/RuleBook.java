package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.lower.UserRules;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The rules of the compilation: what users state about derivatives with annotations, checked when it is read. */
final class RuleBook implements UserRules {
    private static final String PARTIAL = "io.github.cotangent.PartialDerivative";
    private static final String CONSTANT = "io.github.cotangent.NonDifferentiable";
    private static final String CONSTANTS = CONSTANT + ".List";

    private final Elements elements;
    private final Types types;
    private final Sources sources;
    private final Map<ExecutableElement, Map<Integer, ExecutableElement>> partials = new HashMap<>();
    /** Methods that are constant because a class says so, with that class. */
    private final Map<ExecutableElement, TypeElement> constants = new HashMap<>();

    private final List<Problem> problems = new ArrayList<>();

    RuleBook(Elements elements, Types types, Sources sources) {
        this.elements = elements;
        this.types = types;
        this.sources = sources;
    }

    /** Takes the rules of a round; gives what is wrong with them, in no order. Rules with errors do not count. */
    List<Problem> add(RoundEnvironment round) {
        problems.clear();
        for (String name : List.of(CONSTANT, CONSTANTS)) {
            for (TypeElement type : ElementFilter.typesIn(annotated(round, name))) {
                constants(type);
            }
        }
        for (ExecutableElement partial : ElementFilter.methodsIn(annotated(round, PARTIAL))) {
            mirrors(partial, PARTIAL).forEach(mirror -> partial(partial, mirror));
        }
        return List.copyOf(problems);
    }

    private Set<? extends Element> annotated(RoundEnvironment round, String annotation) {
        TypeElement type = elements.getTypeElement(annotation);
        return type == null ? Set.of() : round.getElementsAnnotatedWith(type);
    }

    @Override
    public Optional<Statement> of(ExecutableElement method) {
        if (isConstant(method)) {
            return Optional.of(new Statement(Map.of(), true, Set.of(ownerOf(method))));
        }
        if (constants.containsKey(method)) {
            return Optional.of(new Statement(Map.of(), true, Set.of(nameOf(constants.get(method)))));
        }
        return Optional.ofNullable(partials.get(method)).map(found -> {
            Set<String> owners = new TreeSet<>();
            found.values().forEach(partial -> owners.add(ownerOf(partial)));
            return new Statement(found, false, owners);
        });
    }

    @Override
    public boolean isConstant(Element element) {
        return !mirrors(element, CONSTANT).isEmpty();
    }

    // ---- reading

    private void constants(TypeElement type) {
        List<AnnotationMirror> all = new ArrayList<>(mirrors(type, CONSTANT));
        for (AnnotationMirror several : mirrors(type, CONSTANTS)) {
            for (Object each : (List<?>) value(several, "value").orElse(List.of())) {
                all.add((AnnotationMirror) ((AnnotationValue) each).getValue());
            }
        }
        for (AnnotationMirror mirror : all) {
            TypeElement owner = target(mirror, type);
            List<ExecutableElement> named = methods(owner, text(mirror, "method"));
            if (named.isEmpty()) {
                unknown(type, owner, text(mirror, "method"));
            }
            named.forEach(method -> constants.put(method, type));
        }
    }

    private void partial(ExecutableElement partial, AnnotationMirror mirror) {
        TypeElement owner = target(mirror, (TypeElement) partial.getEnclosingElement());
        List<ExecutableElement> named = methods(owner, text(mirror, "method"));
        if (named.isEmpty()) {
            unknown(partial, owner, text(mirror, "method"));
            return;
        }
        RuleForm form = RuleForm.nearest(partial, named, types);
        if (!form.deviations().isEmpty()) {
            report(
                    Code.COT027,
                    partial,
                    partial.getSimpleName() + " cannot state a derivative of " + form.title(),
                    "Declare it as\n    " + form.expected() + "\n  " + String.join("\n  ", form.deviations()));
            return;
        }
        ExecutableElement method = form.method();
        if (!isNumber(method.getReturnType().toString())) {
            report(
                    Code.COT026,
                    partial,
                    "partial derivatives are those of a double or float, and " + form.title() + " gives "
                            + method.getReturnType(),
                    "State them of a method that computes one number");
            return;
        }
        by(partial, mirror).ifPresent(index -> {
            ExecutableElement other =
                    partials.computeIfAbsent(method, key -> new TreeMap<>()).putIfAbsent(index, partial);
            if (other != null || of(method).filter(Statement::constant).isPresent()) {
                report(
                        Code.COT026,
                        partial,
                        "the derivative of " + form.title() + " is stated otherwise, too: "
                                + (other == null
                                        ? "it is taken for constant"
                                        : "by " + ownerOf(other) + "." + other.getSimpleName()),
                        "Leave one of the two");
            }
        });
    }

    /** The index of the parameter that a partial derivative is by. */
    private Optional<Integer> by(ExecutableElement partial, AnnotationMirror mirror) {
        String name = text(mirror, "by");
        List<Integer> numbers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < partial.getParameters().size(); i++) {
            VariableElement parameter = partial.getParameters().get(i);
            if (isNumber(parameter.asType().toString())) {
                names.add(parameter.getSimpleName().toString());
                if (name.isEmpty() || parameter.getSimpleName().contentEquals(name)) {
                    numbers.add(i);
                }
            }
        }
        if (numbers.size() == 1) {
            return Optional.of(numbers.get(0));
        }
        report(
                Code.COT026,
                partial,
                name.isEmpty()
                        ? "it is not clear by which parameter " + partial.getSimpleName() + " is the derivative"
                        : partial.getSimpleName() + " has no parameter \"" + name + "\" of type double or float",
                "Write by = \"…\" with the name of one" + (names.isEmpty() ? "" : ": " + String.join(", ", names)));
        return Optional.empty();
    }

    private static boolean isNumber(String type) {
        return type.equals("double") || type.equals("float");
    }

    private TypeElement target(AnnotationMirror mirror, TypeElement otherwise) {
        return value(mirror, "of")
                .filter(DeclaredType.class::isInstance)
                .map(type -> (TypeElement) ((DeclaredType) type).asElement())
                .orElse(otherwise);
    }

    private static List<ExecutableElement> methods(TypeElement owner, String name) {
        return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .filter(method -> method.getSimpleName().contentEquals(name))
                .toList();
    }

    private void unknown(Element where, TypeElement owner, String name) {
        report(
                Code.COT026,
                where,
                owner.getQualifiedName() + " declares no method \"" + name + "\"",
                "Name the class that declares the method with of, and the method");
    }

    private void report(Code code, Element where, String reason, String remedy) {
        TypeElement owner = where instanceof TypeElement type ? type : (TypeElement) where.getEnclosingElement();
        Origin origin = sources.of(owner)
                .flatMap(file -> where instanceof ExecutableElement method
                        ? file.declarationOf(method).map(file::origin)
                        : file.declarationOf(owner).map(file::origin))
                .orElse(Origin.NONE);
        problems.add(new Problem(code, nameOf(owner), origin, reason, remedy));
    }

    private static String ownerOf(ExecutableElement method) {
        return nameOf((TypeElement) method.getEnclosingElement());
    }

    private static String nameOf(TypeElement type) {
        return type.getQualifiedName().toString();
    }

    // ---- annotations

    private static List<AnnotationMirror> mirrors(Element element, String annotation) {
        List<AnnotationMirror> found = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
            if (type.getQualifiedName().contentEquals(annotation)) {
                found.add(mirror);
            }
        }
        return found;
    }

    private static Optional<Object> value(AnnotationMirror mirror, String name) {
        return mirror.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
                .map(entry -> entry.getValue().getValue())
                .findFirst();
    }

    private static String text(AnnotationMirror mirror, String name) {
        return value(mirror, name).map(Object::toString).orElse("");
    }
}
