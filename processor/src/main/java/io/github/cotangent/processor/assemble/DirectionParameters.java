package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The directions of products with the Hessian, which users pass as further parameters. */
final class DirectionParameters {
    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final ParameterNames names;
    private final Subject subject;
    private final Mirror mirror;
    private final TangentSweep sweep;
    private final List<Variable> dots = new ArrayList<>();

    /** @param names the names of parameters so far */
    DirectionParameters(
            Workshop workshop,
            Request request,
            ParameterNames names,
            Subject subject,
            Mirror mirror,
            TangentSweep sweep) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        this.names = names;
        this.subject = subject;
        this.mirror = mirror;
        this.sweep = sweep;
    }

    List<Variable> parameters() {
        List<Variable> all = new ArrayList<>(method.parameters());
        all.addAll(dots);
        return all;
    }

    private Variable dot(String of, Type type) {
        return Variable.parameter(names.free(of + "Dot"), mirror.types().of(type));
    }

    /** Takes the directions of parameters. If the sweep would write one, all are copied: others may share its arrays. */
    List<Stmt> ofParameters() {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Variable> followed = new LinkedHashMap<>();
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            Variable dot = dot(parameter.name(), parameter.type());
            dots.add(dot);
            if (!parameter.type().isFollowed()) {
                sweep.bind(parameter, dot);
                continue;
            }
            out.add(mirror.check(dot, new Expr.Use(parameter)));
            followed.put(parameter, dot);
        }
        boolean written = followed.keySet().stream()
                .anyMatch(each ->
                        subject.storage().isWrittenWithin(subject.storage().of(each)));
        if (written) {
            copy(followed, out);
        } else {
            followed.forEach(mirror::bind);
        }
        return out;
    }

    private void copy(Map<Variable, Variable> followed, List<Stmt> out) {
        boolean objects = followed.keySet().stream().anyMatch(each -> CotangentPlaces.isObject(each.type()));
        Variable known = followed.size() > 1 ? Variable.generated("copies", CotangentPlaces.KNOWN) : null;
        if (objects && known != null) {
            workshop.report(List.of(SecondOrderRoutines.without(method, Origin.NONE)));
            return;
        }
        if (known != null) {
            out.add(new Stmt.Assign(
                    known, new Expr.RuntimeCall("Shadows", "none", List.of(), CotangentPlaces.KNOWN), Origin.NONE));
        }
        followed.forEach((parameter, dot) -> {
            Variable copy = Variable.generated(dot.name(), dot.type());
            if (objects) {
                out.add(new Stmt.Assign(copy, mirror.zeros(new Expr.Use(parameter)), Origin.NONE));
                out.add(mirror.add(copy, dot));
            } else {
                List<Expr> operands = new ArrayList<>(List.of(new Expr.Use(parameter), new Expr.Use(dot)));
                if (known != null) {
                    operands.add(new Expr.Use(known));
                }
                out.add(new Stmt.Assign(
                        copy, new Expr.RuntimeCall("Shadows", "copy", operands, dot.type()), Origin.NONE));
            }
            mirror.bind(parameter, copy);
        });
    }

    /** Takes the directions of fields of the receiver, and puts them into its tangent. */
    List<Stmt> ofFields() {
        List<Stmt> out = new ArrayList<>();
        List<Variable> fields = new ArrayList<>();
        for (FieldId field : request.fields()) {
            Variable self = method.parameters().get(0);
            Variable dot = dot(field.name(), field.type());
            fields.add(dot);
            if (field.type().isFollowed()) {
                out.add(mirror.check(dot, new Expr.Field(new Expr.Use(self), field, field.type())));
            }
            if (mirror.shadow(self) != null) {
                out.add(mirror.set(new Expr.Use(mirror.shadow(self)), field, new Expr.Use(dot), Origin.NONE));
            }
        }
        dots.addAll(request.fieldPosition(), fields);
        return out;
    }
}
