package io.github.cotangent.processor.ir;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A class, interface, enum or type variable whose instances are not looked into: data that carries no derivative.
 *
 * <p>Package and class are told apart, which a canonical name alone does not do: {@code a.B.C} may be the class {@code C} of
 * a package {@code a.B}.
 *
 * @param packageName the package; empty for local classes, type variables, wildcards and classes of the companion
 * @param className the class with those around it, separated by dots
 * @param arguments the type arguments, empty when raw or not generic
 */
public record ReferenceType(String packageName, String className, List<Type> arguments) implements Type {
    public static final ReferenceType OBJECT = new ReferenceType("java.lang.Object");
    public static final ReferenceType STRING = new ReferenceType("java.lang.String");
    /** Classes of the JDK whose objects lead to nothing that carries a derivative. */
    public static final Set<String> DATA = Set.of(
            "java.lang.String",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Boolean");

    public ReferenceType {
        arguments = List.copyOf(arguments);
    }

    /** A top-level class by its qualified name, or a simple name. */
    public ReferenceType(String topLevel) {
        this(topLevel, List.of());
    }

    /** A top-level class with type arguments. */
    public ReferenceType(String topLevel, List<Type> arguments) {
        this(packageOf(topLevel), topLevel.substring(topLevel.lastIndexOf('.') + 1), arguments);
    }

    /** A class by its canonical and its binary name, which together tell where the package ends. */
    public static ReferenceType of(String canonicalName, String binaryName) {
        String packageName = packageOf(binaryName);
        String className = packageName.isEmpty() ? canonicalName : canonicalName.substring(packageName.length() + 1);
        return new ReferenceType(packageName, className, List.of());
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** A member class. */
    public ReferenceType member(String simpleName) {
        return new ReferenceType(packageName, className + "." + simpleName, List.of());
    }

    /** The class that a member class is in. */
    public ReferenceType around() {
        return new ReferenceType(packageName, className.substring(0, className.lastIndexOf('.')), List.of());
    }

    /** The same class without type arguments. */
    public ReferenceType raw() {
        return arguments.isEmpty() ? this : new ReferenceType(packageName, className, List.of());
    }

    /** The canonical name; a simple one where there is no package. */
    public String name() {
        return packageName.isEmpty() ? className : packageName + "." + className;
    }

    /** The name by which the class is loaded. */
    public String binaryName() {
        String nested = className.replace('.', '$');
        return packageName.isEmpty() ? nested : packageName + "." + nested;
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? name()
                : name() + arguments.stream().map(Type::toString).collect(Collectors.joining(", ", "<", ">"));
    }
}
