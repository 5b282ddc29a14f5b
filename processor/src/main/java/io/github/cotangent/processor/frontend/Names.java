package io.github.cotangent.processor.frontend;

import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The naming conventions between classes and companions. */
final class Names {
    private Names() {}

    /** The simple name of a class's companion: {@code A_BDerivatives} for the nested class {@code A.B}. */
    static String companion(Elements elements, TypeElement type) {
        return local(elements, type) + "Derivatives";
    }

    /** The name of a class inside its package, in one word: {@code A_B} for the nested class {@code A.B}. */
    static String local(Elements elements, TypeElement type) {
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        String qualified = type.getQualifiedName().toString();
        String local = packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
        return local.replace('.', '_');
    }

    /** A name with its first letter as a capital, as names of classes have it. */
    static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Name and parameter types, which tell overloads apart. */
    static String signature(ExecutableElement method) {
        return method.getSimpleName()
                + method.getParameters().stream()
                        .map(parameter -> parameter.asType().toString())
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
