package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.ContainerFunction;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.rules.Rule;
import io.github.cotangent.processor.rules.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The adjoint of one simple statement.
 *
 * <p>For {@code v = f(a, b)}: read the adjoint of {@code v}, set it to zero, then add its share to the adjoints of {@code a}
 * and {@code b}. In this order {@code x = x * x}, {@code s += s}, swaps and {@code a[i] = a[j] * a[i]} need no special care.
 */
final class Adjoints {
    private final Recording recording;
    private final ReverseSweep sweep;
    private final FiniteChecks checks;

    Adjoints(Recording recording, ReverseSweep sweep) {
        this.recording = recording;
        this.sweep = sweep;
        this.checks = recording.checks();
    }

    /** Emits the adjoint of a statement without inner blocks. */
    void reverse(Stmt stmt) {
        if (recording.instrumentation().isUndone(stmt)) {
            Expr container = shadow(stmt, recording.mirror().undoing(stmt));
            sweep.add(new Stmt.Perform(ContainerFunction.undo(container), stmt.origin()));
        }
        if (recording.instrumentation().call(stmt) != null) {
            call(stmt, recording.instrumentation().call(stmt));
        } else if (stmt instanceof Stmt.Assign assign) {
            assign(assign);
        } else if (stmt instanceof Stmt.Store store) {
            store(store);
        } else if (stmt instanceof Stmt.SetField set) {
            setField(set);
        } else if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.ArrayCall call) {
            arrayCall(stmt, call);
        }
    }

    private boolean isActive(Expr atom) {
        return atom instanceof Expr.Use use && recording.activity().isActive(use.variable());
    }

    /** The shadow of an array or object as it was when the statement ran; null if it has none. */
    private Expr shadow(Stmt stmt, Expr array) {
        if (!(array instanceof Expr.Use use)) {
            return null;
        }
        Variable shadow = recording.mirror().shadow(use.variable());
        return shadow == null ? null : sweep.value(recording.versions().read(stmt, shadow));
    }

    /** Reads an adjoint and sets it to zero. */
    private Expr take(Variable variable, Stmt stmt) {
        Variable bar = sweep.adjoint(variable);
        Variable cotangent = Variable.generated("seed", bar.type());
        sweep.add(new Stmt.Assign(cotangent, new Expr.Use(bar), stmt.origin()));
        sweep.add(new Stmt.Assign(bar, Expr.Constant.zero(bar.type()), stmt.origin()));
        return new Expr.Use(cotangent);
    }

    /** Adds a share that is the cotangent of what the statement computes. */
    private void give(Expr operand, Expr cotangent, Stmt stmt) {
        give(operand, cotangent, cotangent, Map.of(), stmt);
    }

    /**
     * Adds a share.
     *
     * @param cotangent the cotangent of what the statement computes; null if it is not at hand
     * @param values what the share is made of besides
     */
    private void give(Expr operand, Expr share, Expr cotangent, Map<Expr, Expr> values, Stmt stmt) {
        Variable bar = sweep.adjoint(((Expr.Use) operand).variable());
        sweep.add(new Stmt.Accumulate(bar, fit(share, bar), stmt.origin()));
        checks.adjoint(stmt, new Expr.Use(bar), operand, cotangent, values).forEach(sweep::add);
    }

    private static Expr fit(Expr share, Variable bar) {
        return share.type() == Primitive.DOUBLE && bar.type() == Primitive.FLOAT
                ? new Expr.Convert(share, Primitive.FLOAT)
                : share;
    }

    private void assign(Stmt.Assign assign) {
        Variable target = assign.target();
        Expr value = assign.value();
        if (target.type().isFollowed()) {
            if (target.type() instanceof ArrayType && recording.mirror().shadow(target) != null) {
                newArray(assign, value);
            }
            return;
        }
        if (!recording.activity().isActive(target)) {
            return;
        }
        Expr cotangent = take(target, assign);
        if (value instanceof Expr.Use) {
            if (isActive(value)) {
                give(value, cotangent, assign);
            }
        } else if (value instanceof Expr.Load load) {
            Expr array = shadow(assign, load.array());
            if (array != null) {
                Expr index = sweep.value(assign, load.index());
                sweep.add(new Stmt.AccumulateElement(array, index, cotangent, assign.origin()));
                Expr bar = new Expr.Load(array, index, load.type());
                checks.element(assign, bar, load.array(), load.index(), cotangent, index)
                        .forEach(sweep::add);
            }
        } else if (value instanceof Expr.Field field) {
            Expr object = shadow(assign, field.object());
            if (object != null) {
                Expr sum = recording.mirror().field(object, field.field());
                sweep.add(recording
                        .mirror()
                        .set(
                                object,
                                field.field(),
                                new Expr.Binary(BinaryOp.ADD, sum, cotangent, sum.type()),
                                assign.origin()));
                checks.field(assign, sum, field, cotangent).forEach(sweep::add);
            }
        } else {
            Rules.of(value).ifPresent(rule -> operation(assign, rule, cotangent));
        }
    }

    private void operation(Stmt.Assign assign, Rule rule, Expr cotangent) {
        Variable target = assign.target();
        Variable result = Variable.generated("result", target.type());
        List<Expr> operands = assign.value().operands();
        for (int i = 0; i < operands.size(); i++) {
            if (isActive(operands.get(i)) && !rule.isZero(i)) {
                Expr share = rule.scaled(i, cotangent, operands, new Expr.Use(result));
                Map<Expr, Expr> values = new LinkedHashMap<>();
                Expr ofValues = Walk.substitute(share, read -> {
                    if (cotangent.equals(new Expr.Use(read))) {
                        return null;
                    }
                    Expr value = read == result
                            ? sweep.value(recording.versions().behind(assign, target))
                            : sweep.value(assign, new Expr.Use(read));
                    values.put(new Expr.Use(read == result ? target : read), value);
                    return value;
                });
                give(operands.get(i), ofValues, cotangent, values, assign);
            }
        }
    }

    /** A new array with numbers in it: they came from the elements of a literal or of another array. */
    private void newArray(Stmt.Assign assign, Expr value) {
        boolean numbers = ((ArrayType) assign.target().type()).element().isFloating();
        if (!numbers) {
            return;
        }
        if (value instanceof Expr.ArrayLiteral literal) {
            for (int i = literal.operands().size() - 1; i >= 0; i--) {
                Expr element = literal.operands().get(i);
                if (isActive(element)) {
                    Expr bar = behindShadow(assign);
                    give(element, new Expr.Load(bar, Expr.Constant.of(i), element.type()), assign);
                }
            }
        } else if (value instanceof Expr.ArrayCall call) {
            Expr source = shadow(assign, call.operands().get(0));
            if (source != null) {
                List<Expr> operands = new ArrayList<>();
                operands.add(source);
                if (call.function() == ArrayFunction.COPY_OF_RANGE) {
                    operands.add(sweep.value(assign, call.operands().get(1)));
                }
                operands.add(behindShadow(assign));
                String function = call.function() == ArrayFunction.COPY_OF_RANGE ? "copyOfRange" : "copyOf";
                sweep.add(perform(function, operands, assign));
                checks.adjoints(assign, source, call.operands().get(0)).forEach(sweep::add);
            }
        }
    }

    private Expr behindShadow(Stmt.Assign assign) {
        Variable shadow = recording.mirror().shadow(assign.target());
        return sweep.value(
                recording.versions().behind(recording.instrumentation().mirrorOf(assign), shadow));
    }

    private static Stmt perform(String function, List<Expr> operands, Stmt stmt) {
        return new Stmt.Perform(
                new Expr.RuntimeCall("ArrayAdjoints", function, operands, Primitive.VOID), stmt.origin());
    }

    private void setField(Stmt.SetField set) {
        restore(set);
        boolean number = set.value().type().isFloating() && recording.mirror().isActive(set);
        Expr object = number ? shadow(set, set.object()) : null;
        if (object == null) {
            return;
        }
        Type type = set.field().type();
        if (isActive(set.value())) {
            Variable cotangent = Variable.generated("seed", type);
            sweep.add(new Stmt.Assign(cotangent, recording.mirror().field(object, set.field()), set.origin()));
            sweep.add(recording.mirror().set(object, set.field(), Expr.Constant.zero(type), set.origin()));
            give(set.value(), new Expr.Use(cotangent), set);
        } else {
            sweep.add(recording.mirror().set(object, set.field(), Expr.Constant.zero(type), set.origin()));
        }
    }

    /**
     * Puts back the shadow that a reference had replaced in something the caller knows: the caller's cotangents are those of
     * what was there in the beginning.
     */
    private void restore(Stmt stmt) {
        Stmt.Assign before = recording.instrumentation().replaced(stmt);
        if (before == null) {
            return;
        }
        Expr old = sweep.value(recording.versions().behind(before, before.target()));
        if (stmt instanceof Stmt.SetField set) {
            sweep.add(recording.mirror().set(shadow(set, set.object()), set.field(), old, set.origin()));
        } else if (stmt instanceof Stmt.Store store) {
            sweep.add(new Stmt.Store(
                    shadow(store, store.array()), sweep.value(store, store.index()), old, store.origin()));
        }
    }

    private void store(Stmt.Store store) {
        restore(store);
        Expr array = store.value().type().isFloating() ? shadow(store, store.array()) : null;
        if (array == null) {
            return;
        }
        Expr index = sweep.value(store, store.index());
        if (isActive(store.value())) {
            Variable cotangent = Variable.generated("seed", store.value().type());
            sweep.add(new Stmt.Assign(cotangent, new Expr.Load(array, index, cotangent.type()), store.origin()));
            sweep.add(new Stmt.Store(array, index, Expr.Constant.zero(cotangent.type()), store.origin()));
            give(store.value(), new Expr.Use(cotangent), store);
        } else {
            sweep.add(new Stmt.Store(
                    array, index, Expr.Constant.zero(store.value().type()), store.origin()));
        }
    }

    private void arrayCall(Stmt stmt, Expr.ArrayCall call) {
        List<Expr> operands = call.operands();
        boolean copy = call.function() == ArrayFunction.ARRAYCOPY;
        Expr target = operands.get(copy ? 2 : 0);
        if (!((ArrayType) target.type()).element().isFloating()) {
            return;
        }
        Expr bar = shadow(stmt, target);
        if (bar == null) {
            return;
        }
        if (copy) {
            Expr source = shadow(stmt, operands.get(0));
            List<Expr> arguments = new ArrayList<>();
            arguments.add(source != null ? source : new Expr.Constant("null", target.type()));
            arguments.add(sweep.value(stmt, operands.get(1)));
            arguments.add(bar);
            arguments.add(sweep.value(stmt, operands.get(3)));
            arguments.add(sweep.value(stmt, operands.get(4)));
            sweep.add(perform("arraycopy", arguments, stmt));
            if (source != null) {
                checks.adjoints(stmt, source, operands.get(0)).forEach(sweep::add);
            }
            return;
        }
        boolean range = call.function() == ArrayFunction.FILL_RANGE;
        Expr from = range ? sweep.value(stmt, operands.get(1)) : Expr.Constant.of(0);
        Expr to = range ? sweep.value(stmt, operands.get(2)) : new Expr.Length(bar);
        Expr filled = operands.get(operands.size() - 1);
        Expr sum = new Expr.RuntimeCall("ArrayAdjoints", "fill", List.of(bar, from, to), Primitive.DOUBLE);
        if (isActive(filled)) {
            give(filled, sum, null, Map.of(), stmt);
        } else {
            sweep.add(new Stmt.Perform(sum, stmt.origin()));
        }
    }

    private void call(Stmt stmt, CallSite site) {
        List<Expr> arguments = new ArrayList<>();
        Expr state = sweep.value(recording.versions().behind(site.allocation(), site.state()));
        arguments.add(state);
        Expr cotangent = null;
        if (site.sweeps().seeded()) {
            boolean received = site.resultActive() && site.target().type().isFloating();
            cotangent = received
                    ? take(site.target(), stmt)
                    : Expr.Constant.zero(site.call().type());
            arguments.add(cotangent);
        }
        sweep.add(new Stmt.Perform(
                new Expr.GeneratedCall(site.sweeps().owner(), site.sweeps().reverse(), arguments, Primitive.VOID),
                stmt.origin()));
        for (int i : site.sweeps().active().stream().sorted().toList()) {
            Expr argument = site.call().operands().get(i);
            if (isActive(argument)) {
                Expr share = new Expr.StateField(state, Sweeps.cotangent(i), argument.type());
                give(argument, share, cotangent, Map.of(), stmt);
            } else if (argument.type() instanceof ArrayType array
                    && array.leaf().isFloating()
                    && shadow(stmt, argument) != null
                    && checks.lookBehind(site.call())) {
                checks.adjoints(stmt, shadow(stmt, argument), argument).forEach(sweep::add);
            }
        }
    }
}
