package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.normalize.ExitCodes;
import io.github.cotangent.processor.plan.CountedLoop;
import io.github.cotangent.processor.plan.Versions;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A method ready to be reversed: its instrumented body and what is known about it.
 *
 * @param result the variable that takes the result; null for a void method
 * @param loops what can be regenerated about each loop
 * @param checkpointed the state of each loop whose iterations run again
 * @param checks what looks after the adjoints
 * @param bars the adjoints of number variables, made on demand
 */
public record Recording(
        Method method,
        Activity activity,
        Mirror mirror,
        Variable result,
        Instrumentation instrumentation,
        ExitCodes exits,
        Versions versions,
        Map<Stmt, CountedLoop> loops,
        Map<Stmt, CheckpointedLoop> checkpointed,
        FiniteChecks checks,
        Map<Variable, Variable> bars) {

    public Recording(
            Method method,
            Activity activity,
            Mirror mirror,
            Variable result,
            Instrumentation instrumentation,
            ExitCodes exits,
            Versions versions,
            Map<Stmt, CountedLoop> loops,
            FiniteChecks checks) {
        this(
                method,
                activity,
                mirror,
                result,
                instrumentation,
                exits,
                versions,
                loops,
                new IdentityHashMap<>(),
                checks,
                new HashMap<>());
    }

    /** The adjoint of a number variable. */
    public Variable adjoint(Variable variable) {
        return bars.computeIfAbsent(variable, v -> Variable.generated(v.name() + "Bar", v.type()));
    }

    /** Whether a variable only serves the reverse sweep: it need not be kept if nothing is read from it there. */
    boolean isBookkeeping(Variable variable) {
        return instrumentation.isBookkeeping(variable) || exits.isCode(variable);
    }

    /** Whether the iterations of a loop run again in the reverse sweep. */
    boolean isCheckpointed(Stmt.Loop loop) {
        return instrumentation.states(loop) != null;
    }

    /** The state of a checkpointed loop. */
    CheckpointedLoop checkpointed(Stmt.Loop loop) {
        return checkpointed.get(loop);
    }

    /** The variable that counts the iterations of a loop. */
    Variable trips(Stmt.Loop loop) {
        return instrumentation.trips(loop);
    }
}
