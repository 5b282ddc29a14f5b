package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.rules.LookAlikes;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What is known about methods of the JDK without seeing their code. */
final class KnownMethods {
    private static final Set<String> PURE_OWNERS = Set.of(
            "java.lang.Math",
            "java.lang.StrictMath",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Boolean",
            "java.lang.Number",
            "java.lang.String",
            "java.lang.Enum",
            "java.util.Objects",
            "java.math.BigDecimal",
            "java.math.BigInteger");

    private static final Set<String> PURE_MEMBERS =
            Set.of("java.lang.Object.getClass", "java.lang.Class.getName", "java.lang.Class.getSimpleName");

    private static final Set<String> IMPURE_MEMBERS = Set.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.lang.String.getChars",
            "java.lang.String.getBytes");

    /** Methods that only look into the arrays they are given. */
    private static final Map<String, Set<String>> READERS = Map.of(
            "java.util.Arrays",
                    Set.of(
                            "toString",
                            "deepToString",
                            "equals",
                            "deepEquals",
                            "hashCode",
                            "deepHashCode",
                            "stream",
                            "binarySearch",
                            "compare",
                            "mismatch",
                            "copyOf",
                            "copyOfRange"),
            "java.lang.String", Set.of("valueOf", "format", "copyValueOf", "join", "formatted"),
            "java.io.PrintStream", Set.of("print", "println", "printf", "format"),
            "java.util.stream.DoubleStream", Set.of("of"),
            "java.util.stream.IntStream", Set.of("of"),
            "java.util.stream.LongStream", Set.of("of"),
            "java.lang.StringBuilder", Set.of("append"),
            "java.lang.System", Set.of("identityHashCode"),
            "java.lang.Comparable", Set.of("compareTo"),
            "java.lang.Object", Set.of("equals", "hashCode", "toString", "getClass"));

    /** What collections, maps and their iterators are asked without being changed. */
    private static final Set<String> LOOK_UPS = Set.of(
            "contains",
            "containsAll",
            "containsKey",
            "containsValue",
            "element",
            "entrySet",
            "first",
            "get",
            "getFirst",
            "getKey",
            "getLast",
            "getOrDefault",
            "getValue",
            "hasNext",
            "indexOf",
            "isEmpty",
            "iterator",
            "keySet",
            "last",
            "lastIndexOf",
            "next",
            "peek",
            "peekFirst",
            "peekLast",
            "size",
            "subList",
            "values");

    private static final Set<String> PURE_ARRAY_READERS =
            Set.of("toString", "deepToString", "equals", "deepEquals", "hashCode", "deepHashCode", "binarySearch");

    /** Methods of {@code System} that have nothing to do with what others of its methods are given. */
    private static final Set<String> STATELESS = Set.of(
            "arraycopy", "currentTimeMillis", "exit", "gc", "getenv", "identityHashCode", "lineSeparator", "nanoTime");

    private static final Set<String> BITS = Set.of(
            "doubleToLongBits",
            "doubleToRawLongBits",
            "longBitsToDouble",
            "floatToIntBits",
            "floatToRawIntBits",
            "intBitsToFloat");

    private KnownMethods() {}

    /** Whether the JDK declares the method. */
    static boolean isJdk(ExecutableElement method) {
        return isJdk((TypeElement) method.getEnclosingElement());
    }

    /** Whether the type is one of the JDK. */
    static boolean isJdk(TypeElement type) {
        String owner = type.getQualifiedName().toString();
        return owner.startsWith("java.") || owner.startsWith("javax.") || owner.startsWith("jdk.");
    }

    /** Whether a static method of the JDK may keep what it is given, where others find it, or finds what they have kept. */
    static boolean keepsState(ExecutableElement method) {
        String owner = Calls.ownerOf(method);
        return owner.equals("java.lang.System")
                        && !STATELESS.contains(method.getSimpleName().toString())
                || owner.equals("java.nio.file.Files");
    }

    /** Whether calling it may run code of the user that was handed over as an object. */
    static boolean runsHandedCode(ExecutableElement method) {
        String owner = Calls.ownerOf(method);
        return owner.startsWith("java.util.function.")
                || owner.startsWith("java.util.concurrent.")
                || owner.equals("java.lang.Runnable")
                || owner.equals("java.util.Comparator")
                || owner.equals("java.lang.Thread");
    }

    /** Whether the result depends on nothing but the arguments and the call does nothing else. */
    static boolean isPure(ExecutableElement method) {
        String owner = Calls.ownerOf(method);
        String name = method.getSimpleName().toString();
        if (IMPURE_MEMBERS.contains(owner + "." + name)) {
            return false;
        }
        return PURE_OWNERS.contains(owner)
                || isMathOfLookAlike(method)
                || PURE_MEMBERS.contains(owner + "." + name)
                || owner.equals("java.util.Arrays") && PURE_ARRAY_READERS.contains(name)
                || isEnumBasic(method, name);
    }

    /** Whether it is what {@code Math} has under that name too, in a class known to look like {@code Math}. */
    static boolean isMathOfLookAlike(ExecutableElement method) {
        return LookAlikes.isMember(
                        Calls.ownerOf(method),
                        method.getSimpleName().toString(),
                        method.getParameters().size())
                && method.getReturnType().getKind().isPrimitive()
                && method.getParameters().stream()
                        .allMatch(parameter -> parameter.asType().getKind().isPrimitive());
    }

    /** Accessors every enum has; {@code values()} gives a fresh array each time and is none of them. */
    private static boolean isEnumBasic(ExecutableElement method, String name) {
        return method.getEnclosingElement().getKind() == ElementKind.ENUM
                && method.getModifiers().contains(Modifier.STATIC)
                && name.equals("valueOf");
    }

    /** Whether it neither changes the arrays and objects it is given nor keeps them. */
    static boolean onlyReads(ExecutableElement method) {
        if (isPure(method)) {
            return true;
        }
        Set<String> names = READERS.get(Calls.ownerOf(method));
        return names != null && names.contains(method.getSimpleName().toString());
    }

    /** Whether objects are compared or described by it, whatever their class: that does not change them. */
    static boolean isOfAnyObject(ExecutableElement method) {
        String owner = Calls.ownerOf(method);
        return owner.equals("java.lang.Object") || owner.equals("java.lang.Comparable");
    }

    /** Whether it asks a collection of the JDK for something, and changes neither it nor what is in it. */
    static boolean onlyLooksUp(ExecutableElement method) {
        return Calls.ownerOf(method).matches("java\\.util\\.[A-Z]\\w*(\\.Entry)?")
                && LOOK_UPS.contains(method.getSimpleName().toString());
    }

    /** Whether it turns a floating number into its bits or back. */
    static boolean isBits(ExecutableElement method) {
        String owner = Calls.ownerOf(method);
        return (owner.equals("java.lang.Double") || owner.equals("java.lang.Float"))
                && isNamedLikeBits(method.getSimpleName().toString());
    }

    /** Whether a method of that name may turn a floating number into its bits or back. */
    static boolean isNamedLikeBits(String name) {
        return BITS.contains(name);
    }

    /** Whether it is native or runs code found by reflection. */
    static boolean isBeyondJava(ExecutableElement method) {
        String owner = Calls.ownerOf(method);
        return method.getModifiers().contains(Modifier.NATIVE) && !isJdk(method)
                || owner.startsWith("java.lang.reflect.")
                || owner.startsWith("java.lang.invoke.");
    }

    /** Whether it belongs to the streams of the JDK. */
    static boolean isStream(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        return owner.getQualifiedName().toString().startsWith("java.util.stream.")
                || method.getReturnType().toString().startsWith("java.util.stream.");
    }
}
