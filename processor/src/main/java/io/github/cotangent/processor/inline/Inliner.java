package io.github.cotangent.processor.inline;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Replaces the calls in one method. What comes from a callee has the origin of the call. */
final class Inliner {
    private final Inlining program;

    Inliner(Inlining program) {
        this.program = program;
    }

    Method in(Method method) {
        return new Method(
                method.id(),
                method.parameters(),
                CastReads.joined(block(method.body())),
                method.reserved(),
                method.thrown(),
                method.remarks(),
                method.places(),
                method.origin());
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Assign assign && assign.value() instanceof Expr.Call call) {
                replace(stmt, call, assign.target(), out);
            } else if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.Call call) {
                replace(stmt, call, null, out);
            } else {
                out.add(Walk.withBlocks(stmt, this::block));
            }
        }
        return new Block(out);
    }

    private void replace(Stmt stmt, Expr.Call call, Variable target, List<Stmt> out) {
        Optional<SmallBody> body = program.small(call.callee());
        if (body.isEmpty() || (body.get().result() == null) != (target == null)) {
            out.add(stmt);
            return;
        }
        Map<Variable, Expr> values = new HashMap<>();
        List<Variable> parameters = body.get().method().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            values.put(
                    parameters.get(i),
                    seenAs(parameters.get(i), body.get(), call.operands().get(i), stmt.origin(), out));
        }
        body.get().statements().forEach(each -> out.add(copy(each, values, body.get(), stmt.origin())));
        if (target != null) {
            out.add(new Stmt.Assign(target, changed(body.get().result(), values), stmt.origin()));
        }
    }

    /**
     * The operand, through a variable of the parameter's type where another class has fields of the same names, or where a cast may
     * be one that Java refuses for the operand's type.
     */
    private Expr seenAs(Variable parameter, SmallBody body, Expr operand, Origin origin, List<Stmt> out) {
        boolean hides = parameter.type() instanceof ObjectType above
                && operand.type() instanceof ObjectType below
                && hides(below, above);
        if (!hides && !(parameter.type().isOpen() && isCast(parameter, body))) {
            return operand;
        }
        Variable seen = Variable.temporary(parameter.name(), parameter.type());
        out.add(new Stmt.Assign(seen, new Expr.Cast(operand, parameter.type()), origin));
        return new Expr.Use(seen);
    }

    private static boolean isCast(Variable parameter, SmallBody body) {
        boolean[] found = {false};
        body.statements()
                .forEach(stmt -> Walk.expressions(
                        stmt,
                        expr -> found[0] |= (expr instanceof Expr.Cast || expr instanceof Expr.InstanceOf)
                                && expr.operands().contains(new Expr.Use(parameter))));
        return found[0];
    }

    /** Whether a class, or one between the two, declares a field with the name of one of the class above. */
    private boolean hides(ObjectType below, ObjectType above) {
        Set<String> names = new HashSet<>();
        ObjectType type = below;
        for (;
                type != null && !type.name().equals(above.name());
                type = program.layout(type).superclass()) {
            program.layout(type).fields().forEach(field -> names.add(field.name()));
        }
        boolean hides = false;
        for (; type != null; type = program.layout(type).superclass()) {
            hides |= program.layout(type).fields().stream().anyMatch(field -> names.contains(field.name()));
        }
        return hides;
    }

    private static Stmt copy(Stmt stmt, Map<Variable, Expr> values, SmallBody body, Origin origin) {
        if (stmt instanceof Stmt.SetField set) {
            return new Stmt.SetField(
                    changed(set.object(), values), set.field(), changed(set.value(), values), set.isThere(), origin);
        }
        Stmt.Assign assign = (Stmt.Assign) stmt;
        Expr value = changed(assign.value(), values);
        Variable target = assign.target();
        if (!values.containsKey(target)) {
            Variable own = assignedOnce(target, body.statements())
                    ? Variable.temporary(target.name(), target.type())
                    : target.kind() == Variable.Kind.GENERATED
                            ? Variable.generated(target.name(), target.type())
                            : Variable.local(target.name(), target.type(), false);
            values.put(target, new Expr.Use(own));
        }
        return new Stmt.Assign(((Expr.Use) values.get(target)).variable(), value, origin);
    }

    private static boolean assignedOnce(Variable variable, List<Stmt> statements) {
        long count = statements.stream()
                .filter(stmt -> {
                    Set<Variable> assigned = new HashSet<>();
                    Walk.assigned(stmt, assigned);
                    return assigned.contains(variable);
                })
                .count();
        return count == 1;
    }

    private static Expr changed(Expr expr, Map<Variable, Expr> values) {
        return Walk.substitute(expr, values::get);
    }
}
