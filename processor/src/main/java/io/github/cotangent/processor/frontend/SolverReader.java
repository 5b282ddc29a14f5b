package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.lower.UserRules.Solver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads which methods solve equations, and checks the methods that compute residuals and steps. */
final class SolverReader {
    private static final String IMPLICIT_FUNCTION = "io.github.cotangent.ImplicitFunction";
    private static final String FIXED_POINT = "io.github.cotangent.FixedPoint";

    /** Takes what is wrong with a solver. */
    interface Reports {
        void add(Code code, Element where, String reason, String remedy);
    }

    private final Elements elements;
    private final Types types;
    private final RuleBook book;
    private final Reports reports;

    SolverReader(Elements elements, Types types, RuleBook book, Reports reports) {
        this.elements = elements;
        this.types = types;
        this.book = book;
        this.reports = reports;
        book.solversReadBy(this::read);
    }

    /** Checks the solvers of a round; the other rules of the round have been read. */
    void read(RoundEnvironment round) {
        for (String annotation : List.of(IMPLICIT_FUNCTION, FIXED_POINT)) {
            TypeElement type = elements.getTypeElement(annotation);
            if (type != null) {
                ElementFilter.methodsIn(round.getElementsAnnotatedWith(type)).forEach(book::solver);
            }
        }
    }

    /** What its annotations say of a method, which may come as a class file; what is wrong with them is reported. */
    private Optional<Solver> read(ExecutableElement solver) {
        List<AnnotationMirror> implicit = Mirrors.of(solver, IMPLICIT_FUNCTION);
        List<AnnotationMirror> fixed = Mirrors.of(solver, FIXED_POINT);
        if (implicit.isEmpty() && fixed.isEmpty()) {
            return Optional.empty();
        }
        boolean isTwice = !implicit.isEmpty() && !fixed.isEmpty();
        if (isTwice || book.of(solver).isPresent() || book.products(solver).isPresent()) {
            report(
                    solver,
                    "the derivative of " + solver.getSimpleName() + " is stated otherwise, too",
                    "Leave one of the two annotations");
            return Optional.empty();
        }
        if (!isUnknown(solver.getReturnType()) || solver.getModifiers().contains(Modifier.ABSTRACT)) {
            report(
                    solver,
                    "a method that solves an equation gives the solution, a double or a double[], and has a body: "
                            + solver.getSimpleName() + " is none",
                    "Annotate a method that gives the solution as a number or as a new array");
            return Optional.empty();
        }
        return fixed.isEmpty()
                ? equation(solver, Mirrors.text(implicit.get(0), "residual"), "residual")
                : equation(solver, Mirrors.text(fixed.get(0), "step"), "step");
    }

    private static boolean isUnknown(TypeMirror type) {
        return type.getKind() == TypeKind.DOUBLE
                || type instanceof ArrayType array && array.getComponentType().getKind() == TypeKind.DOUBLE;
    }

    private Optional<Solver> equation(ExecutableElement solver, String name, String word) {
        TypeElement owner = (TypeElement) solver.getEnclosingElement();
        List<ExecutableElement> overloads = ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .filter(method -> method.getSimpleName().contentEquals(name) && !method.equals(solver))
                .toList();
        if (overloads.isEmpty()) {
            report(
                    solver,
                    owner.getQualifiedName() + " declares no other method \"" + name + "\"",
                    "Add it:\n    " + expected(solver, name, "x") + leavingOut(solver));
            return Optional.empty();
        }
        Map<ExecutableElement, List<String>> deviations = new HashMap<>();
        overloads.forEach(method -> deviations.put(method, deviations(solver, method)));
        ExecutableElement nearest = overloads.stream()
                .min(Comparator.comparingInt(method -> deviations.get(method).size()))
                .orElseThrow();
        List<String> found = deviations.get(nearest);
        if (found.isEmpty()) {
            return Optional.of(new Solver(nearest, arguments(solver, nearest), word.equals("step")));
        }
        String unknown = nearest.getParameters().isEmpty()
                ? "x"
                : nearest.getParameters().get(0).getSimpleName().toString();
        report(
                nearest,
                nearest.getSimpleName() + " cannot be the " + word + " of " + owner.getSimpleName() + "." + solver,
                "Declare it as\n    " + expected(solver, name, unknown) + leavingOut(solver) + "\n  "
                        + String.join("\n  ", found));
        return Optional.empty();
    }

    private String expected(ExecutableElement solver, String name, String unknown) {
        TypeMirror type = solver.getReturnType();
        List<String> parameters = new ArrayList<>(List.of(type + " " + unknown));
        solver.getParameters()
                .forEach(parameter ->
                        parameters.add(types.erasure(parameter.asType()) + " " + parameter.getSimpleName()));
        boolean isStatic = solver.getModifiers().contains(Modifier.STATIC);
        return (isStatic ? "static " : "") + type + " " + name
                + parameters.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static String leavingOut(ExecutableElement solver) {
        return solver.getParameters().isEmpty()
                ? ""
                : "\n  parameters that the solution does not depend on may be left out";
    }

    private List<String> deviations(ExecutableElement solver, ExecutableElement equation) {
        List<String> deviations = new ArrayList<>();
        TypeMirror unknown = solver.getReturnType();
        if (solver.getModifiers().contains(Modifier.STATIC)
                && !equation.getModifiers().contains(Modifier.STATIC)) {
            deviations.add("it is not static");
        }
        if (!types.isSameType(equation.getReturnType(), unknown)) {
            deviations.add("the result is " + equation.getReturnType() + ", not " + unknown);
        }
        for (TypeMirror thrown : equation.getThrownTypes()) {
            if (RuleForm.isChecked(thrown, types)) {
                deviations.add("it declares the exception " + thrown);
            }
        }
        List<? extends VariableElement> parameters = equation.getParameters();
        if (parameters.isEmpty()) {
            deviations.add("parameter 1 is missing: " + unknown);
        }
        for (int i = 0; i < parameters.size(); i++) {
            VariableElement parameter = parameters.get(i);
            VariableElement given = i == 0 ? null : named(solver, parameter);
            TypeMirror wanted = i == 0 ? unknown : given == null ? null : given.asType();
            String place = "parameter " + (i + 1);
            if (wanted == null) {
                deviations.add(
                        place + ", " + parameter.getSimpleName() + ", is no parameter of " + solver.getSimpleName());
            } else if (!types.isSameType(types.erasure(parameter.asType()), types.erasure(wanted))) {
                deviations.add(place + " is " + parameter.asType() + ", not " + wanted);
            }
        }
        return deviations;
    }

    private static VariableElement named(ExecutableElement solver, VariableElement parameter) {
        return solver.getParameters().stream()
                .filter(each -> each.getSimpleName().equals(parameter.getSimpleName()))
                .findFirst()
                .orElse(null);
    }

    private static List<Integer> arguments(ExecutableElement solver, ExecutableElement equation) {
        List<Integer> arguments = new ArrayList<>();
        equation.getParameters()
                .subList(1, equation.getParameters().size())
                .forEach(parameter -> arguments.add(solver.getParameters().indexOf(named(solver, parameter))));
        return arguments;
    }

    private void report(ExecutableElement where, String reason, String remedy) {
        reports.add(Code.COT029, where, reason, remedy);
    }
}
