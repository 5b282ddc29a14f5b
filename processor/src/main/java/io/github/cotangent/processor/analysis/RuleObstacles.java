package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.normalize.Returns;
import java.util.List;
import java.util.Set;

/** Says where what a user states about the derivative of a method is not all of it. */
final class RuleObstacles {

    /** Takes what is found. */
    interface Reports {
        void add(Code code, Origin origin, String reason, String remedy);
    }

    private final Activity activity;
    private final Program program;
    private final Summaries summaries;
    private final Direction direction;
    private final Reports reports;

    RuleObstacles(Activity activity, Program program, Summaries summaries, Direction direction, Reports reports) {
        this.activity = activity;
        this.program = program;
        this.summaries = summaries;
        this.direction = direction;
        this.reports = reports;
    }

    private void add(Stmt stmt, String reason, String remedy) {
        reports.add(Code.COT028, stmt.origin(), reason, remedy);
    }

    /**
     * A call of a method with partial derivatives, or of a constant one, or of a rule, which has none itself.
     *
     * @param matters whether what the method gives or does carries derivatives, if something goes in
     */
    void ruled(Stmt stmt, Expr.Ruled ruled, boolean matters) {
        if (ruled.ruling().role() == Ruling.Role.SOLUTION) {
            solver(stmt, ruled);
        } else {
            changed(stmt, ruled.callee(), ruled.operands(), Set.of());
        }
        if (ruled.ruling().constant() || !matters) {
            return;
        }
        for (int i = 0; i < ruled.operands().size(); i++) {
            boolean flows = ruled.operands().get(i) instanceof Expr.Use use
                    && activity.isVaried(use.variable())
                    && (use.type().isFollowed() ? isActive(use.variable()) : !Flows.isInteger(use.variable()));
            if (flows && !ruled.ruling().partials().containsKey(i)) {
                add(
                        stmt,
                        "a derivative would have to flow through " + operand(ruled.callee(), i)
                                + ", and its rule states no partial derivative by it",
                        "Add one with @PartialDerivative, or detach the argument");
            }
        }
    }

    /** A call of a method that solves an equation: what it hands to code that is not at hand is taken on trust. */
    private void solver(Stmt stmt, Expr.Ruled ruled) {
        Summaries seen = new Summaries(new TrustingProgram(program));
        program.text(ruled.callee()).map(TrustingProgram::text).ifPresent(text -> {
            changed(stmt, ruled.callee(), ruled.operands(), Set.of(), text, seen);
            givesNewArray(stmt, ruled.callee(), text, seen);
        });
    }

    /** A solution that is an array must be a new one, as far as the solver's text shows. */
    private void givesNewArray(Stmt stmt, MethodId solver, Method text, Summaries seen) {
        boolean isGiven = solver.result().isFollowed()
                && new Storage(text, Returns.result(text), seen::of, true)
                        .summary().shared().stream().anyMatch(places -> places.contains(Place.of(Place.RESULT)));
        if (isGiven) {
            reports.add(
                    Code.COT030,
                    stmt.origin(),
                    solver
                            + " may give an array that it was given, or that an object holds, and the derivative of a solution"
                            + " is that of a new one",
                    "Let it give a copy");
        }
    }

    /**
     * A call of a method with products.
     *
     * @param isActive whether a derivative goes through it
     */
    void stated(Stmt stmt, Expr.Call call, Program.Stated stated, boolean isActive) {
        changed(stmt, call.callee(), call.operands(), stated.overwritten());
        if (!isActive) {
            return;
        }
        boolean reverse = direction == Direction.REVERSE;
        if ((reverse ? stated.vjp() : stated.jvp()) == null) {
            add(
                    stmt,
                    (reverse ? "reverse" : "forward") + " mode needs a " + (reverse ? "VJP" : "JVP") + " of "
                            + call.callee() + ", of which only the " + (reverse ? "JVP" : "VJP") + " is stated",
                    "Add a method with " + (reverse ? "@VjpRule" : "@JvpRule") + ", or detach the arguments");
            return;
        }
        for (int i = 0; i < call.operands().size(); i++) {
            boolean flows = call.operands().get(i) instanceof Expr.Use use && isActive(use.variable());
            if (flows && !stated.active().contains(i)) {
                add(
                        stmt,
                        "a derivative would have to flow through " + operand(call.callee(), i)
                                + ", which its rule takes as constant",
                        "Add the parameter to the wrt of the rule, or detach the argument");
            }
        }
    }

    private boolean isActive(Variable variable) {
        return activity.isActive(variable) || activity.leadsToActive(variable);
    }

    /**
     * What the method, as far as its text is at hand, stores into arrays and objects from which outputs are computed.
     *
     * @param stated the operands of which the rule says so
     */
    private void changed(Stmt stmt, MethodId callee, List<Expr> operands, Set<Integer> stated) {
        program.text(callee).ifPresent(text -> changed(stmt, callee, operands, stated, text, summaries));
    }

    private void changed(
            Stmt stmt, MethodId callee, List<Expr> operands, Set<Integer> stated, Method text, Summaries seen) {
        if (operands.stream().noneMatch(activity::varies)) {
            return;
        }
        for (String field : activity.useful(seen.tracesOf(text).written())) {
            add(
                    stmt,
                    "a derivative would have to flow through the static field " + field + ", into which " + callee
                            + " stores, and what is stated of it says nothing of that",
                    "Let it return the value");
        }
        List<Variable> parameters = text.parameters();
        Storage storage = new Storage(text, null, seen::of, true);
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            boolean changes = parameter.type().isFollowed()
                    && summaries.carries(parameter.type())
                    && storage.isChangedWithinBesidesCounts(storage.of(parameter));
            if (changes
                    && !stated.contains(i)
                    && operands.get(i) instanceof Expr.Use use
                    && activity.isUseful(use.variable())) {
                add(
                        stmt,
                        "a derivative would have to flow into " + operand(callee, i)
                                + ", which stores into it, and what is stated of it says nothing of that",
                        "State a VJP and a JVP with overwrites, or let it return the value");
            }
        }
    }

    private static String operand(MethodId callee, int index) {
        int receivers = callee.hasReceiver() ? 1 : 0;
        return (index < receivers ? "the receiver" : "argument " + (index + 1 - receivers)) + " of " + callee;
    }
}
