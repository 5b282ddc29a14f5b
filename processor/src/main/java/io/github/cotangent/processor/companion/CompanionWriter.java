package io.github.cotangent.processor.companion;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.Printer;
import io.github.cotangent.processor.print.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/** Writes a companion as a Java file. */
public final class CompanionWriter {
    private static final ClassName GENERATED = ClassName.get("io.github.cotangent", "Generated");
    private static final String PROCESSOR = "io.github.cotangent.processor.CotangentProcessor";

    private static final ClassName SAVED_VALUES = ClassName.get("io.github.cotangent.runtime", "SavedValues");

    private static final int DOCUMENTATION_WIDTH = 100;

    private CompanionWriter() {}

    /**
     * The file.
     *
     * @param origins the user's class and others that helpers come from, which build tools need to know; may be empty
     */
    public static JavaFile write(Companion companion, List<? extends Element> origins) {
        TypeSpec.Builder type = TypeSpec.classBuilder(companion.name())
                .addJavadoc("Derivatives of the methods of {@code $L}.\n", companion.source())
                .addAnnotation(generated())
                .addModifiers(Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        if (companion.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        if (UserText.isIn(companion)) {
            type.addAnnotation(UserText.quiet());
        }
        if (!companion.offers().isEmpty()) {
            type.addStaticBlock(Offers.block(companion.offers()));
        }
        List<String> taken = new ArrayList<>();
        companion.tangents().forEach(tangent -> tangent.parts().forEach(part -> taken.add(part.name())));
        companion.functions().forEach(function -> taken.addAll(function.type().methodNames()));
        Accessors accessors = new Accessors(
                taken, new TypeNames(companion.standIns()), FunctionTypes.hiddenParents(companion.functions()));
        for (Routine routine : companion.routines()) {
            MethodSpec method = method(routine, routine.parameterNames(), accessors)
                    .addModifiers(Modifier.STATIC)
                    .build();
            Optional<Companion.Link> link = companion.links().stream()
                    .filter(each -> each.routine().equals(routine.name()))
                    .findFirst();
            type.addMethod(
                    link.isEmpty()
                            ? method
                            : method.toBuilder()
                                    .addAnnotation(Links.annotation(link.get()))
                                    .build());
        }
        companion.results().forEach(result -> type.addType(ResultClasses.write(result)));
        companion.pullbacks().forEach(pullback -> type.addType(Pullbacks.write(pullback, accessors.types())));
        companion.states().forEach(state -> type.addType(state(state, accessors.types())));
        companion.tangents().stream()
                .filter(TangentType::isNested)
                .forEach(tangent -> type.addType(TangentTypes.nested(tangent, accessors)));
        companion.functions().forEach(function -> type.addType(FunctionTypes.write(function, accessors)));
        Optional<TangentClasses> classes = companion.hasTangentClasses()
                ? Optional.of(TangentClasses.of(companion.tangents(), accessors))
                : Optional.empty();
        AccessorMethods.add(accessors, type);
        classes.ifPresent(constant -> constant.addTo(type));
        return file(companion.packageName(), type, origins);
    }

    static AnnotationSpec generated() {
        return AnnotationSpec.builder(GENERATED)
                .addMember("value", "$S", PROCESSOR)
                .build();
    }

    static JavaFile file(String packageName, TypeSpec.Builder type, List<? extends Element> origins) {
        origins.forEach(type::addOriginatingElement);
        return JavaFile.builder(packageName, type.build())
                .indent("    ")
                .skipJavaLangImports(origins.isEmpty() || !hidesJavaLang(origins.get(0)))
                .build();
    }

    /** Whether a class of the package has the name of one in {@code java.lang}, which must then be imported. */
    private static boolean hidesJavaLang(Element origin) {
        Element around = origin;
        while (around.getKind() != ElementKind.PACKAGE) {
            around = around.getEnclosingElement();
        }
        return around.getEnclosedElements().stream()
                .map(type -> "/java/lang/" + type.getSimpleName() + ".class")
                .anyMatch(name -> Object.class.getResource(name) != null);
    }

    /**
     * A method.
     *
     * @param names of the parameters it declares: the last ones of the routine's
     */
    static MethodSpec.Builder method(Routine routine, List<String> names, Accessors accessors) {
        TypeNames types = accessors.types();
        MethodSpec.Builder method = MethodSpec.methodBuilder(routine.name())
                .addModifiers(routine.isPublic() ? Modifier.PUBLIC : Modifier.PRIVATE)
                .returns(types.of(routine.result()))
                .addCode(Printer.print(routine, accessors));
        routine.thrown().forEach(exception -> method.addException(types.of(exception)));
        int skipped = routine.parameters().size() - names.size();
        for (int i = 0; i < names.size(); i++) {
            TypeName type = types.of(routine.parameters().get(skipped + i).type());
            method.addParameter(ParameterSpec.builder(type, names.get(i)).build());
        }
        if (!routine.documentation().isEmpty()) {
            method.addJavadoc(
                    "$L\n",
                    routine.documentation().stream()
                            .map(CompanionWriter::wrapped)
                            .collect(Collectors.joining("\n")));
        }
        return method;
    }

    /** A line of documentation, broken between words. */
    private static String wrapped(String line) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : line.split(" ")) {
            if (column > 0 && column + word.length() >= DOCUMENTATION_WIDTH) {
                out.append('\n');
                column = 0;
            } else if (column > 0) {
                out.append(' ');
            }
            out.append(word);
            column += word.length() + 1;
        }
        return out.toString();
    }

    private static MethodSpec shadows(Companion.StateClass state) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("shadows")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ParameterizedTypeName.get(Consumer.class, Object.class), "seen");
        for (String shadow : state.shadows()) {
            method.addStatement(shadow.equals("seen") ? "seen.accept(this.$N)" : "seen.accept($N)", shadow);
        }
        return method.build();
    }

    private static TypeSpec state(Companion.StateClass state, TypeNames types) {
        TypeSpec.Builder type = TypeSpec.classBuilder(state.name())
                .addJavadoc("$L\n", state.documentation())
                .addModifiers(state.isPublic() ? Modifier.PUBLIC : Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        Modifier[] visible = state.isPublic() ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
        if (state.isPublic()) {
            type.addMethod(MethodSpec.constructorBuilder()
                    .addJavadoc("Nothing saved yet.\n")
                    .addModifiers(Modifier.PUBLIC)
                    .build());
        }
        for (Companion.Part field : state.fields()) {
            type.addField(FieldSpec.builder(types.of(field.type()), field.name(), visible)
                    .build());
        }
        if (state.isRetained()) {
            type.addSuperinterface(SAVED_VALUES).addMethod(shadows(state));
        }
        return type.build();
    }
}
