package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Local;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a class made for a piece of code can capture where the code is written: the objects that it means by {@code this}, and the
 * locals that it mentions, each with the name of the field that holds it.
 */
final class Captures {
    private final Lowerers all;
    private final List<Named> objects = new ArrayList<>();
    private final Map<Local, String> locals = new LinkedHashMap<>();

    private record Named(Objects.Enclosing object, String name) {}

    /** @param taken the names of other fields that the class has or inherits */
    Captures(Lowerers all, Set<Local> mentioned, Set<String> taken) {
        this(all, mentioned, taken, null);
    }

    /** @param own the declaration of the class, whose own object it does not capture; null for a function */
    Captures(Lowerers all, Set<Local> mentioned, Set<String> taken, Node own) {
        this.all = all;
        Set<String> names = new HashSet<>(taken);
        mentioned.forEach(local -> locals.put(local, name(local.name(), names)));
        all.objects.enclosing().stream()
                .filter(object -> own == null || object.declaration() != own)
                .forEach(object -> objects.add(new Named(object, name("outer", names))));
    }

    private static String name(String wish, Set<String> names) {
        String name = FunctionMethod.free(wish, names);
        names.add(name);
        return name;
    }

    /** Makes names mean in a method of the class what they mean around it. */
    void in(FunctionMethod method, Lowerers within) {
        for (Named each : objects) {
            Variable captured =
                    method.capture(each.name(), each.object().object().type());
            within.objects.enclose(new Objects.Enclosing(each.object().declaration(), captured));
        }
        locals.forEach((local, name) -> within.variables.rename(
                local, method.capture(name, all.variables.of(local).type())));
    }

    /** The fields for all that can be captured. */
    List<FieldId> fields(String owner) {
        List<FieldId> fields = new ArrayList<>();
        objects.forEach(each -> fields.add(
                FunctionMethod.field(owner, each.name(), each.object().object().type())));
        locals.forEach((local, name) -> fields.add(
                FunctionMethod.field(owner, name, all.variables.of(local).type())));
        return fields;
    }

    /** What goes into the fields, where the code is written. */
    List<Expr> values(List<FieldId> fields) {
        Map<String, Expr> values = new HashMap<>();
        objects.forEach(
                each -> values.put(each.name(), new Expr.Use(each.object().object())));
        locals.forEach((local, name) -> values.put(name, new Expr.Use(all.variables.of(local))));
        return fields.stream().map(field -> values.get(field.name())).toList();
    }
}
