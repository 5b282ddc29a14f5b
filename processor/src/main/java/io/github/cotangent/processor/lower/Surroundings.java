package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * The objects around an object of an inner class, which code in it means without naming them. Each is a variable that gets its value in
 * front of the method's own statements, if these use it.
 */
final class Surroundings {
    private final List<Level> levels = new ArrayList<>();

    /**
     * @param field the field of the object further inside that refers to it; null if the variable has its value already
     * @param from the object further inside
     */
    private record Level(FieldId field, Variable from, Variable object) {}

    /** Makes the objects around the receiver known. */
    static Surroundings of(Variable self, Lowerers all, Classes classes) {
        Surroundings found = new Surroundings();
        found.add(all.body.owner(), self, all, classes);
        return found;
    }

    /** The same for a receiver in the making: a parameter of the constructor is the object next to it. */
    static Surroundings ofParameter(Variable outer, Lowerers all, Classes classes) {
        Surroundings found = new Surroundings();
        TypeElement around = outerOf(all.body.owner()).orElseThrow();
        enclose(around, outer, all);
        found.add(around, outer, all, classes);
        return found;
    }

    private void add(TypeElement type, Variable object, Lowerers all, Classes classes) {
        TypeElement inner = type;
        Variable from = object;
        for (Optional<TypeElement> around = outerOf(inner); around.isPresent(); around = outerOf(inner)) {
            Type known = all.body.types().of(around.get().asType());
            Variable variable = Variable.temporary("outer", known);
            enclose(around.get(), variable, all);
            levels.add(new Level(classes.around(inner).orElseThrow(), from, variable));
            inner = around.get();
            from = variable;
        }
    }

    private static void enclose(TypeElement type, Variable object, Lowerers all) {
        all.body
                .file()
                .declarationOf(type)
                .ifPresent(declaration -> all.objects.enclose(new Objects.Enclosing(declaration, object)));
    }

    /** The statements with the objects in front that they use. */
    Block before(Block statements) {
        Set<Variable> read = new HashSet<>();
        Walk.statements(statements, stmt -> read.addAll(Walk.read(stmt)));
        List<Level> outermostFirst = new ArrayList<>(levels);
        Collections.reverse(outermostFirst);
        List<Stmt> out = new ArrayList<>();
        for (Level level : outermostFirst) {
            if (read.contains(level.object())) {
                Expr value = new Expr.Field(
                        new Expr.Use(level.from()),
                        level.field(),
                        level.object().type());
                out.add(0, new Stmt.Assign(level.object(), value, Origin.NONE));
                read.add(level.from());
            }
        }
        out.addAll(statements.statements());
        return new Block(out);
    }

    /** The class around a class whose objects belong to an object of it; nothing for other classes. */
    static Optional<TypeElement> outerOf(TypeElement type) {
        boolean inner = type.getKind() == ElementKind.CLASS
                && !type.getModifiers().contains(Modifier.STATIC)
                && type.getEnclosingElement() instanceof TypeElement outer
                && !outer.getKind().isInterface();
        return inner ? Optional.of((TypeElement) type.getEnclosingElement()) : Optional.empty();
    }
}
