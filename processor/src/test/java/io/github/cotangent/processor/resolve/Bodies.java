package io.github.cotangent.processor.resolve;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.MethodDeclaration;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** All methods of a class {@code T}, to be attributed at once. */
final class Bodies {
    private final Compiled compiled;
    private final CompilationUnit unit;

    Bodies(String text) {
        this.compiled = new Compiled(Map.of("T", text));
        this.unit = new JavaParser(
                        new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17))
                .parse(text)
                .getResult()
                .orElseThrow();
    }

    /** Attributes them with a fresh attributor; returns how many there are. */
    int attributeAll() {
        TypeElement type = compiled.type("T");
        Attributor attributor = new Attributor(compiled.elements, compiled.types);
        List<ExecutableElement> elements = ElementFilter.methodsIn(type.getEnclosedElements());
        List<MethodDeclaration> declarations = unit.getType(0).getMethods();
        for (int i = 0; i < declarations.size(); i++) {
            attributor.attribute(unit, type, elements.get(i), declarations.get(i));
        }
        return declarations.size();
    }
}
