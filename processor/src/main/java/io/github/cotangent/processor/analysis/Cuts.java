package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.normalize.Returns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns where a number that varies with the inputs is made an integer, by a cast or by {@code Math.round}, and an output is
 * computed from the integer by arithmetic: the derivative ends there. Integers that only serve as indices, bounds, conditions
 * or arguments are no cause for a warning, nor are comparisons, whose steps are usually meant.
 */
public final class Cuts {
    private final Program program;
    private final Summaries summaries;
    private final Set<Visit> visited = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /** A method with what varies and what matters in it. */
    private record Visit(MethodId method, Set<Integer> inputs, boolean result) {}

    private Cuts(Program program, Summaries summaries) {
        this.program = program;
        this.summaries = summaries;
    }

    /** The warnings in a method and in those it calls. */
    public static List<Problem> in(
            Method method,
            Set<Integer> inputs,
            boolean resultUseful,
            Set<Integer> outputs,
            Program program,
            Summaries summaries) {
        Cuts cuts = new Cuts(program, summaries);
        cuts.visit(method, inputs, resultUseful, outputs);
        return cuts.problems;
    }

    private void visit(Method method, Set<Integer> inputs, boolean resultUseful, Set<Integer> outputs) {
        if (!visited.add(new Visit(method.id(), inputs, resultUseful))) {
            return;
        }
        Variable result = Returns.result(method);
        Storage storage = new Storage(method, result, summaries::of, false);
        Activity activity = new Activity(
                method,
                result,
                storage,
                summaries,
                inputs,
                List.of(),
                resultUseful,
                outputs,
                Set.of(),
                Set.of(),
                Activity.Scope.ALL);
        new Search(method, result, storage, activity).run();
    }

    /** The search in one method. */
    private final class Search {
        private final Method method;
        private final Variable result;
        private final Storage storage;
        private final Activity activity;
        private final Set<Variable> integers = new HashSet<>();
        private final Set<Slot> slots = new HashSet<>();
        private boolean changed;
        private boolean reports;

        Search(Method method, Variable result, Storage storage, Activity activity) {
            this.method = method;
            this.result = result;
            this.storage = storage;
            this.activity = activity;
        }

        void run() {
            do {
                changed = false;
                Walk.statements(method.body(), this::statement);
            } while (changed);
            reports = true;
            Walk.statements(method.body(), stmt -> {
                statement(stmt);
                Walk.expressions(stmt, expr -> {
                    if (expr instanceof Expr.Call call) {
                        call(stmt, call);
                    }
                });
            });
        }

        private void statement(Stmt stmt) {
            if (stmt instanceof Stmt.Assign assign && matters(assign.target())) {
                arithmetic(stmt, assign.value());
            } else if (stmt instanceof Stmt.Store store
                    && matters(new Slot(storage.of(store.array()), Key.ELEMENTS), store.value())) {
                arithmetic(stmt, store.value());
            } else if (stmt instanceof Stmt.SetField set
                    && matters(new Slot(storage.of(set.object()), Key.of(set.field())), set.value())) {
                arithmetic(stmt, set.value());
            } else if (stmt instanceof Stmt.Return ret && ret.value() != null && matters(result)) {
                arithmetic(stmt, ret.value());
            }
        }

        /** Whether an output is computed from a variable by arithmetic. */
        private boolean matters(Variable variable) {
            Type type = variable.type();
            if (type.isDifferentiable()) {
                return activity.isUseful(variable);
            }
            return type instanceof ArrayType
                    ? slots.contains(storage.of(variable).contents())
                    : integers.contains(variable);
        }

        private boolean matters(Slot slot, Expr stored) {
            return stored.type().isFloating() ? activity.isUseful(slot) : slots.contains(slot);
        }

        /** Goes from a value that matters to what it is computed from. */
        private void arithmetic(Stmt stmt, Expr expr) {
            if (expr instanceof Expr.Use use) {
                if (isInteger(use.type())) {
                    changed |= integers.add(use.variable());
                }
            } else if (expr instanceof Expr.Load || expr instanceof Expr.Field) {
                Slot slot = storage.slot(expr);
                if (isInteger(expr.type()) && slot != null) {
                    changed |= slots.add(slot);
                }
            } else if (isCut(expr)) {
                if (reports && expr.operands().stream().anyMatch(activity::varies)) {
                    report(stmt, expr);
                }
            } else if (expr instanceof Expr.Conditional choice) {
                arithmetic(stmt, choice.then());
                arithmetic(stmt, choice.otherwise());
            } else if (expr instanceof Expr.Unary
                    || expr instanceof Expr.Binary
                    || expr instanceof Expr.Convert
                    || expr instanceof Expr.ArrayLiteral
                    || expr instanceof Expr.MathCall) {
                if (expr.type() != Primitive.BOOLEAN) {
                    expr.operands().forEach(operand -> arithmetic(stmt, operand));
                }
            }
        }

        private boolean isCut(Expr expr) {
            return isInteger(expr.type())
                    && (expr instanceof Expr.Convert || expr instanceof Expr.MathCall)
                    && expr.operands().stream()
                            .anyMatch(operand -> operand.type().isFloating());
        }

        private static boolean isInteger(Type type) {
            return type instanceof Primitive && !type.isFloating() && type != Primitive.BOOLEAN;
        }

        private void report(Stmt stmt, Expr cut) {
            String what = cut instanceof Expr.MathCall call
                    ? call.ownerType().className() + "." + call.function()
                    : "the cast to " + cut.type();
            problems.add(new Problem(
                    Code.COT102,
                    method.id().owner(),
                    cut instanceof Expr.Convert cast ? cast.origin() : stmt.origin(),
                    "no derivative flows through " + what + ", which an output is computed from",
                    "Use the number itself, or write @SuppressWarnings(\"cotangent\") if the steps are meant"));
        }

        private void call(Stmt stmt, Expr.Call call) {
            if (!(program.callee(call.callee()) instanceof Program.Source source)) {
                return;
            }
            Set<Integer> inputs = new HashSet<>();
            Set<Integer> outputs = new HashSet<>();
            for (int i = 0; i < call.operands().size(); i++) {
                if (call.operands().get(i) instanceof Expr.Use use && use.type().isDifferentiable()) {
                    if (activity.isVaried(use.variable())) {
                        inputs.add(i);
                    }
                    if (use.type().isFollowed() && activity.isUseful(use.variable())) {
                        outputs.add(i);
                    }
                }
            }
            boolean useful = stmt instanceof Stmt.Assign assign && matters(assign.target());
            if (!inputs.isEmpty() && (useful || !outputs.isEmpty())) {
                int before = problems.size();
                visit(source.method(), inputs, useful, outputs);
                problems.subList(before, problems.size())
                        .replaceAll(problem -> problem.calledFrom(method.id(), call.callee(), stmt.origin()));
            }
        }
    }
}
