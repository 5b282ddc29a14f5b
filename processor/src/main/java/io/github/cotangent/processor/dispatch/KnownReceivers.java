package io.github.cotangent.processor.dispatch;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the text tells the class of an object, there is nothing to choose at run time: a virtual call on a variable that only ever
 * refers to objects made by {@code new} of one class, or on a constant that does, runs the body that class has.
 */
final class KnownReceivers {
    private final Program program;
    private final Map<Variable, ObjectType> classes = new HashMap<>();
    private final Set<Variable> open = new HashSet<>();

    /** @param self the class of the receiver; null if the text does not tell */
    private KnownReceivers(Method method, ObjectType self, Program program) {
        this.program = program;
        open.addAll(method.parameters());
        if (self != null) {
            open.remove(method.parameters().get(0));
            classes.put(method.parameters().get(0), self);
        }
        boolean changed = true;
        while (changed) {
            int before = open.size() + classes.size();
            Walk.statements(method.body(), this::assignments);
            changed = open.size() + classes.size() > before;
        }
    }

    /** The method with calls of very bodies where the class of the object is known. */
    static Method in(Method method, Program program) {
        KnownReceivers receivers = new KnownReceivers(method, null, program);
        return method.with(method.id(), receivers.in(method.body()));
    }

    /**
     * The same for objects of one class.
     *
     * @param id of the method for that class, {@link MethodId.Invocation#KNOWN}
     */
    static Method in(Method method, MethodId id, Program program) {
        KnownReceivers receivers = new KnownReceivers(method, id.receiver(), program);
        return method.with(id, receivers.in(method.body()));
    }

    // ---- classes

    private void assignments(Stmt stmt) {
        Set<Variable> assigned = new HashSet<>();
        Walk.assigned(stmt, assigned);
        for (Variable variable : assigned) {
            ObjectType known =
                    stmt instanceof Stmt.Assign assign && assign.target() == variable ? classOf(assign.value()) : null;
            boolean isLoose = known == null && !(stmt instanceof Stmt.Assign assign && isUndecided(assign.value()));
            boolean differs = known != null
                    && classes.containsKey(variable)
                    && !classes.get(variable).equals(known);
            if (isLoose || differs) {
                open.add(variable);
            } else if (known != null) {
                classes.put(variable, known);
            }
        }
        if (stmt instanceof Stmt.Try attempt) {
            attempt.catches().forEach(clause -> open.add(clause.exception()));
        }
    }

    /** Whether a value is a variable of which nothing has been found out yet. */
    private boolean isUndecided(Expr value) {
        Variable source = source(value);
        return source != null && !source.isStatic() && !open.contains(source) && !classes.containsKey(source);
    }

    private static Variable source(Expr value) {
        Expr inner = value instanceof Expr.Cast cast ? cast.operand() : value;
        return inner instanceof Expr.Use use ? use.variable() : null;
    }

    /** The class of the object that a value is; null if the text does not tell, or if it may be null. */
    private ObjectType classOf(Expr value) {
        if (value instanceof Expr.New creation) {
            return creation.constructor().receiver().erased();
        }
        Variable source = source(value);
        return source == null ? null : classOf(source);
    }

    private ObjectType classOf(Variable variable) {
        if (variable.isStatic()) {
            return variable.field().made();
        }
        return open.contains(variable) ? null : classes.get(variable);
    }

    // ---- calls

    private Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt inner = Walk.withBlocks(stmt, this::in);
            out.add(Walk.mapOwn(inner, expr -> expr instanceof Expr.Call call ? exact(call, inner, out) : expr));
        }
        return new Block(out);
    }

    /** @param out gets what has to run in front of the statement */
    private Expr exact(Expr.Call call, Stmt around, List<Stmt> out) {
        if (call.callee().invocation() != MethodId.Invocation.VIRTUAL
                || !(call.operands().get(0) instanceof Expr.Use receiver)) {
            return call;
        }
        ObjectType known = classOf(receiver.variable());
        MethodId callee = known == null
                ? null
                : program.implementation(call.callee(), known)
                        .map(body -> callsItself(body) && isNamed(known) ? known(body, known) : body)
                        .filter(body -> isAlike(body, call))
                        .orElse(null);
        if (callee == null) {
            return call;
        }
        List<Expr> operands = new ArrayList<>(call.operands());
        ObjectType owner = callee.receiver();
        if (!owner.equals(receiver.type())) {
            Variable special = Variable.temporary("receiver", owner);
            out.add(new Stmt.Assign(special, new Expr.Cast(receiver, owner), around.origin()));
            operands.set(0, new Expr.Use(special));
        }
        return new Expr.Call(callee, operands, call.type());
    }

    private Optional<Method> source(MethodId id) {
        Optional<MethodId> body = id.invocation() == MethodId.Invocation.KNOWN
                ? program.implementation(id.with(MethodId.Invocation.VIRTUAL), id.receiver())
                : Optional.of(id);
        return body.map(program::callee)
                .filter(Program.Source.class::isInstance)
                .map(callee -> ((Program.Source) callee).method());
    }

    /** Whether a body calls methods on its own object which depend on its class. */
    private boolean callsItself(MethodId body) {
        boolean[] found = {false};
        if (body.accessible() && program.callee(body) instanceof Program.Source source) {
            Expr self = new Expr.Use(source.method().parameters().get(0));
            Walk.statements(
                    source.method().body(),
                    stmt -> Walk.expressions(
                            stmt,
                            expr -> found[0] |= expr instanceof Expr.Call call
                                    && call.callee().invocation() == MethodId.Invocation.VIRTUAL
                                    && call.operands().get(0).equals(self)));
        }
        return found[0];
    }

    /** Whether a class is the user's, and not one that the companion declares; the body of an enum constant has no name. */
    private boolean isNamed(ObjectType type) {
        return program.layout(type).constant() == null
                && program.functionClasses().stream()
                        .noneMatch(each -> each.type().name().equals(type.name()));
    }

    private static MethodId known(MethodId body, ObjectType type) {
        return new MethodId(
                type.name(),
                type.reference().binaryName(),
                body.name(),
                body.parameters(),
                body.result(),
                true,
                MethodId.Invocation.KNOWN);
    }

    /**
     * Whether a body can stand for a call as it is: it takes and gives the same types, and throws what may be caught around it.
     * Another class may overload the method: there the arguments have to be of the very types of the parameters.
     */
    private boolean isAlike(MethodId body, Expr.Call call) {
        List<Type> parameters = call.callee().parameters();
        List<Type> arguments = call.operands().stream().skip(1).map(Expr::type).toList();
        return body.result().equals(call.type())
                && body.parameters().equals(parameters)
                && (arguments.equals(parameters)
                        || body.receiver().equals(call.operands().get(0).type()))
                && source(body)
                        .filter(source -> Set.copyOf(source.thrown()).containsAll(program.thrown(call.callee())))
                        .isPresent();
    }
}
