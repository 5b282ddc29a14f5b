package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.lower.UserRules.Product;
import io.github.cotangent.processor.lower.UserRules.Products;
import io.github.cotangent.processor.lower.UserRules.Statement;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads what users state about derivatives, and checks it. Rules with errors do not count. */
final class RuleReader {
    private static final String PARTIAL = "io.github.cotangent.PartialDerivative";
    private static final String VJP = "io.github.cotangent.VjpRule";
    private static final String JVP = "io.github.cotangent.JvpRule";
    private static final String CONSTANTS = RuleBook.CONSTANT + ".List";

    private final Elements elements;
    private final Types types;
    private final Sources sources;
    private final RuleBook book;
    private final SolverReader solvers;
    private final List<Problem> problems = new ArrayList<>();
    /** The classes with rules in this compilation, by name. */
    private final Set<String> own = new LinkedHashSet<>();
    /** The classes whose rules have been read. */
    private final Set<TypeElement> read = new HashSet<>();

    RuleReader(Elements elements, Types types, Sources sources, RuleBook book) {
        this.elements = elements;
        this.types = types;
        this.sources = sources;
        this.book = book;
        this.solvers = new SolverReader(elements, types, book, this::report);
        book.foundBy(this::find);
    }

    /** Takes the rules of a round. */
    void read(RoundEnvironment round) {
        Set<TypeElement> types = new LinkedHashSet<>(ElementFilter.typesIn(annotated(round, RuleBook.CONSTANT)));
        types.addAll(ElementFilter.typesIn(annotated(round, CONSTANTS)));
        for (String annotation : List.of(PARTIAL, VJP, JVP)) {
            ElementFilter.methodsIn(annotated(round, annotation))
                    .forEach(rule -> types.add((TypeElement) rule.getEnclosingElement()));
        }
        types.forEach(type -> own.add(type.getQualifiedName().toString()));
        read(types);
        solvers.read(round);
    }

    private void read(Set<TypeElement> types) {
        read.addAll(types);
        types.forEach(type -> read(type, method -> true));
    }

    /** Reads again what earlier rounds had: their elements are not those of this one. What is wrong is known. */
    void renew() {
        List<Problem> before = List.copyOf(problems);
        book.clear();
        read.clear();
        Set<TypeElement> types = new LinkedHashSet<>();
        own.forEach(name -> types.add(elements.getTypeElement(name)));
        read(types);
        problems.clear();
        problems.addAll(before);
    }

    private Set<? extends Element> annotated(RoundEnvironment round, String annotation) {
        TypeElement type = elements.getTypeElement(annotation);
        return type == null ? Set.of() : round.getElementsAnnotatedWith(type);
    }

    /**
     * Looks for the rules for methods of a class that were compiled earlier. They are in a class that is called like it, with {@code Rules}
     * behind, in the same package or in that with {@code rules.} in front. What is stated of a method already goes first.
     */
    void find(TypeElement owner) {
        Set<ExecutableElement> stated = new HashSet<>(ElementFilter.methodsIn(owner.getEnclosedElements()));
        stated.removeIf(
                method -> book.statement(method).isEmpty() && book.pair(method).isEmpty());
        String home = elements.getPackageOf(owner).getQualifiedName().toString();
        String name = (home.isEmpty() ? "" : home + ".") + Names.local(elements, owner) + "Rules";
        for (String each : List.of(name, "rules." + name)) {
            TypeElement type = elements.getTypeElement(each);
            if (type != null && read.add(type)) {
                read(type, method -> method.getEnclosingElement().equals(owner) && !stated.contains(method));
            }
        }
    }

    /** What is wrong with the rules read since the last call. */
    List<Problem> takeProblems() {
        List<Problem> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }

    /** @param wanted tells for which methods rules are read */
    private void read(TypeElement type, Predicate<ExecutableElement> wanted) {
        Mirrors.of(type, RuleBook.CONSTANT).forEach(mirror -> constant(type, mirror, wanted));
        Mirrors.of(type, CONSTANTS)
                .forEach(list -> Mirrors.inside(list, "value").forEach(mirror -> constant(type, mirror, wanted)));
        for (ExecutableElement rule : ElementFilter.methodsIn(type.getEnclosedElements())) {
            Mirrors.of(rule, PARTIAL).forEach(mirror -> partial(rule, mirror, wanted));
            Mirrors.of(rule, VJP).forEach(mirror -> product(RuleForm.Kind.VJP, rule, mirror, wanted));
            Mirrors.of(rule, JVP).forEach(mirror -> product(RuleForm.Kind.JVP, rule, mirror, wanted));
        }
    }

    private void constant(TypeElement type, AnnotationMirror mirror, Predicate<ExecutableElement> wanted) {
        methods(type, type, mirror).stream().filter(wanted).forEach(method -> book.addConstant(method, type));
    }

    private void partial(ExecutableElement rule, AnnotationMirror mirror, Predicate<ExecutableElement> wanted) {
        Optional<RuleForm> fitting = form(RuleForm.Kind.PARTIAL, rule, List.of(), mirror);
        if (fitting.filter(form -> wanted.test(form.method())).isEmpty()) {
            return;
        }
        RuleForm form = fitting.get();
        ExecutableElement method = form.method();
        if (!isNumber(method.getReturnType())) {
            report(
                    Code.COT026,
                    rule,
                    "partial derivatives are those of a double or float, and " + form.title() + " gives "
                            + method.getReturnType(),
                    "State them of a method that computes one number");
            return;
        }
        by(rule, mirror).ifPresent(index -> {
            if (book.pair(method).isPresent()
                    || book.statement(method).filter(Statement::constant).isPresent()) {
                twice(rule, form, "it is taken for constant, or has a VJP or JVP");
            } else {
                book.addPartial(method, index, rule).ifPresent(other -> twice(rule, form, "by " + nameOf(other)));
            }
        });
    }

    /** The index of the parameter that a partial derivative is by. */
    private Optional<Integer> by(ExecutableElement rule, AnnotationMirror mirror) {
        String name = Mirrors.text(mirror, "by");
        List<Integer> numbers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rule.getParameters().size(); i++) {
            VariableElement parameter = rule.getParameters().get(i);
            if (isNumber(parameter.asType())) {
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
                rule,
                name.isEmpty()
                        ? "it is not clear by which parameter " + rule.getSimpleName() + " is the derivative"
                        : rule.getSimpleName() + " has no parameter \"" + name + "\" of type double or float",
                "Write by = \"…\" with the name of one" + (names.isEmpty() ? "" : ": " + String.join(", ", names)));
        return Optional.empty();
    }

    private static boolean isNumber(TypeMirror type) {
        return type.getKind() == TypeKind.DOUBLE || type.getKind() == TypeKind.FLOAT;
    }

    private void product(
            RuleForm.Kind kind, ExecutableElement rule, AnnotationMirror mirror, Predicate<ExecutableElement> wanted) {
        List<String> wrt = Mirrors.texts(mirror, "wrt");
        Optional<RuleForm> fitting = form(kind, rule, wrt, mirror);
        if (fitting.filter(form -> wanted.test(form.method())).isEmpty()) {
            return;
        }
        RuleForm form = fitting.get();
        ExecutableElement method = form.method();
        TypeMirror result = method.getReturnType();
        if (!method.getModifiers().contains(Modifier.STATIC)
                || result.getKind() != TypeKind.VOID && !RuleForm.isDifferentiable(result)) {
            report(
                    Code.COT026,
                    rule,
                    "a VJP or JVP is that of a static method that gives a number, an array of numbers or nothing, and "
                            + form.title() + " is none",
                    "State it of a static method that calls it");
            return;
        }
        Optional<Set<Integer>> active = indices(rule, method, wrt, wrt.isEmpty());
        Optional<Set<Integer>> overwritten = indices(rule, method, Mirrors.texts(mirror, "overwrites"), false);
        if (active.isPresent() && overwritten.isPresent()) {
            Product product = new Product(rule, form.takesResult());
            boolean isVjp = kind == RuleForm.Kind.VJP;
            add(form, new Products(isVjp ? product : null, isVjp ? null : product, active.get(), overwritten.get()));
        }
    }

    /** Adds one of a pair to the other, if that is there. */
    private void add(RuleForm form, Products own) {
        ExecutableElement rule = (own.vjp() != null ? own.vjp() : own.jvp()).method();
        Products other = book.pair(form.method()).orElse(new Products(null, null, own.active(), own.overwritten()));
        Product same = own.vjp() != null ? other.vjp() : other.jvp();
        if (book.statement(form.method()).isPresent()) {
            twice(rule, form, "it is taken for constant, or has partial derivatives");
        } else if (same != null) {
            twice(rule, form, "by " + nameOf(same.method()));
        } else if (!other.active().equals(own.active()) || !other.overwritten().equals(own.overwritten())) {
            twice(rule, form, "wrt or overwrites of VJP and JVP differ");
        } else {
            book.setProducts(
                    form.method(),
                    new Products(
                            own.vjp() != null ? own.vjp() : other.vjp(),
                            own.jvp() != null ? own.jvp() : other.jvp(),
                            own.active(),
                            own.overwritten()));
        }
    }

    /** The indices of parameters that are named, all that can carry derivatives if {@code all}; nothing if one is no such parameter. */
    private Optional<Set<Integer>> indices(
            ExecutableElement rule, ExecutableElement method, List<String> names, boolean all) {
        Set<Integer> found = new TreeSet<>();
        Set<String> unknown = new TreeSet<>(names);
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = rule.getParameters().get(i);
            String name = parameter.getSimpleName().toString();
            if ((all || names.contains(name)) && RuleForm.isDifferentiable(parameter.asType())) {
                found.add(i);
                unknown.remove(name);
            }
        }
        if (unknown.isEmpty()) {
            return Optional.of(found);
        }
        report(
                Code.COT026,
                rule,
                rule.getSimpleName() + " has no parameter \""
                        + unknown.iterator().next() + "\" that is a number or an array of numbers",
                "Name parameters of the method, as the annotated method calls them");
        return Optional.empty();
    }

    // ---- what a rule is for

    /** The form of a rule that fits; what is wrong with it is reported. */
    private Optional<RuleForm> form(
            RuleForm.Kind kind, ExecutableElement rule, List<String> wrt, AnnotationMirror mirror) {
        List<ExecutableElement> named = methods(rule, (TypeElement) rule.getEnclosingElement(), mirror);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        RuleForm form = RuleForm.nearest(kind, rule, wrt, named, types);
        if (form.deviations().isEmpty()) {
            return Optional.of(form);
        }
        report(
                Code.COT027,
                rule,
                rule.getSimpleName() + " cannot state a derivative of " + form.title(),
                "Declare it as\n    " + form.expected() + "\n  " + String.join("\n  ", form.deviations()));
        return Optional.empty();
    }

    /** The methods that an annotation names; none is reported. */
    private List<ExecutableElement> methods(Element where, TypeElement otherwise, AnnotationMirror mirror) {
        TypeElement owner = Mirrors.type(mirror, "of").orElse(otherwise);
        String name = Mirrors.text(mirror, "method");
        List<ExecutableElement> named = ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .filter(method -> method.getSimpleName().contentEquals(name))
                .toList();
        if (named.isEmpty()) {
            report(
                    Code.COT026,
                    where,
                    owner.getQualifiedName() + " declares no method \"" + name + "\"",
                    "Name the class that declares the method with of, and the method");
        }
        return named;
    }

    // ---- reporting

    private void twice(ExecutableElement rule, RuleForm form, String otherwise) {
        report(
                Code.COT026,
                rule,
                "the derivative of " + form.title() + " is stated otherwise, too: " + otherwise,
                "Leave one of the two");
    }

    private static String nameOf(ExecutableElement method) {
        return ((TypeElement) method.getEnclosingElement()).getQualifiedName() + "." + method.getSimpleName();
    }

    private void report(Code code, Element where, String reason, String remedy) {
        TypeElement owner = where instanceof TypeElement type ? type : (TypeElement) where.getEnclosingElement();
        Origin origin = sources.of(owner)
                .flatMap(file -> where instanceof ExecutableElement method
                        ? file.declarationOf(method).map(file::origin)
                        : file.declarationOf(owner).map(file::origin))
                .orElse(Origin.NONE);
        Problem found = new Problem(code, owner.getQualifiedName().toString(), origin, reason, remedy);
        if (!problems.contains(found)) { // A later round finds it again.
            problems.add(found);
        }
    }
}
