package io.github.cotangent.processor.resolve;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** The method {@code m} of a class {@code T}, attributed. */
final class Attributed {
    final Attribution attribution;
    final MethodDeclaration method;

    /** @param text of the file */
    Attributed(String text) {
        Compiled compiled = new Compiled(Map.of("T", text));
        CompilationUnit unit = new JavaParser(
                        new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17))
                .parse(text)
                .getResult()
                .orElseThrow();
        TypeElement type = compiled.type("T");
        ExecutableElement element = ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(each -> each.getSimpleName().contentEquals("m"))
                .findFirst()
                .orElseThrow();
        method = unit.getType(0).getMethodsByName("m").get(0);
        attribution = new Attributor(compiled.elements, compiled.types).attribute(unit, type, element, method);
    }

    /** The first node of a kind that is written like this. */
    <N extends Node> N node(Class<N> kind, String written) {
        return method.findFirst(kind, node -> node.toString().equals(written)).orElseThrow();
    }

    /** The names of the locals that a node captures. */
    Set<String> captured(Node node) {
        Set<String> names = new TreeSet<>();
        attribution.captured(node).forEach(local -> names.add(local.name()));
        return names;
    }

    /** The first local of a name. */
    Local local(String name) {
        return method.findFirst(
                        Node.class,
                        node -> attribution.local(node) != null
                                && attribution.local(node).name().equals(name))
                .map(attribution::local)
                .orElseThrow();
    }
}
