package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.resolve.Symbol;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The static fields that opaque code may look at or put something into: those it mentions, and those that the user's methods,
 * constructors and initialisers mention which it calls, however deep. Which method an object runs is decided at run time, so
 * an instance method counts with those of the same file that may override it. What a static method without source keeps has
 * the name of its class as its key. Integers count only if the file they are used in, or code that is reached, turns floating
 * numbers into bits or back: nothing else gets a derivative into one.
 */
final class StaticReach {

    /** Keys of static fields. */
    record Statics(Set<String> read, Set<String> written) {
        Statics() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    private final Elements elements;
    private final Types types;
    private final Attributor attributor;
    private final Sources sources;
    private final Classes classes;
    private final Map<Element, Optional<Attribution>> attributions = new HashMap<>();
    private final Map<CompilationUnit, Boolean> inBits = new IdentityHashMap<>();
    private final Set<VariableElement> read = new HashSet<>();

    StaticReach(Elements elements, Types types, Attributor attributor, Sources sources, Classes classes) {
        this.classes = classes;
        this.elements = elements;
        this.types = types;
        this.attributor = attributor;
        this.sources = sources;
    }

    /** What the code below {@code root} may reach, without what {@code isOutside} it. */
    Statics of(Node root, Attribution attribution, Predicate<Node> isOutside) {
        Search search = new Search(root.findCompilationUnit()
                .filter(unit -> inBits.computeIfAbsent(unit, StaticReach::takesBits))
                .isPresent());
        search.code(root, attribution, isOutside);
        return search.found();
    }

    /**
     * Reads the files of the code that gives a static field its first value, however deep: they tell of which classes the object
     * that the field refers to may be.
     */
    void read(VariableElement field) {
        if (read.add(field)) {
            new Search(true).initialiser(field);
        }
    }

    private final class Search {
        private final Statics statics = new Statics();
        private final Set<String> integers = new HashSet<>();
        private final Set<Element> seen = new HashSet<>();
        private final Set<Node> local = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean takesBits;

        Search(boolean takesBits) {
            this.takesBits = takesBits;
        }

        Statics found() {
            if (!takesBits) {
                statics.read().removeAll(integers);
                statics.written().removeAll(integers);
            }
            return statics;
        }

        void code(Node node, Attribution attribution, Predicate<Node> isOutside) {
            if (isOutside.test(node)) {
                return;
            }
            Symbol symbol = attribution.symbolOf(node);
            if (symbol instanceof Symbol.Field field
                    && field.element().getModifiers().contains(Modifier.STATIC)
                    && node instanceof Expression mention) {
                field(field.element(), mention);
            } else if (symbol instanceof Symbol.Method method) {
                takesBits |= KnownMethods.isBits(method.element());
                called(method.element());
            } else if (symbol instanceof Symbol.Constructor constructor) {
                created(constructor.element());
            } else if (symbol instanceof Symbol.LocalMember member && local.add(member.declaration())) {
                code(member.declaration(), attribution, each -> false);
            }
            node.getChildNodes().forEach(child -> code(child, attribution, isOutside));
        }

        private void field(VariableElement field, Expression mention) {
            TypeElement owner = (TypeElement) field.getEnclosingElement();
            if (KnownMethods.isJdk(owner) || classes.rules().isConstant(field)) {
                return;
            }
            Type type = new TypeTranslation(types, new Access(elements, elements.getPackageOf(owner)), classes)
                    .erased(field.asType());
            boolean changes = Holders.isMutable(type) && !Variables.isConstantOfEnum(field);
            boolean constant = field.getModifiers().contains(Modifier.FINAL) && !changes;
            if (!constant && type != Primitive.BOOLEAN) {
                String key = Variable.Field.key(
                        elements.getBinaryName(owner).toString(),
                        field.getSimpleName().toString());
                statics.read().add(key);
                if (type instanceof Primitive && !type.isFloating()) {
                    integers.add(key);
                }
                if (isTarget(mention) || changes && !onlyLooksInto(mention)) {
                    statics.written().add(key);
                }
            }
            initialiser(field);
        }

        /** Calling a method of an object may run what the object was made of, a lambda for instance. */
        private void initialiser(VariableElement field) {
            if (seen.add(field)) {
                TypeElement owner = (TypeElement) field.getEnclosingElement();
                sources.of(owner)
                        .flatMap(file -> file.declarationOf(field))
                        .flatMap(declaration -> declaration.getInitializer())
                        .ifPresent(value -> attributionOf(field).ifPresent(known -> code(value, known, each -> false)));
            }
        }

        private void called(ExecutableElement method) {
            TypeElement owner = (TypeElement) method.getEnclosingElement();
            boolean unseen = declarationOf(method).isEmpty();
            if (unseen
                    && method.getModifiers().contains(Modifier.STATIC)
                    && (!KnownMethods.isJdk(owner) || KnownMethods.keepsState(method))) {
                statics.read().add(owner.getQualifiedName().toString());
                statics.written().add(owner.getQualifiedName().toString());
            }
            if (unseen) {
                return;
            }
            body(method);
            if (!method.getModifiers().contains(Modifier.STATIC)
                    && !method.getModifiers().contains(Modifier.PRIVATE)) {
                overriding(outermost(owner), method);
            }
        }

        private void overriding(TypeElement type, ExecutableElement method) {
            for (ExecutableElement other : ElementFilter.methodsIn(type.getEnclosedElements())) {
                if (other.getSimpleName().equals(method.getSimpleName())
                        && other.getParameters().size()
                                == method.getParameters().size()) {
                    body(other);
                }
            }
            ElementFilter.typesIn(type.getEnclosedElements()).forEach(inner -> overriding(inner, method));
        }

        private void created(ExecutableElement constructor) {
            TypeElement owner = (TypeElement) constructor.getEnclosingElement();
            if (KnownMethods.isJdk(owner)) {
                return;
            }
            body(constructor);
            for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
                if (!field.getModifiers().contains(Modifier.STATIC)) {
                    initialiser(field);
                }
            }
            sources.of(owner)
                    .flatMap(file -> file.declarationOf(owner))
                    .ifPresent(declaration -> declaration.getMembers().forEach(member -> {
                        if (member instanceof InitializerDeclaration
                                || member instanceof CompactConstructorDeclaration) {
                            named(member, owner);
                        }
                    }));
        }

        /** Code without attribution: a name counts as the static field that has it. */
        private void named(Node code, TypeElement owner) {
            for (Element type = owner; type instanceof TypeElement; type = type.getEnclosingElement()) {
                for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
                    if (field.getModifiers().contains(Modifier.STATIC)) {
                        code
                                .findAll(
                                        SimpleName.class,
                                        name -> field.getSimpleName().contentEquals(name.getIdentifier()))
                                .stream()
                                .map(name -> name.getParentNode().orElse(null))
                                .filter(Expression.class::isInstance)
                                .forEach(mention -> field(field, (Expression) mention));
                    }
                }
            }
        }

        private void body(ExecutableElement method) {
            if (seen.add(method)) {
                attributionOf(method)
                        .ifPresent(known -> code(declarationOf(method).get(), known, each -> false));
            }
        }
    }

    private Optional<CallableDeclaration<?>> declarationOf(ExecutableElement method) {
        Optional<SourceFile> file = sources.of((TypeElement) method.getEnclosingElement());
        return method.getKind() == ElementKind.CONSTRUCTOR
                ? file.flatMap(f -> f.constructorOf(method)).map(d -> d)
                : file.flatMap(f -> f.declarationOf(method)).map(d -> d);
    }

    private Optional<Attribution> attributionOf(Element element) {
        Optional<Attribution> known = attributions.get(element);
        if (known == null) {
            TypeElement owner = (TypeElement) element.getEnclosingElement();
            Optional<SourceFile> file = sources.of(owner);
            known = element instanceof ExecutableElement method
                    ? declarationOf(method)
                            .map(d -> attributor.attribute(file.get().unit(), owner, method, d))
                    : file.flatMap(f -> f.declarationOf((VariableElement) element))
                            .map(d -> attributor.attribute(file.get().unit(), owner, (VariableElement) element, d));
            attributions.put(element, known);
        }
        return known;
    }

    private static boolean takesBits(CompilationUnit unit) {
        return unit.findFirst(MethodCallExpr.class, call -> KnownMethods.isNamedLikeBits(call.getNameAsString()))
                .isPresent();
    }

    private static TypeElement outermost(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer ? outermost(outer) : type;
    }

    private static boolean isTarget(Expression e) {
        Node parent = e.getParentNode().orElse(null);
        return parent instanceof AssignExpr assign && assign.getTarget() == e
                || parent instanceof UnaryExpr step && Assignments.isStep(step);
    }

    /** Whether an array, or what its elements are, is only read here: an element or the length is taken as a number. */
    private static boolean onlyLooksInto(Expression e) {
        Node parent = e.getParentNode().orElse(null);
        if (parent instanceof ArrayAccessExpr access && access.getName() == e) {
            return !isTarget(access) && onlyLooksInto(access) || isNumberRead(access);
        }
        return parent instanceof FieldAccessExpr access
                && access.getNameAsString().equals("length");
    }

    private static boolean isNumberRead(ArrayAccessExpr access) {
        return access.getParentNode()
                .filter(parent ->
                        parent instanceof BinaryExpr || parent instanceof UnaryExpr step && !Assignments.isStep(step))
                .isPresent();
    }
}
