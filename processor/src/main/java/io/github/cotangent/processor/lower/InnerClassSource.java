package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.ReferenceType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Makes the class of the companion for an anonymous class. What it captures is in fields that its constructor sets; its own
 * initialisers, which may use all of that, are a method that is called behind the constructor.
 */
final class InnerClassSource {
    private final Lowerers all;
    private final ObjectCreationExpr creation;
    private final Classes classes;
    private final Elements elements;
    private final Types types;

    InnerClassSource(Lowerers all, ObjectCreationExpr creation, Classes classes, Elements elements, Types types) {
        this.all = all;
        this.creation = creation;
        this.classes = classes;
        this.elements = elements;
        this.types = types;
    }

    /** Makes the class; false if it does something that the form cannot express, whereupon its text stays as it is. */
    boolean make() {
        Optional<InnerClass> described = describe();
        if (described.isEmpty()) {
            classes.functions().stayText(creation);
            return false;
        }
        InnerClass inner = described.get();
        classes.functions().open(inner);
        Optional<FunctionClass> type = lower(inner);
        if (type.isEmpty()) {
            classes.functions().drop(inner);
            classes.functions().stayText(creation);
            return false;
        }
        classes.functions()
                .add(creation, new FunctionClasses.Made(type.get(), inner.parent(), inner, List.of()));
        return true;
    }

    /** What a class captures where it is written. */
    static Captures captures(Lowerers all, InnerClass inner) {
        Set<Local> mentioned = new LinkedHashSet<>();
        members(inner.declaration())
                .forEach(member -> mentioned.addAll(all.body.attribution().captured(member)));
        Set<String> taken = new HashSet<>();
        inner.fields().forEach(field -> taken.add(field.id().name()));
        for (TypeElement type = inner.parent();
                type != null;
                type = Classes.elementOf(type.getSuperclass()).orElse(null)) {
            ElementFilter.fieldsIn(type.getEnclosedElements())
                    .forEach(field -> taken.add(field.getSimpleName().toString()));
        }
        return new Captures(all, mentioned, taken);
    }

    private static List<BodyDeclaration<?>> members(ObjectCreationExpr creation) {
        return creation.getAnonymousClassBody().orElseThrow();
    }

    // ---- what it declares

    private Optional<InnerClass> describe() {
        if (creation.getScope().isPresent()
                || !(all.body.mirrorOf(creation).orElse(null) instanceof DeclaredType parent)
                || !(parent.asElement() instanceof TypeElement above)
                || !isFollowed(above)
                || all.access.hiddenIn(parent).isPresent()
                || usesLocalClasses()) {
            return Optional.empty();
        }
        Symbol.Constructor constructor =
                all.symbolOf(creation) instanceof Symbol.Constructor found && !above.getKind().isInterface() ? found : null;
        if (!above.getKind().isInterface() && !isCallable(constructor)) {
            return Optional.empty();
        }
        String wish = FunctionNames.of(
                creation,
                all.body.owner(),
                all.body.file().declarationOf(all.body.owner()).orElseThrow(),
                above.getSimpleName().toString());
        String name = classes.functions().name(wish, all.access::isDeclaredBeside);
        InnerClass inner = new InnerClass(creation, new ObjectType(name), parent, constructor, types);
        boolean known = true;
        for (BodyDeclaration<?> member : members(creation)) {
            known = known && describe(member, inner);
        }
        return known && fitsParent(inner) ? Optional.of(inner) : Optional.empty();
    }

    /** Whether a class and those above it are followed, and none has a tangent type that knows nothing of this companion. */
    private boolean isFollowed(TypeElement type) {
        boolean followed = classes.isFollowed(type);
        for (TypeElement each = type;
                followed && each != null && !each.getQualifiedName().contentEquals("java.lang.Object");
                each = Classes.elementOf(each.getSuperclass()).orElse(null)) {
            followed = classes.isFollowed(each) && (each.getKind().isInterface() || !Classes.isAnnotated(each));
        }
        return followed;
    }

    private boolean usesLocalClasses() {
        return creation.stream().anyMatch(node -> all.symbolOf(node) instanceof Symbol.LocalTypeName);
    }

    private boolean isCallable(Symbol.Constructor constructor) {
        return constructor != null
                && (all.access.isAccessible(constructor.element())
                        || constructor.element().getModifiers().contains(Modifier.PROTECTED));
    }

    private boolean describe(BodyDeclaration<?> member, InnerClass inner) {
        if (member instanceof FieldDeclaration fields) {
            boolean known = true;
            for (VariableDeclarator declarator : fields.getVariables()) {
                known = known && (fields.isStatic() ? isConstant(fields, declarator) : describe(declarator, inner));
            }
            return known;
        }
        return member instanceof MethodDeclaration method
                ? describe(method, inner)
                : member instanceof InitializerDeclaration block && !block.isStatic();
    }

    /** Whether a static field has a value that stands wherever it is named. */
    private boolean isConstant(FieldDeclaration fields, VariableDeclarator declarator) {
        return fields.isFinal()
                && declarator
                        .getInitializer()
                        .flatMap(all.body.attribution()::constantOf)
                        .isPresent();
    }

    private boolean describe(VariableDeclarator declarator, InnerClass inner) {
        Optional<TypeMirror> type = nameable(declarator.getType());
        type.ifPresent(found -> inner.add(new InnerClass.Field(
                declarator,
                new FieldId(
                        inner.type().name(),
                        inner.type().name(),
                        declarator.getNameAsString(),
                        all.body.types().erased(found),
                        true,
                        false))));
        return type.isPresent();
    }

    private Optional<TypeMirror> nameable(com.github.javaparser.ast.type.Type type) {
        return all.body.attribution().typeOf(type).filter(found -> all.access
                .hiddenIn(found)
                .isEmpty());
    }

    private boolean describe(MethodDeclaration method, InnerClass inner) {
        Optional<TypeMirror> result = nameable(method.getType());
        boolean plain = method.getBody().isPresent()
                && !method.isStatic()
                && method.getTypeParameters().isEmpty()
                && method.getParameters().stream().noneMatch(Parameter::isVarArgs);
        if (!plain || result.isEmpty()) {
            return false;
        }
        List<TypeMirror> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            nameable(parameter.getType()).ifPresent(parameters::add);
        }
        List<Type> thrown = new ArrayList<>();
        for (ReferenceType each : method.getThrownExceptions()) {
            nameable(each).map(all.body.types()::of).ifPresent(thrown::add);
        }
        if (parameters.size() < method.getParameters().size()
                || thrown.size() < method.getThrownExceptions().size()) {
            return false;
        }
        MethodId id = new MethodId(
                inner.type().name(),
                inner.type().name(),
                method.getNameAsString(),
                parameters.stream().map(all.body.types()::erased).toList(),
                all.body.types().erased(result.get()),
                true,
                MethodId.Invocation.EXACT);
        inner.add(new InnerClass.Method(method, id, parameters, result.get(), thrown));
        return true;
    }

    // ---- what it inherits

    /** Whether a class beside the companion can be what this one is to its parent. */
    private boolean fitsParent(InnerClass inner) {
        boolean fits = true;
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(inner.parent()))) {
            boolean overridden = inner.of(method).isPresent();
            fits &= !method.getModifiers().contains(Modifier.ABSTRACT)
                    || overridden
                    || ofObject(method).isPresent();
            fits &= !overridden || isOpen(method);
        }
        Set<String> own = new HashSet<>();
        inner.methods().forEach(method -> own.add(method.id().name()));
        return fits && (inner.constructor().isEmpty() || !EarlyUses.of(inner.parent(), own, classes.sources()));
    }

    /** The method of {@code Object} that an interface declares once more. */
    private Optional<ExecutableElement> ofObject(ExecutableElement method) {
        TypeElement object = elements.getTypeElement("java.lang.Object");
        return ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                .filter(each -> elements.overrides(method, each, (TypeElement) method.getEnclosingElement()))
                .findFirst();
    }

    /** Whether a class beside the companion overrides a method that it declares, too. */
    private boolean isOpen(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.PROTECTED)
                || all.access.isAccessible(method, true);
    }

    private Set<MethodId> overriding(InnerClass inner) {
        List<ExecutableElement> inherited =
                new ArrayList<>(ElementFilter.methodsIn(elements.getAllMembers(inner.parent())));
        inherited.addAll(ElementFilter.methodsIn(
                elements.getTypeElement("java.lang.Object").getEnclosedElements()));
        Set<MethodId> found = new LinkedHashSet<>();
        inherited.forEach(method -> inner.of(method).ifPresent(found::add));
        return found;
    }

    // ---- what it does

    private Optional<FunctionClass> lower(InnerClass inner) {
        Captures captures = captures(all, inner);
        Set<FieldId> captured = new LinkedHashSet<>();
        List<Method> methods = new ArrayList<>();
        for (InnerClass.Method method : inner.methods()) {
            lower(method, inner, captures, captured).ifPresent(methods::add);
        }
        List<BodyDeclaration<?>> initializers = initializers();
        if (!initializers.isEmpty()) {
            initializer(initializers, inner, captures, captured).ifPresent(methods::add);
        }
        if (methods.size() < inner.methods().size() + (initializers.isEmpty() ? 0 : 1)) {
            return Optional.empty();
        }
        Set<String> names = Classes.methodNames(inner.parent());
        names.addAll(Classes.methodNames(elements.getTypeElement("java.lang.Object")));
        List<Type> arguments = inner.constructor()
                .map(above -> classes.constructor(above.element()).parameters())
                .orElse(List.of());
        return Optional.of(new FunctionClass(
                inner.type(),
                new FunctionClass.Parent(
                        (ObjectType) all.body.types().of(inner.parentType()),
                        inner.constructor().isPresent(),
                        arguments,
                        names),
                List.copyOf(captured),
                inner.fields().stream().map(InnerClass.Field::id).toList(),
                methods,
                overriding(inner),
                all.body.owner().getQualifiedName().toString(),
                all.body.origin(creation)));
    }

    private Optional<Method> lower(
            InnerClass.Method own, InnerClass inner, Captures captures, Set<FieldId> captured) {
        MethodDeclaration declaration = own.declaration();
        Set<String> taken = new HashSet<>();
        declaration.walk(Parameter.class, parameter -> taken.add(parameter.getNameAsString()));
        Lowerers within = all.within(all.body.within(problem -> {}));
        FunctionMethod method = new FunctionMethod(declaration, inner.type().name(), within.body, taken);
        for (int i = 0; i < own.parameters().size(); i++) {
            Parameter parameter = declaration.getParameter(i);
            method.parameter(
                    within.variables.parameter(
                            within.body.attribution().local(parameter),
                            within.body.types().of(own.parameters().get(i))),
                    parameter);
        }
        enter(method, within, declaration, captures);
        Optional<Method> lowered = method.lower(own.id(), own.thrown(), () -> statements(own, within, method));
        captured.addAll(method.fields());
        return lowered;
    }

    private void enter(FunctionMethod method, Lowerers within, Node code, Captures captures) {
        within.variables.findCaptures(code, within.streams::isInPlace);
        within.objects.enclose(new Objects.Enclosing(creation, method.self()));
        captures.in(method, within);
    }

    private static void statements(InnerClass.Method own, Lowerers within, FunctionMethod method) {
        MethodDeclaration declaration = own.declaration();
        Type result = within.body.types().of(own.result());
        Sequence statements = within.body.collect(
                () -> within.statements.method(declaration.getBody().orElseThrow(), result));
        within.body.append(
                declaration.isSynchronized()
                        ? within.attempts.locked(
                                statements,
                                new Expr.Use(method.self()),
                                declaration.getName())
                        : statements);
    }

    // ---- its first values

    private List<BodyDeclaration<?>> initializers() {
        List<BodyDeclaration<?>> found = new ArrayList<>();
        for (BodyDeclaration<?> member : members(creation)) {
            boolean sets = member instanceof FieldDeclaration fields
                    && !fields.isStatic()
                    && fields.getVariables().stream()
                            .anyMatch(each -> each.getInitializer().isPresent());
            if (sets || member instanceof InitializerDeclaration) {
                found.add(member);
            }
        }
        return found;
    }

    private Optional<Method> initializer(
            List<BodyDeclaration<?>> members, InnerClass inner, Captures captures, Set<FieldId> captured) {
        Lowerers within = all.within(all.body.within(problem -> {}));
        FunctionMethod method = new FunctionMethod(members.get(0), inner.type().name(), within.body, Set.of());
        Set<String> taken = new HashSet<>(Classes.methodNames(inner.parent()));
        inner.methods().forEach(each -> taken.add(each.id().name()));
        MethodId id = new MethodId(
                inner.type().name(),
                inner.type().name(),
                FunctionMethod.free("initialize", taken),
                List.of(),
                Primitive.VOID,
                true,
                MethodId.Invocation.EXACT);
        enter(method, within, creation, captures);
        Optional<Method> lowered = method.lower(id, List.of(), () -> {
            for (BodyDeclaration<?> member : members) {
                if (member instanceof InitializerDeclaration block) {
                    within.statements.method(block.getBody(), Primitive.VOID);
                } else {
                    ((FieldDeclaration) member).getVariables().forEach(field -> first(field, inner, within));
                }
            }
        });
        captured.addAll(method.fields());
        return lowered;
    }

    private void first(VariableDeclarator declarator, InnerClass inner, Lowerers within) {
        declarator
                .getInitializer()
                .ifPresent(value -> within.assignments.initialize(
                        within.objects.self(creation),
                        inner.field(declarator).orElseThrow().id(),
                        value,
                        within.body.origin(declarator)));
    }
}
