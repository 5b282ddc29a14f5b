package io.github.cotangent.retrofit;

import java.util.List;

/**
 * A method that the rule admits.
 *
 * @param file of its source, relative to the library's sources
 * @param offset where its declaration starts in that file
 * @param packageName of its class, empty for none
 * @param className of its class within the package, with dots between nested ones
 * @param name of the method
 * @param parameters their types
 * @param receiver how to make one; null for a static method
 */
record Candidate(
        String file,
        int offset,
        String packageName,
        String className,
        String name,
        List<Class<?>> parameters,
        Receiver receiver) {

    /**
     * What makes an object of the class.
     *
     * @param factory the name of a static method, null for a constructor
     * @param parameters their types
     */
    record Receiver(String factory, List<Class<?>> parameters) {}

    boolean isStatic() {
        return receiver == null;
    }

    /** The class as class loaders name it. */
    String binaryName() {
        return qualified(className.replace('.', '$'));
    }

    /** The class that the processor generates for it. */
    String companionName() {
        return qualified(className.replace('.', '_') + "Derivatives");
    }

    private String qualified(String simple) {
        return packageName.isEmpty() ? simple : packageName + "." + simple;
    }

    @Override
    public String toString() {
        List<String> types = parameters.stream().map(Class::getSimpleName).toList();
        return className + "." + name + "(" + String.join(", ", types) + ")";
    }
}
