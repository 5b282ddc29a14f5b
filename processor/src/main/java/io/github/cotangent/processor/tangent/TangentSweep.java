package io.github.cotangent.processor.tangent;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.reverse.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Emits the tangent sweep: the body as it is, with the tangent of every statement beside it. Active numbers have a tangent
 * variable, active arrays a shadow with tangents.
 */
public final class TangentSweep {

    /**
     * The generated method a caller goes through. It takes the arguments, then tangents of the active ones (a number or an
     * array each), then a holder whose field {@code tangent} it sets to the tangent of the result, unless that is inactive.
     *
     * @param owner canonical name of the class that has it; empty for the companion at hand
     * @param holder the class of the holder; null if the result is inactive
     */
    public record Callee(String owner, String name, ReferenceType holder, Set<Integer> active) {
        public static final String TANGENT = "tangent";
    }

    private final Activity activity;
    private final Mirror mirror;
    private final FiniteChecks checks;
    private final BiFunction<Stmt, Expr.Call, Callee> callees;
    private final Variable sets;
    private final Combination combination;
    private final Map<Variable, Variable> dots = new HashMap<>();

    /** @param checks what looks after the tangents */
    public TangentSweep(
            Activity activity, Mirror mirror, FiniteChecks checks, BiFunction<Stmt, Expr.Call, Callee> callees) {
        this(activity, mirror, checks, callees, null, new Slopes());
    }

    private TangentSweep(
            Activity activity,
            Mirror mirror,
            FiniteChecks checks,
            BiFunction<Stmt, Expr.Call, Callee> callees,
            Variable sets,
            Combination combination) {
        this.activity = activity;
        this.mirror = mirror;
        this.checks = checks;
        this.callees = callees;
        this.sets = sets;
        this.combination = combination;
    }

    /** A sweep that has sets of inputs in the place of tangents; callees take the sets behind the tangents. */
    public static TangentSweep ofDependences(
            Activity activity, Mirror mirror, BiFunction<Stmt, Expr.Call, Callee> callees, Variable sets) {
        return new TangentSweep(activity, mirror, FiniteChecks.NONE, callees, sets, new Dependences(sets));
    }

    /** Makes a given variable the tangent of a number. */
    public void bind(Variable number, Variable dot) {
        dots.put(number, dot);
    }

    /** The tangent of a number variable. */
    public Variable dot(Variable variable) {
        return dots.computeIfAbsent(variable, v -> Variable.generated(v.name() + "Dot", v.type()));
    }

    /** The tangents of numbers and the shadows so far. */
    public Set<Variable> tangents() {
        Set<Variable> tangents = new HashSet<>(dots.values());
        tangents.addAll(mirror.shadows());
        return tangents;
    }

    /** The body with tangents. Returns must have been eliminated. */
    public Block emit(Block body) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : body.statements()) {
            Expr.Call call = Instrumentation.callOf(stmt);
            if (call != null) {
                call(stmt, call, out);
            } else if (stmt instanceof Stmt.Assign assign && activity.isActive(assign.target())) {
                assign(assign, out);
            } else if (stmt instanceof Stmt.Accumulate || stmt instanceof Stmt.AccumulateElement) {
                share(stmt, out);
            } else {
                Stmt now = Walk.withBlocks(stmt, this::emit);
                if (now instanceof Stmt.Try attempt && checks.areMade()) {
                    now = letThrough(attempt);
                }
                if (!(now instanceof Stmt.SetField set && set.isThere())) {
                    out.add(now);
                }
                out.addAll(mirror.mirror(now));
                numbers(now, out);
            }
        }
        return new Block(out);
    }

    /** A clause for what checks throw, in front of the user's, which might take it for an exception of the method. */
    private static Stmt.Try letThrough(Stmt.Try attempt) {
        Variable failure = Variable.generated("failure", FiniteChecks.EXCEPTION);
        Block rethrown = Block.of(new Stmt.Throw(new Expr.Use(failure), Origin.NONE));
        List<Stmt.Catch> clauses = new ArrayList<>();
        clauses.add(new Stmt.Catch(List.of(FiniteChecks.EXCEPTION), failure, rethrown));
        clauses.addAll(attempt.catches());
        return new Stmt.Try(attempt.body(), clauses, attempt.origin());
    }

    /** The tangent of an operand; null if it has none. */
    private Expr tangent(Expr atom) {
        return atom instanceof Expr.Use use && activity.isActive(use.variable())
                ? new Expr.Use(dot(use.variable()))
                : null;
    }

    private void assign(Stmt.Assign assign, List<Stmt> out) {
        Variable target = assign.target();
        Expr value = assign.value();
        boolean overwrites = Walk.read(assign).contains(target);
        Variable result = target;
        if (overwrites && !(value instanceof Expr.Use)) {
            result = Variable.temporary(target.name() + "Next", target.type());
        }
        out.add(new Stmt.Assign(result, value, assign.origin()));
        out.add(new Stmt.Assign(
                dot(target), combination.fit(tangentOf(value, result), target.type()), assign.origin()));
        check(assign, out);
        if (result != target) {
            out.add(new Stmt.Assign(target, new Expr.Use(result), assign.origin()));
        }
    }

    private void check(Stmt.Assign assign, List<Stmt> out) {
        Map<Expr, Expr> directions = new LinkedHashMap<>();
        Map<Expr, Expr> values = new LinkedHashMap<>();
        for (Expr operand : assign.value().operands()) {
            if (operand instanceof Expr.Use use && operand.type() instanceof Primitive) {
                if (activity.isActive(use.variable()) && use.variable() != assign.target()) {
                    directions.put(operand, tangent(operand));
                }
                values.put(operand, operand);
            }
        }
        Variable target = assign.target();
        out.addAll(checks.tangent(assign, new Expr.Use(dot(target)), new Expr.Use(target), directions, values));
    }

    /** What an adjoint receives, where the body is itself a sweep. */
    private void share(Stmt stmt, List<Stmt> out) {
        out.add(stmt);
        if (stmt instanceof Stmt.Accumulate share && activity.isActive(share.target())) {
            Expr direction = tangent(share.value());
            if (direction != null) {
                out.add(combination.add(new Stmt.Accumulate(dot(share.target()), direction, stmt.origin())));
            }
        } else if (stmt instanceof Stmt.AccumulateElement share) {
            Expr shadow = mirror.shadow(share.array());
            Expr direction = tangent(share.value());
            if (shadow != null && direction != null) {
                out.add(combination.add(new Stmt.AccumulateElement(shadow, share.index(), direction, stmt.origin())));
            }
        }
    }

    private Expr tangentOf(Expr value, Variable result) {
        Expr sum = null;
        if (value instanceof Expr.Use) {
            sum = tangent(value);
        } else if (value instanceof Expr.Load load) {
            Expr shadow = mirror.shadow(load.array());
            sum = shadow == null ? null : new Expr.Load(shadow, load.index(), load.type());
        } else if (value instanceof Expr.Field field) {
            Expr shadow = mirror.shadow(field.object());
            sum = shadow == null ? null : mirror.field(shadow, field.field());
        } else {
            for (Expr share : combination.shares(value, new Expr.Use(result), this::tangent)) {
                sum = sum == null ? share : combination.sum(sum, share);
            }
        }
        return sum == null ? Expr.Constant.zero(result.type()) : sum;
    }

    /** Tangents of numbers that a statement puts into an array or object. */
    private void numbers(Stmt stmt, List<Stmt> out) {
        if (stmt instanceof Stmt.Store store && store.value().type().isFloating()) {
            Expr shadow = mirror.shadow(store.array());
            if (shadow != null) {
                out.add(new Stmt.Store(
                        shadow,
                        store.index(),
                        orZero(tangent(store.value()), store.value().type()),
                        store.origin()));
            }
        } else if (stmt instanceof Stmt.SetField set && set.value().type().isFloating()) {
            Expr shadow = mirror.isActive(set) ? mirror.shadow(set.object()) : null;
            if (shadow != null) {
                Expr number = orZero(tangent(set.value()), set.field().type());
                out.add(mirror.set(shadow, set.field(), number, set.origin()));
            }
        } else if (stmt instanceof Stmt.Assign assign
                && assign.value() instanceof Expr.ArrayLiteral literal
                && literal.type().element().isFloating()
                && mirror.shadow(assign.target()) != null) {
            Variable shadow = mirror.shadow(assign.target());
            for (int i = 0; i < literal.operands().size(); i++) {
                Expr element = tangent(literal.operands().get(i));
                if (element != null) {
                    out.add(new Stmt.Store(new Expr.Use(shadow), Expr.Constant.of(i), element, stmt.origin()));
                }
            }
        } else if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.ArrayCall call) {
            arrayCall(stmt, call, out);
        }
    }

    private static Expr orZero(Expr tangent, Type type) {
        return tangent == null ? Expr.Constant.zero(type) : tangent;
    }

    private void arrayCall(Stmt stmt, Expr.ArrayCall call, List<Stmt> out) {
        boolean copy = call.function() == ArrayFunction.ARRAYCOPY;
        Expr target = call.operands().get(copy ? 2 : 0);
        Expr shadow = mirror.shadow(target);
        if (shadow == null || !((ArrayType) target.type()).element().isFloating()) {
            return;
        }
        List<Expr> operands = new ArrayList<>(call.operands());
        operands.set(copy ? 2 : 0, shadow);
        if (!copy) {
            int last = operands.size() - 1;
            operands.set(
                    last, orZero(tangent(operands.get(last)), operands.get(last).type()));
        } else {
            Expr source = mirror.shadow(operands.get(0));
            operands.set(0, source != null ? source : mirror.zeros(operands.get(0)));
        }
        out.add(new Stmt.Perform(call.withOperands(operands), stmt.origin()));
    }

    private void call(Stmt stmt, Expr.Call call, List<Stmt> out) {
        Variable target = stmt instanceof Stmt.Assign assign ? assign.target() : null;
        Variable shadow = target != null && target.type().isFollowed() ? mirror.shadow(target) : null;
        boolean number = target != null && activity.isActive(target);
        if (!Instrumentation.isActive(stmt, call, activity)) {
            if (call.callee().invocation() != MethodId.Invocation.CONSTRUCTION) {
                out.add(stmt);
            }
            if (shadow != null) {
                out.add(new Stmt.Assign(shadow, mirror.zeros(new Expr.Use(target)), stmt.origin()));
            } else if (number) {
                out.add(new Stmt.Assign(dot(target), Expr.Constant.zero(target.type()), stmt.origin()));
            }
            return;
        }
        Callee callee = callees.apply(stmt, call);
        List<Expr> arguments = new ArrayList<>(call.operands());
        for (int i : callee.active().stream().sorted().toList()) {
            Expr argument = call.operands().get(i);
            if (argument.type().isFollowed()) {
                Expr tangents = mirror.shadow(argument);
                arguments.add(tangents != null ? tangents : mirror.zeros(argument));
            } else {
                arguments.add(orZero(tangent(argument), argument.type()));
            }
        }
        if (sets != null) {
            arguments.add(new Expr.Use(sets));
        }
        Variable holder = null;
        if (callee.holder() != null) {
            holder = Variable.generated(call.callee().word() + "Tangent", callee.holder());
            out.add(new Stmt.Assign(holder, new Expr.NewState(callee.holder()), stmt.origin()));
            arguments.add(new Expr.Use(holder));
        }
        Expr through = new Expr.GeneratedCall(callee.owner(), callee.name(), arguments, call.type());
        out.add(Walk.mapOwn(stmt, expr -> through));
        if (holder != null && target != null) {
            Variable into = shadow != null ? shadow : dot(target);
            out.add(new Stmt.Assign(
                    into, new Expr.StateField(new Expr.Use(holder), Callee.TANGENT, into.type()), stmt.origin()));
            if (number) {
                out.addAll(checks.tangent(stmt, new Expr.Use(into), new Expr.Use(target), Map.of(), Map.of()));
            }
        }
        if (checks.lookBehind(call)) {
            List<Expr> changed = new ArrayList<>(call.operands());
            if (shadow != null) {
                changed.add(new Expr.Use(target));
            }
            for (Expr each : changed) {
                if (each.type() instanceof ArrayType array
                        && array.leaf().isFloating()
                        && mirror.shadow(each) != null) {
                    out.addAll(checks.tangents(stmt, mirror.shadow(each), each));
                }
            }
        }
    }
}
