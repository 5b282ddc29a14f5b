package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithExtends;
import com.github.javaparser.ast.nodeTypes.NodeWithImplements;
import com.github.javaparser.ast.nodeTypes.NodeWithTypeParameters;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
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
 * Makes the class of the companion for an anonymous or local class. What it captures is in fields that its constructor sets; its own
 * initialisers and constructors, which may use all of that, are methods that are called behind it.
 */
final class InnerClassSource {
    private final Lowerers all;
    private final Node declaration;
    private final Classes classes;
    private final Elements elements;
    private final Types types;

    /** @param declaration the creation of an object of an anonymous class, or the declaration of a local class */
    InnerClassSource(Lowerers all, Node declaration, Classes classes, Elements elements, Types types) {
        this.all = all;
        this.declaration = declaration;
        this.classes = classes;
        this.elements = elements;
        this.types = types;
    }

    /** Makes the class; false if it does something that the form cannot express, whereupon its text stays as it is. */
    boolean make() {
        Optional<InnerClass> described = describe();
        Optional<FunctionClass> type = described.flatMap(this::lower);
        if (type.isEmpty()) {
            described.ifPresent(classes.functions()::drop);
            classes.functions().stayTextIn(declaration);
            classes.functions().stayText(declaration);
            return false;
        }
        InnerClass inner = described.get();
        classes.functions().add(declaration, new FunctionClasses.Made(type.get(), inner.parent(), inner, List.of()));
        return true;
    }

    /** The body of an enum constant as it is declared. */
    InnerClass constant() {
        TypeElement enumeration = all.body.owner();
        String name = ((EnumConstantDeclaration) declaration).getNameAsString();
        ObjectType type = new ObjectType(TypeTranslation.raw(enumeration).member(name));
        InnerClass inner = new InnerClass(declaration, type, (DeclaredType) enumeration.asType(), null, types);
        classes.functions().open(inner);
        for (BodyDeclaration<?> member : inner.members()) {
            if (!describe(member, inner)) {
                all.body.problem(
                        Code.COT011,
                        member,
                        "the body of the enum constant " + name + " declares something that is not followed there",
                        "Declare methods only, without type parameters and with a fixed number of parameters; keep fields in the"
                                + " enum itself");
            }
        }
        return inner;
    }

    /** The methods of the body of an enum constant, as far as they can be expressed. */
    List<Method> methods(InnerClass inner) {
        List<Method> methods = new ArrayList<>();
        if (all.body.failed()) {
            return methods; // of what is wrong in it the methods could only tell once more
        }
        Captures nothing = captures(all, inner);
        for (InnerClass.Method method : inner.methods()) {
            lower(method, inner, nothing, new LinkedHashSet<>()).ifPresent(methods::add);
        }
        return methods;
    }

    /** What a class captures where it is written, or where an object of it is made. */
    static Captures captures(Lowerers all, InnerClass inner) {
        Set<Local> mentioned = new LinkedHashSet<>();
        inner.members()
                .forEach(member -> mentioned.addAll(all.body.attribution().captured(member)));
        Set<String> taken = new HashSet<>();
        inner.fields().forEach(field -> taken.add(field.id().name()));
        for (TypeElement type = inner.parent();
                type != null;
                type = Inheritance.elementOf(type.getSuperclass()).orElse(null)) {
            ElementFilter.fieldsIn(type.getEnclosedElements())
                    .forEach(field -> taken.add(field.getSimpleName().toString()));
        }
        return new Captures(all, mentioned, taken, inner.declaration());
    }

    // ---- what it is

    private Optional<InnerClass> describe() {
        Optional<InnerClass> found = declaration instanceof ObjectCreationExpr creation
                ? anonymous(creation)
                : local((TypeDeclaration<?>) declaration);
        if (found.isEmpty() || usesOtherLocalClasses()) {
            return Optional.empty();
        }
        InnerClass inner = found.get();
        // Members may be of the class itself.
        classes.functions().open(inner);
        boolean known = !(declaration instanceof RecordDeclaration record) || components(record, inner);
        for (BodyDeclaration<?> member : inner.members()) {
            known = known && describe(member, inner);
        }
        if (known && inner.starts().isEmpty() && !initializers(inner).isEmpty()) {
            inner.add(new InnerClass.Start(null, startId(inner, List.of()), List.of(), List.of()));
        }
        boolean matters = declaration instanceof ObjectCreationExpr || carries(inner);
        if (!known || !matters || !fitsParent(inner)) {
            classes.functions().drop(inner);
            return Optional.empty();
        }
        return found;
    }

    private Optional<InnerClass> anonymous(ObjectCreationExpr creation) {
        if (creation.getScope().isPresent()
                || !(all.body.mirrorOf(creation).orElse(null) instanceof DeclaredType parent)
                || !(parent.asElement() instanceof TypeElement above)
                || !isFollowed(above)
                || !all.implementing.isPossible(above)) {
            return Optional.empty();
        }
        boolean contract = above.getKind().isInterface();
        Symbol.Constructor constructor =
                all.symbolOf(creation) instanceof Symbol.Constructor found && !contract ? found : null;
        if (!contract && !isCallable(constructor)) {
            return Optional.empty();
        }
        String wish = FunctionNames.of(
                creation,
                all.body.owner(),
                all.body.file().declarationOf(all.body.owner()).orElseThrow(),
                above.getSimpleName().toString());
        return Optional.of(new InnerClass(creation, type(wish), parent, constructor, types));
    }

    private Optional<InnerClass> local(TypeDeclaration<?> type) {
        List<ClassOrInterfaceType> above = new ArrayList<>();
        if (type instanceof NodeWithExtends<?> extending) {
            above.addAll(extending.getExtendedTypes());
        }
        above.addAll(((NodeWithImplements<?>) type).getImplementedTypes());
        TypeMirror parent = above.isEmpty()
                ? elements.getTypeElement("java.lang.Object").asType()
                : all.body.attribution().typeOf(above.get(0)).orElse(null);
        boolean plain = !(type instanceof ClassOrInterfaceDeclaration own && (own.isInterface() || own.isAbstract()))
                && ((NodeWithTypeParameters<?>) type).getTypeParameters().isEmpty()
                && above.size() <= 1;
        if (!plain
                || !(parent instanceof DeclaredType declared)
                || !(declared.asElement() instanceof TypeElement element)
                || !above.isEmpty() && !isFollowed(element)
                || !all.implementing.isPossible(element)
                || !new LocalMentions(type, all.body.attribution()).areAllReplaceable()) {
            return Optional.empty();
        }
        Symbol.Constructor constructor = above.isEmpty() || element.getKind().isInterface()
                ? null
                : ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                        .filter(each -> each.getParameters().isEmpty())
                        .map(each -> new Symbol.Constructor(each, false, List.of()))
                        .findFirst()
                        .orElse(null);
        boolean callable = above.isEmpty() || element.getKind().isInterface() || isCallable(constructor);
        return callable
                ? Optional.of(new InnerClass(
                        type, type(FunctionNames.of(type, all.body.owner())), declared, constructor, types))
                : Optional.empty();
    }

    private ObjectType type(String wish) {
        return new ObjectType(classes.functions().name(wish, all.access::isDeclaredBeside));
    }

    /** Whether a class and those above it are followed, and none has a tangent type that knows nothing of this companion. */
    private boolean isFollowed(TypeElement type) {
        boolean followed =
                classes.isFollowed(type) && Surroundings.outerOf(type).isEmpty();
        for (TypeElement each = type;
                followed && each != null && !each.getQualifiedName().contentEquals("java.lang.Object");
                each = Inheritance.elementOf(each.getSuperclass()).orElse(null)) {
            followed = classes.isFollowed(each) && (each.getKind().isInterface() || !Classes.isAnnotated(each));
        }
        return followed;
    }

    private boolean isCallable(Symbol.Constructor constructor) {
        return constructor != null
                && (all.access.isAccessible(constructor.element())
                        || constructor.element().getModifiers().contains(Modifier.PROTECTED));
    }

    private boolean usesOtherLocalClasses() {
        return declaration.stream()
                .anyMatch(node -> all.symbolOf(node) instanceof Symbol.LocalTypeName
                        && !(node instanceof com.github.javaparser.ast.type.Type type && isKnown(type)));
    }

    private boolean isKnown(com.github.javaparser.ast.type.Type type) {
        return all.innerObjects.isMadeRecord(type)
                || all.body
                        .attribution()
                        .localTypeOf(type)
                        .filter(each ->
                                each.declaration() == declaration || declaration.isAncestorOf(each.declaration()))
                        .isPresent();
    }

    /** Whether objects of the class could have to do with derivatives. */
    private boolean carries(InnerClass inner) {
        return captures(all, inner).fields("").stream()
                        .anyMatch(field -> field.type().mayCarry())
                || inner.fields().stream().anyMatch(field -> field.id().type().mayCarry())
                || inner.methods().stream()
                        .anyMatch(method -> method.result().type().isDifferentiable());
    }

    /** Whether a method is said to solve an equation, which is read of members of named classes only. */
    private static boolean solves(MethodDeclaration method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getName().getIdentifier())
                .anyMatch(Set.of("ImplicitFunction", "FixedPoint")::contains);
    }

    // ---- what it declares

    private boolean describe(BodyDeclaration<?> member, InnerClass inner) {
        if (member instanceof FieldDeclaration fields) {
            boolean known = true;
            for (VariableDeclarator declarator : fields.getVariables()) {
                known = known
                        && (fields.isStatic() || inner.isConstant()
                                ? isConstant(fields, declarator)
                                : describe(declarator, inner));
            }
            return known;
        }
        if (member instanceof MethodDeclaration method) {
            return describe(method, inner);
        }
        return member instanceof ConstructorDeclaration constructor
                ? !inner.isRecord() && describe(constructor, inner)
                : member instanceof InitializerDeclaration block && !block.isStatic();
    }

    /** Whether a field has a value that stands wherever it is named. */
    private boolean isConstant(FieldDeclaration fields, VariableDeclarator declarator) {
        return fields.isFinal()
                && declarator
                        .getInitializer()
                        .flatMap(all.body.attribution()::constantOf)
                        .isPresent();
    }

    private boolean components(RecordDeclaration record, InnerClass inner) {
        Optional<List<InnerClass.Written>> components = parameters(record.getParameters());
        for (int i = 0; components.isPresent() && i < record.getParameters().size(); i++) {
            Parameter component = record.getParameter(i);
            InnerClass.Written type = components.get().get(i);
            inner.add(new InnerClass.Field(
                    component,
                    FunctionMethod.field(inner.type().name(), component.getNameAsString(), type.type()),
                    type));
        }
        return components.isPresent();
    }

    private boolean describe(VariableDeclarator declarator, InnerClass inner) {
        Optional<InnerClass.Written> type = written(declarator.getType());
        type.ifPresent(found -> inner.add(new InnerClass.Field(
                declarator,
                new FieldId(
                        inner.type().name(),
                        inner.type().name(),
                        declarator.getNameAsString(),
                        found.erased(),
                        true,
                        false),
                found)));
        return type.isPresent();
    }

    /** A type that the form can express. */
    private Optional<InnerClass.Written> written(com.github.javaparser.ast.type.Type node) {
        Optional<Type> own = all.body.attribution().localTypeOf(node).flatMap(all.body.types()::inner);
        if (own.isPresent()) {
            return Optional.of(new InnerClass.Written(null, own.get(), own.get()));
        }
        return all.body
                .attribution()
                .typeOf(node)
                .map(mirror -> new InnerClass.Written(
                        mirror, all.body.types().of(mirror), all.body.types().erased(mirror)));
    }

    private boolean describe(MethodDeclaration method, InnerClass inner) {
        Optional<InnerClass.Written> result = written(method.getType());
        Optional<List<InnerClass.Written>> parameters = parameters(method);
        Optional<List<Type>> thrown = thrown(method);
        if (method.getBody().isEmpty()
                || method.isStatic()
                || solves(method)
                || result.isEmpty()
                || parameters.isEmpty()
                || thrown.isEmpty()) {
            return false;
        }
        MethodId id = id(
                inner, method.getNameAsString(), parameters.get(), result.get().erased());
        inner.add(new InnerClass.Method(method, id, parameters.get(), result.get(), thrown.get()));
        return true;
    }

    private boolean describe(ConstructorDeclaration constructor, InnerClass inner) {
        Optional<List<InnerClass.Written>> parameters = parameters(constructor);
        Optional<List<Type>> thrown = thrown(constructor);
        boolean plain = constructor.getBody().getStatements().stream()
                .noneMatch(statement -> statement instanceof ExplicitConstructorInvocationStmt call
                        && (call.isThis() || !call.getArguments().isEmpty()));
        if (!plain || parameters.isEmpty() || thrown.isEmpty()) {
            return false;
        }
        inner.add(new InnerClass.Start(constructor, startId(inner, parameters.get()), parameters.get(), thrown.get()));
        return true;
    }

    /** The types of the parameters; nothing if the companion cannot name them, or if there may be any number. */
    private Optional<List<InnerClass.Written>> parameters(CallableDeclaration<?> callable) {
        return callable.getTypeParameters().isEmpty() ? parameters(callable.getParameters()) : Optional.empty();
    }

    private Optional<List<InnerClass.Written>> parameters(List<Parameter> parameters) {
        List<InnerClass.Written> found = new ArrayList<>();
        for (Parameter parameter : parameters) {
            written(parameter.getType()).filter(each -> !parameter.isVarArgs()).ifPresent(found::add);
        }
        return found.size() == parameters.size() ? Optional.of(found) : Optional.empty();
    }

    private Optional<List<Type>> thrown(CallableDeclaration<?> callable) {
        List<Type> found = new ArrayList<>();
        callable.getThrownExceptions()
                .forEach(each -> written(each).map(InnerClass.Written::type).ifPresent(found::add));
        return found.size() == callable.getThrownExceptions().size() ? Optional.of(found) : Optional.empty();
    }

    private static MethodId id(InnerClass inner, String name, List<InnerClass.Written> parameters, Type result) {
        return new MethodId(
                inner.type().name(),
                inner.type().reference().binaryName(),
                name,
                parameters.stream().map(InnerClass.Written::erased).toList(),
                result,
                true,
                inner.isConstant() ? MethodId.Invocation.CONSTANT : MethodId.Invocation.EXACT);
    }

    private MethodId startId(InnerClass inner, List<InnerClass.Written> parameters) {
        Set<String> taken = new HashSet<>(Inheritance.methodNames(inner.parent()));
        inner.members().forEach(member -> {
            if (member instanceof MethodDeclaration method) {
                taken.add(method.getNameAsString());
            }
        });
        return id(inner, FunctionMethod.free("initialize", taken), parameters, Primitive.VOID);
    }

    // ---- what it inherits

    /** Whether a class beside the companion can be what this one is to its parent. */
    private boolean fitsParent(InnerClass inner) {
        boolean fits = true;
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(inner.parent()))) {
            boolean overridden = inner.of(method).isPresent();
            fits &= !method.getModifiers().contains(Modifier.ABSTRACT) || overridden || isOfObject(method);
            fits &= !overridden || isOpen(method);
        }
        Set<String> own = new HashSet<>();
        inner.methods().forEach(method -> own.add(method.id().name()));
        return fits
                && (isWritable(inner)
                        || !inner.isRecord()
                                && all.implementing.isLoadable(inner.parentType(), inner.methodIds(), inner))
                && (inner.constructor().isEmpty() || !EarlyUses.of(inner.parent(), own, classes.sources()));
    }

    private boolean isWritable(InnerClass inner) {
        return all.implementing.isWritable(inner.parentType(), inner.methodIds(), inner);
    }

    /** Whether an interface declares a method of {@code Object} once more. */
    private boolean isOfObject(ExecutableElement method) {
        TypeElement object = elements.getTypeElement("java.lang.Object");
        return ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                .anyMatch(each -> elements.overrides(method, each, (TypeElement) method.getEnclosingElement()));
    }

    /** Whether a class beside the companion overrides a method that it declares, too. */
    private boolean isOpen(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.PROTECTED) || all.access.isAccessible(method, true);
    }

    private Set<MethodId> overriding(InnerClass inner) {
        List<ExecutableElement> inherited =
                new ArrayList<>(ElementFilter.methodsIn(elements.getAllMembers(inner.parent())));
        inherited.addAll(ElementFilter.methodsIn(
                elements.getTypeElement("java.lang.Object").getEnclosedElements()));
        Set<MethodId> found = new LinkedHashSet<>();
        inherited.forEach(method -> inner.of(method).ifPresent(found::add));
        inner.methods().stream()
                .map(InnerClass.Method::id)
                .filter(inner::isAccessor)
                .forEach(found::add);
        return found;
    }

    // ---- what it does

    private Optional<FunctionClass> lower(InnerClass inner) {
        Captures captures = captures(all, inner);
        Set<FieldId> captured = new LinkedHashSet<>();
        if (!(declaration instanceof ObjectCreationExpr) && !inner.isRecord()) {
            // Its own methods may make objects of it, before it is known what they mention.
            captured.addAll(captures.fields(inner.type().name()));
        }
        inner.captures(captured);
        List<Method> methods = new ArrayList<>();
        for (InnerClass.Method method : inner.methods()) {
            lower(method, inner, captures, captured).ifPresent(methods::add);
        }
        for (InnerClass.Start start : inner.starts()) {
            lower(start, inner, captures, captured).ifPresent(methods::add);
        }
        if (methods.size() < inner.methods().size() + inner.starts().size()) {
            return Optional.empty();
        }
        inner.captures(captured);
        Set<String> names = Inheritance.methodNames(inner.parent());
        names.addAll(Inheritance.methodNames(elements.getTypeElement("java.lang.Object")));
        List<Type> arguments = inner.constructor()
                .map(above -> classes.constructor(above.element()).parameters())
                .orElse(List.of());
        ObjectType parent = inner.hasParent() ? (ObjectType) all.body.types().of(inner.parentType()) : null;
        return Optional.of(new FunctionClass(
                inner.type(),
                inner.isRecord()
                        ? "local record"
                        : declaration instanceof ObjectCreationExpr ? "anonymous class" : "local class",
                inner.isRecord(),
                new FunctionClass.Parent(parent, inner.extendsClass(), arguments, names, isWritable(inner)),
                inner.isRecord()
                        ? inner.fields().stream().map(InnerClass.Field::id).toList()
                        : inner.captured(),
                inner.isRecord()
                        ? List.of()
                        : inner.fields().stream()
                                .map(field -> new FunctionClass.Own(
                                        field.id(), field.type().type()))
                                .toList(),
                methods,
                overriding(inner),
                all.body.owner().getQualifiedName().toString(),
                all.body.origin(declaration)));
    }

    private Optional<Method> lower(InnerClass.Method own, InnerClass inner, Captures captures, Set<FieldId> captured) {
        MethodDeclaration method = own.declaration();
        Lowerers within = within();
        FunctionMethod made = enter(within, method, method.getParameters(), own.parameters(), inner, captures);
        Optional<Method> lowered = made.lower(own.id(), own.thrown(), () -> {
            Sequence statements = within.body.collect(() -> within.statements.method(
                    method.getBody().orElseThrow(), own.result().type()));
            within.body.append(
                    method.isSynchronized()
                            ? within.attempts.locked(statements, new Expr.Use(made.self()), method.getName())
                            : statements);
        });
        captured.addAll(made.fields());
        return lowered;
    }

    /** For one method. What keeps a class from being followed is no problem, its text stays; a constant has no other form. */
    private Lowerers within() {
        boolean isConstant = declaration instanceof EnumConstantDeclaration;
        return all.within(all.body.within(isConstant ? all.body::problem : problem -> {}));
    }

    /** A method of the class, with its names declared. */
    private FunctionMethod enter(
            Lowerers within,
            Node code,
            NodeList<Parameter> parameters,
            List<InnerClass.Written> written,
            InnerClass inner,
            Captures captures) {
        Set<String> taken = new HashSet<>();
        code.walk(Parameter.class, parameter -> taken.add(parameter.getNameAsString()));
        FunctionMethod method = new FunctionMethod(code, inner.type().name(), inner.seen(), within.body, taken);
        for (int i = 0; i < written.size(); i++) {
            Parameter parameter = parameters.get(i);
            Variable variable = within.variables.parameter(
                    within.body.attribution().local(parameter), written.get(i).type());
            method.parameter(variable, parameter);
        }
        within.variables.findCaptures(
                code instanceof MethodDeclaration ? code : declaration, within.streams::isInPlace);
        within.objects.enclose(new Objects.Enclosing(declaration, method.self()));
        captures.in(method, within);
        return method;
    }

    // ---- its first values

    private static List<BodyDeclaration<?>> initializers(InnerClass inner) {
        List<BodyDeclaration<?>> found = new ArrayList<>();
        for (BodyDeclaration<?> member : inner.members()) {
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

    /** The initialisers, and the constructor behind them. */
    private Optional<Method> lower(InnerClass.Start start, InnerClass inner, Captures captures, Set<FieldId> captured) {
        List<BodyDeclaration<?>> initializers = initializers(inner);
        ConstructorDeclaration constructor = start.declaration();
        Lowerers within = within();
        FunctionMethod made = enter(
                within,
                constructor == null ? initializers.get(0) : constructor,
                constructor == null ? new NodeList<>() : constructor.getParameters(),
                start.parameters(),
                inner,
                captures);
        Optional<Method> lowered = made.lower(start.id(), start.thrown(), () -> {
            for (BodyDeclaration<?> member : initializers) {
                if (member instanceof InitializerDeclaration block) {
                    within.statements.method(block.getBody(), Primitive.VOID);
                } else {
                    ((FieldDeclaration) member).getVariables().forEach(field -> first(field, inner, within));
                }
            }
            if (constructor != null) {
                List<Statement> statements =
                        new ArrayList<>(constructor.getBody().getStatements());
                statements.removeIf(ExplicitConstructorInvocationStmt.class::isInstance);
                within.statements.method(statements, Primitive.VOID);
            }
        });
        captured.addAll(made.fields());
        return lowered;
    }

    private void first(VariableDeclarator declarator, InnerClass inner, Lowerers within) {
        declarator
                .getInitializer()
                .ifPresent(value -> within.assignments.initialize(
                        within.objects.self(declaration),
                        inner.field(declarator).orElseThrow().id(),
                        value,
                        within.body.origin(declarator)));
    }
}
