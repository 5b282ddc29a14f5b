package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes {@code mPullback}: the forward sweep, and an object through which users run the reverse sweep. */
final class PullbackRoutine {
    private final Workshop workshop;

    PullbackRoutine(Workshop workshop) {
        this.workshop = workshop;
    }

    void make(Request request, RetainedSweeps sweeps) {
        Method method = request.method();
        ReferenceType type = new ReferenceType(request.resultClass(Request.Kind.PULLBACK));
        Variable pullback = Variable.generated("pullback", type);
        Expr made = new Expr.Use(pullback);
        Expr saved = new Expr.StateField(made, Companion.Pullback.SAVED, sweeps.saved());
        Expr value = sweeps.compute(saved);
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Assign(pullback, new Expr.NewState(type), Origin.NONE));
        body.add(
                sweeps.result() == null
                        ? new Stmt.Perform(value, Origin.NONE)
                        : new Stmt.SetStateField(made, Companion.Pullback.VALUE, value, Origin.NONE));
        body.add(
                new Stmt.SetStateField(made, Companion.Pullback.RETAINED, RetainedSweeps.retained(saved), Origin.NONE));
        body.add(new Stmt.Return(made, Origin.NONE));
        List<Companion.Part> seeds = new ArrayList<>();
        sweeps.seeds().forEach(seed -> seeds.add(new Companion.Part(seed.name(), seed.type())));
        workshop.add(new Companion.Pullback(
                type.name(),
                sweeps.result() == null ? null : sweeps.resultType(),
                sweeps.saved(),
                seeds,
                sweeps.cotangents(),
                sweeps.into().name(),
                sweeps.reverse()));
        workshop.add(new Routine(
                        request.prefix() + Request.Kind.PULLBACK.suffix(),
                        Documentation.pullback(request),
                        true,
                        method.parameters(),
                        type,
                        new Block(body),
                        Set.of())
                .throwing(method.thrown()));
    }
}
