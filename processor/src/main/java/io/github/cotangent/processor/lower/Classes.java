package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The classes of the compilation: which of them are followed field by field, what fields and subclasses they have, and which
 * body a virtual call runs.
 */
final class Classes {
    private static final String DIFFERENTIABLE = "io.github.cotangent.Differentiable";
    private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

    private final Elements elements;
    private final Types types;
    private final Sources sources;
    private final Attributor attributor;
    private final Access access;
    private final UserRules rules;
    private final MadeObjects made;
    private final FunctionClasses functions = new FunctionClasses();
    private final Followed followed;
    private final StandIns standIns;
    private final Inheritance inheritance;
    private final ConstantBodies constants;
    private final Map<String, Layout> layouts = new HashMap<>();
    /** The classes that are in sight by name, nested ones too; more in every round, and with every file that is read. */
    private final Map<String, TypeElement> all = new LinkedHashMap<>();

    Classes(Elements elements, Types types, Sources sources, Attributor attributor, Access access, UserRules rules) {
        this.rules = rules;
        this.attributor = attributor;
        this.made = new MadeObjects(elements, attributor);
        this.followed = new Followed(elements, types, sources, attributor, access);
        this.standIns = new StandIns(elements, types, access, followed);
        this.inheritance = new Inheritance(elements, types);
        this.constants = new ConstantBodies(elements, types, sources, attributor, access, this);
        this.access = access;
        this.elements = elements;
        this.types = types;
        this.sources = sources;
    }

    /** Takes the classes of a round. */
    void add(Collection<? extends Element> roots) {
        layouts.clear();
        for (TypeElement type : ElementFilter.typesIn(roots)) {
            all.put(type.getQualifiedName().toString(), type);
            add(type.getEnclosedElements());
        }
    }

    /**
     * Takes the classes of which the files read since the last call make objects; they may be compiled already.
     *
     * @return whether there were more
     */
    boolean addMade() {
        boolean more = false;
        for (TypeElement type : made.in(sources.read())) {
            more |= all.putIfAbsent(type.getQualifiedName().toString(), type) == null;
        }
        if (more) {
            layouts.clear();
        }
        return more;
    }

    /** What the user states about derivatives. */
    UserRules rules() {
        return rules;
    }

    Sources sources() {
        return sources;
    }

    Attributor attributor() {
        return attributor;
    }

    /** The bodies of enum constants. */
    ConstantBodies constants() {
        return constants;
    }

    /** The classes made for functions. */
    FunctionClasses functions() {
        return functions;
    }

    // ---- which are followed

    /** Whether objects of a class are followed: its source is at hand, and the companion can name it. */
    boolean isFollowed(TypeElement type) {
        return followed.contains(type);
    }

    /** The one abstract method of a functional interface. */
    Optional<ExecutableElement> functionOf(TypeElement contract) {
        return attributor.functionOf(contract);
    }

    /** The class of a type if it is followed; of a type variable, that of its bound. */
    Optional<TypeElement> followed(TypeMirror mirror) {
        TypeMirror type = mirror.getKind() == TypeKind.NONE ? mirror : types.erasure(mirror);
        return type instanceof DeclaredType declared
                        && declared.asElement() instanceof TypeElement element
                        && isFollowed(element)
                ? Optional.of(element)
                : Optional.empty();
    }

    /** The type itself, or what a type variable is known to be. */
    TypeMirror bound(TypeMirror mirror) {
        return mirror.getKind() == TypeKind.TYPEVAR ? types.erasure(mirror) : mirror;
    }

    // ---- fields

    /** What objects of an inner class know the object around them by; nothing for other classes. */
    Optional<FieldId> around(TypeElement type) {
        return Surroundings.outerOf(type).map(outer -> {
            String name = "outer";
            while (declares(type, name)) {
                name += "_";
            }
            return FieldId.around(
                    objectType(type), name, new TypeTranslation(types, access, this).erased(outer.asType()));
        });
    }

    FieldId field(VariableElement field) {
        TypeElement owner = (TypeElement) field.getEnclosingElement();
        return new FieldId(
                TypeTranslation.nameOf(owner),
                elements.getBinaryName(owner).toString(),
                field.getSimpleName().toString(),
                new TypeTranslation(types, access, this).erasedOf(field.asType()),
                access.isAccessible(field) && access.hiddenIn(field.asType()).isEmpty(),
                field.getModifiers().contains(Modifier.FINAL),
                access.isAccessible(owner)
                        && access.hiddenIn(field.asType()).isEmpty()
                        && hasImplicitAccessor(owner, field),
                false);
    }

    private boolean hasImplicitAccessor(TypeElement owner, VariableElement field) {
        return owner.getKind() == ElementKind.RECORD
                && ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                        .filter(method -> method.getSimpleName().equals(field.getSimpleName()))
                        .anyMatch(method -> componentOf(method).isPresent());
    }

    static boolean isInstanceField(VariableElement field) {
        return field.getKind() == ElementKind.FIELD && !field.getModifiers().contains(Modifier.STATIC);
    }

    /** Whether a class declares an instance field of a name. */
    static boolean declares(TypeElement type, CharSequence name) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .anyMatch(
                        field -> isInstanceField(field) && field.getSimpleName().contentEquals(name));
    }

    /** The class of the object that a constant is, or that its initialiser makes, if objects of it are followed. */
    Optional<ObjectType> made(VariableElement field) {
        TypeElement owner = (TypeElement) field.getEnclosingElement();
        if (field.getKind() == ElementKind.ENUM_CONSTANT) {
            return isFollowed(owner) ? constants.of(field).or(() -> Optional.of(objectType(owner))) : Optional.empty();
        }
        if (!field.getModifiers().contains(Modifier.FINAL) || field.asType().getKind() != TypeKind.DECLARED) {
            return Optional.empty();
        }
        return sources.of(owner)
                .flatMap(file -> file.declarationOf(field)
                        .flatMap(VariableDeclarator::getInitializer)
                        .map(Expressions::strip)
                        .filter(value -> value instanceof ObjectCreationExpr creation
                                && creation.getAnonymousClassBody().isEmpty()
                                && creation.getScope().isEmpty())
                        .map(value -> attributor.type(file.unit(), owner, ((ObjectCreationExpr) value).getType()))
                        .flatMap(this::followed)
                        .map(Classes::objectType));
    }

    // ---- layouts

    Layout layout(ObjectType type) {
        Layout layout = layouts.get(type.name());
        if (layout == null) {
            Optional<FunctionClasses.Made> function = functions.find(type.name());
            if (function.isPresent()) {
                return function.get().type().layout();
            }
            layout = Boxes.isBox(type)
                    ? Boxes.layout(type)
                    : constants.layout(type).orElseGet(() -> read(elements.getTypeElement(type.name())));
            layouts.put(type.name(), layout);
        }
        return layout;
    }

    private Layout read(TypeElement type) {
        List<FieldId> fields = new ArrayList<>();
        around(type).ifPresent(fields::add);
        ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(Classes::isInstanceField)
                .map(this::field)
                .forEach(fields::add);
        List<ObjectType> interfaces = new ArrayList<>();
        type.getInterfaces()
                .forEach(each -> followed(each).map(Classes::objectType).ifPresent(interfaces::add));
        List<TypeElement> subclasses = subclasses(type);
        List<ObjectType> bodies = new ArrayList<>(constants.of(type));
        subclasses.forEach(each -> bodies.addAll(constants.of(each)));
        return new Layout(
                objectType(type),
                followed(type.getSuperclass()).map(Classes::objectType).orElse(null),
                interfaces,
                fields,
                subclasses.stream()
                        .filter(Classes::isConcrete)
                        .map(Classes::objectType)
                        .toList(),
                bodies,
                null,
                type.getKind().isInterface(),
                type.getKind() == ElementKind.RECORD,
                isConcrete(type),
                isClosed(type),
                access.isAccessible(type),
                isAnnotated(type));
    }

    /** What the companion sees in the place of classes it cannot name. */
    StandIns standIns() {
        return standIns;
    }

    /** Whether a class has one tangent type that all companions share. */
    static boolean isAnnotated(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(DIFFERENTIABLE));
    }

    static ObjectType objectType(TypeElement type) {
        return new ObjectType(TypeTranslation.raw(type));
    }

    /** The known classes that are subtypes, those before others that extend them. */
    private List<TypeElement> subclasses(TypeElement type) {
        TypeMirror erased = types.erasure(type.asType());
        List<TypeElement> found = new ArrayList<>();
        for (TypeElement each : all.values()) {
            if (!each.equals(type) && types.isSubtype(types.erasure(each.asType()), erased) && isFollowed(each)) {
                found.add(each);
            }
        }
        found.sort((a, b) -> depth(a) - depth(b));
        return found;
    }

    /** The concrete classes in sight that are subtypes of the owner of a virtual method, and not followed. */
    List<TypeElement> unfollowed(MethodId virtual) {
        TypeMirror owner =
                types.erasure(elements.getTypeElement(virtual.owner()).asType());
        return all.values().stream()
                .filter(type ->
                        isConcrete(type) && types.isSubtype(types.erasure(type.asType()), owner) && !isFollowed(type))
                .toList();
    }

    private static int depth(TypeElement type) {
        int depth = 0;
        for (TypeMirror above = type.getSuperclass(); above instanceof DeclaredType declared; depth++) {
            above = ((TypeElement) declared.asElement()).getSuperclass();
        }
        return depth;
    }

    private static boolean isConcrete(TypeElement type) {
        boolean isEnum =
                type.getKind() == ElementKind.ENUM; // one with abstract methods counts as abstract for some compilers
        return !type.getKind().isInterface() && (isEnum || !type.getModifiers().contains(Modifier.ABSTRACT));
    }

    /** Whether all its subtypes are known: it is final, or it and its subtypes are sealed down to final ones. */
    private boolean isClosed(TypeElement type) {
        boolean plain = type.getKind() == ElementKind.RECORD || type.getKind() == ElementKind.ENUM;
        if (plain || type.getModifiers().contains(Modifier.FINAL)) {
            return true;
        }
        if (!type.getModifiers().contains(Modifier.SEALED)) {
            return false;
        }
        for (TypeMirror permitted : type.getPermittedSubclasses()) {
            Optional<TypeElement> subclass = followed(permitted);
            if (subclass.isEmpty() || !all.containsValue(subclass.get()) || !isClosed(subclass.get())) {
                return false;
            }
        }
        return true;
    }

    // ---- methods

    /** Whether a call on a static receiver type runs this very method, whatever the class of the object. */
    boolean isExact(ExecutableElement method, TypeElement receiver) {
        if (method.getModifiers().contains(Modifier.PRIVATE)
                || method.getModifiers().contains(Modifier.FINAL)) {
            return true;
        }
        if (!isClosed(receiver)) {
            return false;
        }
        List<TypeElement> classes = new ArrayList<>(subclasses(receiver));
        classes.add(receiver);
        return classes.stream()
                .filter(Classes::isConcrete)
                .allMatch(each ->
                        method.equals(inheritance.implementation(method, each).orElse(null))
                                && !constants.override(method, each));
    }

    /** The exceptions that a virtual method declares. */
    List<Type> thrown(MethodId virtual) {
        TypeTranslation translation = new TypeTranslation(types, access, this);
        return declared(virtual, elements.getTypeElement(virtual.owner())).stream()
                .flatMap(method -> method.getThrownTypes().stream())
                .map(translation::of)
                .toList();
    }

    /** The body that runs when a virtual method is called on an object of a concrete class; empty if it has no source. */
    Optional<MethodId> implementation(MethodId virtual, ObjectType concrete) {
        TypeElement owner = elements.getTypeElement(virtual.owner());
        Optional<ExecutableElement> method = declared(virtual, owner);
        Optional<FunctionClasses.Made> function = functions.find(concrete.name());
        if (function.isPresent()) {
            return method.flatMap(each -> implementation(each, function.get()));
        }
        TypeElement type = constants.enumOf(concrete).orElseGet(() -> elements.getTypeElement(concrete.name()));
        return method.flatMap(each -> constants
                .overriding(each, concrete)
                .or(() -> inheritance
                        .implementation(each, type)
                        .filter(body -> hasSource(body) || componentOf(body).isPresent())
                        .map(this::exact)));
    }

    /**
     * The bodies that a call of a virtual method can mean, as far as named classes in sight are concerned; nothing if one of them
     * has no source, or if functions, too, may implement the method. Other classes may come in sight later.
     */
    Optional<List<MethodId>> implementations(MethodId virtual) {
        TypeElement owner = elements.getTypeElement(virtual.owner());
        if (owner == null) {
            return Optional.empty();
        }
        List<TypeElement> family = new ArrayList<>(subclasses(owner));
        family.add(owner);
        List<MethodId> bodies = new ArrayList<>();
        for (TypeElement type : family) {
            Optional<MethodId> body = isConcrete(type) ? implementation(virtual, objectType(type)) : Optional.empty();
            body.ifPresent(bodies::add);
            if (isConcrete(type) ? body.isEmpty() : mayBeAFunction(type)) {
                return Optional.empty();
            }
            constants.of(type).forEach(each -> implementation(virtual, each).ifPresent(bodies::add));
        }
        return bodies.isEmpty() ? Optional.empty() : Optional.of(bodies);
    }

    private boolean mayBeAFunction(TypeElement type) {
        return !type.getModifiers().contains(Modifier.SEALED)
                && functionOf(type).isPresent();
    }

    /** What the class of a function has for a method: a method of its own, or an inherited one. */
    private Optional<MethodId> implementation(ExecutableElement method, FunctionClasses.Made function) {
        return function.bodies().of(method).or(() -> inherited(method, function.parent()));
    }

    /** What an anonymous class has for a method: a method of its own, or an inherited one. */
    Optional<MethodId> implementation(ExecutableElement method, InnerClass inner) {
        return inner.of(method).or(() -> inherited(method, inner.parent()));
    }

    private Optional<MethodId> inherited(ExecutableElement method, TypeElement parent) {
        return inheritance
                .implementation(method, parent)
                .filter(this::hasSource)
                .map(this::exact);
    }

    /** Whether a method overrides or implements one of a class or interface above. */
    boolean overrides(ExecutableElement method) {
        return inheritance.overrides(method);
    }

    private MethodId exact(ExecutableElement body) {
        return access.idOf(body, new TypeTranslation(types, access, this)).with(MethodId.Invocation.EXACT);
    }

    private boolean hasSource(ExecutableElement method) {
        return followed(method.getEnclosingElement().asType())
                .flatMap(sources::of)
                .flatMap(file -> file.declarationOf(method))
                .filter(declaration -> declaration.getBody().isPresent()
                        || method.getModifiers().contains(Modifier.NATIVE)
                                && rules.of(method).isPresent())
                .isPresent();
    }

    /** Whether what is read from a field counts as constant. */
    boolean isConstant(FieldId field) {
        TypeElement owner = elements.getTypeElement(field.owner());
        return owner != null
                && ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
                        .anyMatch(each -> each.getSimpleName().contentEquals(field.name()) && rules.isConstant(each));
    }

    /** The identity of a constructor. */
    MethodId constructor(ExecutableElement constructor) {
        TypeElement owner = (TypeElement) constructor.getEnclosingElement();
        MethodId id = access.idOf(constructor, new TypeTranslation(types, access, this));
        Optional<FieldId> around = around(owner);
        List<Type> parameters = new ArrayList<>();
        around.ifPresent(outer -> parameters.add(outer.type()));
        parameters.addAll(id.parameters());
        return new MethodId(
                id.owner(),
                id.binaryOwner(),
                MethodId.CONSTRUCTOR,
                parameters,
                objectType(owner),
                id.accessible(),
                around.isPresent() ? MethodId.Invocation.INNER : MethodId.Invocation.STATIC);
    }

    /** The method of an identity, own or inherited. */
    Optional<ExecutableElement> declared(MethodId id, TypeElement owner) {
        TypeTranslation translation = new TypeTranslation(types, access, this);
        List<ExecutableElement> generic = new ArrayList<>();
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(owner))) {
            if (method.getSimpleName().contentEquals(id.name())
                    && method.getParameters().size() == id.parameters().size()) {
                boolean same = true;
                boolean mayBe = true;
                for (int i = 0; i < id.parameters().size(); i++) {
                    TypeMirror parameter = method.getParameters().get(i).asType();
                    // As text, because what is hidden depends on the package from which the identity was asked for.
                    boolean equal = translation
                            .erased(parameter)
                            .toString()
                            .equals(id.parameters().get(i).toString());
                    same &= equal;
                    mayBe &= equal || parameter.getKind() == TypeKind.TYPEVAR;
                }
                if (same) {
                    return Optional.of(method);
                } else if (mayBe) {
                    generic.add(method);
                }
            }
        }
        return generic.stream().findFirst();
    }

    /** Whether a method has the name of one that the compiler writes for records, and belongs to the JDK. */
    static boolean isOfObject(ExecutableElement method) {
        return OF_OBJECT.contains(method.getSimpleName().toString())
                && KnownMethods.isJdk((TypeElement) method.getEnclosingElement());
    }

    /** Whether the compiler writes the method for a record, as it does with those of {@code Object}. */
    boolean isImplicitComparison(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        return owner.getKind() == ElementKind.RECORD
                && OF_OBJECT.contains(method.getSimpleName().toString())
                && sources.of(owner)
                        .filter(file -> file.declarationOf(method).isEmpty())
                        .isPresent();
    }

    /** The field behind the accessor that the compiler writes for a record component; empty for any other method. */
    Optional<VariableElement> componentOf(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        boolean implicit = owner.getKind() == ElementKind.RECORD
                && method.getParameters().isEmpty()
                && sources.of(owner)
                        .filter(file -> file.declarationOf(method).isEmpty())
                        .isPresent();
        return implicit
                ? ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
                        .filter(field ->
                                isInstanceField(field) && field.getSimpleName().equals(method.getSimpleName()))
                        .findFirst()
                : Optional.empty();
    }
}
