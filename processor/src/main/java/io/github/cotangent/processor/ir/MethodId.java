package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The identity of a user's method.
 *
 * @param owner canonical name of the declaring type; for the body of an enum constant, which has none, that of the constant
 * @param binaryOwner its binary name
 * @param name simple name
 * @param parameters erased parameter types; a variable-arity parameter is an array
 * @param result erased result type
 * @param accessible whether code in the same package can call it; otherwise the companion calls it through a handle
 * @param invocation how the body that runs is found
 */
public record MethodId(
        String owner,
        String binaryOwner,
        String name,
        List<Type> parameters,
        Type result,
        boolean accessible,
        Invocation invocation) {

    /** How the body that runs is found, and what operand 0 of a call is. */
    public enum Invocation {
        /** The method of this name in the owner; there is no receiver. */
        STATIC,
        /** A constructor of an inner class. Operand 0 is the object around the one that it makes, its first parameter. */
        INNER,
        /** The owner's own body, whatever the class of the receiver, which is operand 0. */
        EXACT,
        /** The body that the class of the receiver, operand 0, has or inherits. */
        VIRTUAL,
        /** The same where the receiver is of the very class of the owner, and so are the objects its body calls as its own. */
        KNOWN,
        /** The body that an enum constant, operand 0, declares. Only the constant is such an object. */
        CONSTANT,
        /** The same where the class is none of those in sight: its companion is looked up when the program runs. */
        ELSEWHERE,
        /**
         * What a constructor computes. Operand 0 is the object, which is there already, made by the constructor itself: the
         * body is gone through once more for the derivatives only, and has no effect besides.
         */
        CONSTRUCTION
    }

    /** The name that constructors go by. */
    public static final String CONSTRUCTOR = "<init>";

    public MethodId {
        parameters = List.copyOf(parameters);
    }

    /** Whether operand 0 of a call is an object of the owner. */
    public boolean hasReceiver() {
        return invocation != Invocation.STATIC && invocation != Invocation.INNER;
    }

    /** What generated names for it start with: the method's own name, that of its class in front if it has a receiver. */
    public String word() {
        String simple = owner.substring(owner.lastIndexOf('.') + 1);
        return switch (invocation) {
            case STATIC -> name;
            case CONSTRUCTION -> "new" + simple;
            case CONSTANT -> constantWord() + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            case ELSEWHERE -> ofReceiver(simple) + "Elsewhere";
            default -> ofReceiver(simple);
        };
    }

    private String ofReceiver(String simple) {
        return Character.toLowerCase(simple.charAt(0))
                + simple.substring(1)
                + Character.toUpperCase(name.charAt(0))
                + name.substring(1);
    }

    /** The simple name of the enum and the constant in it. */
    private String constantName() {
        return owner.substring(owner.lastIndexOf('.', owner.lastIndexOf('.') - 1) + 1);
    }

    /** The same in one word: {@code opAdd} for {@code Op.ADD}. */
    private String constantWord() {
        StringBuilder word = new StringBuilder();
        for (String part : constantName().split("[._]+")) {
            boolean shouted = part.equals(part.toUpperCase(Locale.ROOT));
            String rest = part.substring(Math.min(1, part.length()));
            word.append(part, 0, part.length() - rest.length()).append(shouted ? rest.toLowerCase(Locale.ROOT) : rest);
        }
        return Character.toLowerCase(word.charAt(0)) + word.substring(1);
    }

    /** Binary name of the owner, name and types of the parameters, as generated code passes it to the runtime. */
    public String signature() {
        return parameters.stream()
                .map(Type::toString)
                .collect(Collectors.joining(",", binaryOwner + "." + name + "(", ")"));
    }

    /** What it is called in documentation. */
    public String title() {
        String simple = owner.substring(owner.lastIndexOf('.') + 1);
        return switch (invocation) {
            case STATIC -> name;
            case CONSTRUCTION -> "new " + simple;
            case CONSTANT -> constantName() + "." + name;
            default -> simple + "." + name;
        };
    }

    public MethodId with(Invocation changed) {
        return new MethodId(owner, binaryOwner, name, parameters, result, accessible, changed);
    }

    /** What a constructor computes. */
    public MethodId construction() {
        return new MethodId(owner, binaryOwner, name, parameters, Primitive.VOID, accessible, Invocation.CONSTRUCTION);
    }

    /** The parameters of a routine that chooses among the bodies of a virtual method: the receiver, and what it is called with. */
    public List<Variable> choosing() {
        List<Variable> choosing = new ArrayList<>();
        choosing.add(Variable.parameter("self", receiver()));
        for (int i = 0; i < parameters.size(); i++) {
            choosing.add(Variable.parameter("a" + i, parameters.get(i)));
        }
        return choosing;
    }

    /** The declaring type. */
    public ReferenceType ownerType() {
        return ReferenceType.of(owner, binaryOwner);
    }

    /** The type of the receiver. */
    public ObjectType receiver() {
        ReferenceType declaring = ownerType();
        return new ObjectType(invocation == Invocation.CONSTANT ? declaring.around() : declaring);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(owner).append('.').append(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(parameters.get(i));
        }
        return text.append(')').toString();
    }
}
