package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes whose source text goes into a companion: helpers are differentiated from theirs, objects are followed by what
 * theirs says. Build tools that compile only what has changed need to know them.
 */
final class Origins {
    private final Program program;
    private final Set<String> owners = new TreeSet<>();
    private final Set<MethodId> seen = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private final Deque<MethodId> open = new ArrayDeque<>();

    private Origins(Program program) {
        this.program = program;
    }

    /**
     * The names of the classes that declare the methods, or helpers they call, and of those whose objects they use, with what
     * these refer to, extend and are extended by; in order.
     *
     * @param program the methods as they were written, nothing put in place of a call
     */
    static Set<String> of(Collection<MethodId> methods, Program program) {
        Origins origins = new Origins(program);
        methods.forEach(origins::called);
        while (!origins.open.isEmpty()) {
            Program.Callee callee = program.callee(origins.open.remove());
            if (callee instanceof Program.Source source) {
                origins.method(source.method());
            } else if (callee instanceof Program.Stated stated) {
                origins.owners.addAll(stated.statedBy());
            }
        }
        return origins.owners;
    }

    private void called(MethodId id) {
        if (seen.add(id)) {
            open.add(id);
        }
    }

    private void method(Method method) {
        owners.add(method.id().owner());
        method.parameters().forEach(parameter -> type(parameter.type()));
        Walk.statements(
                method.body(),
                stmt -> Walk.expressions(stmt, expr -> {
                    type(expr.type());
                    if (expr instanceof Expr.Call call) {
                        called(call.callee());
                    } else if (expr instanceof Expr.Ruled ruled) {
                        owners.addAll(ruled.ruling().statedBy());
                    }
                }));
    }

    private void type(Type type) {
        Deque<ObjectType> types = new ArrayDeque<>();
        if (type.innermost() instanceof ObjectType object) {
            types.add(object);
        }
        while (!types.isEmpty()) {
            ObjectType object = types.remove();
            if (Boxes.isBox(object) || !followed.add(object.name())) {
                continue;
            }
            owners.add(object.name());
            Layout layout = program.layout(object);
            types.addAll(layout.interfaces());
            types.addAll(layout.subclasses());
            if (layout.superclass() != null) {
                types.add(layout.superclass());
            }
            for (FieldId field : layout.fields()) {
                if (field.type().innermost() instanceof ObjectType part) {
                    types.add(part);
                }
            }
        }
    }
}
