package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes {@code mGradient} and {@code mVjp}: forward and reverse sweep in one method. */
final class ReverseRoutines {
    private final Workshop workshop;
    private final Request request;
    private final Request.Kind kind;
    private final Method method;
    private final ReferenceType resultType;

    ReverseRoutines(Workshop workshop, Request request, Request.Kind kind) {
        this.workshop = workshop;
        this.request = request;
        this.kind = kind;
        this.method = request.method();
        this.resultType = new ReferenceType(request.resultClass(kind));
    }

    void make() {
        ReverseBody sweeps = new ReverseBody(workshop, request, resultType, false);
        if (!sweeps.make(kind == Request.Kind.VJP)) {
            return;
        }
        Variable result = sweeps.result();
        List<Stmt> body = new ArrayList<>(sweeps.forward());
        if (!sweeps.reverse().isEmpty()) {
            body.add(new Stmt.Comment("reverse sweep"));
        }
        body.addAll(sweeps.reverse());
        body.addAll(sweeps.epilogue());
        if (kind == Request.Kind.GRADIENT) {
            body.add(CotangentPlaces.add(sweeps.into(), "value", new Expr.Use(result)));
        }
        if (result != null) {
            body.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        deliver(sweeps, body);
    }

    private void deliver(ReverseBody sweeps, List<Stmt> body) {
        String name = request.prefix() + kind.suffix();
        List<Variable> seeds = sweeps.seeds();
        Variable result = sweeps.result();
        List<Variable> arguments = new ArrayList<>(method.parameters());
        arguments.addAll(seeds);
        List<Variable> parameters = new ArrayList<>(arguments);
        parameters.add(sweeps.into());
        sweeps.report(name);
        boolean gradient = kind == Request.Kind.GRADIENT;
        workshop.add(new Companion.ResultClass(
                resultType.name(),
                gradient ? Companion.ResultClass.Kind.GRADIENT : Companion.ResultClass.Kind.VJP,
                gradient ? result.type() : null,
                null,
                sweeps.parts()));
        Variable fresh = Variable.generated("into", resultType);
        List<Expr> pass = new ArrayList<>();
        arguments.forEach(argument -> pass.add(new Expr.Use(argument)));
        pass.add(new Expr.Use(fresh));
        Type type = result == null ? Primitive.VOID : result.type();
        Expr call = new Expr.GeneratedCall("", name, pass, type);
        List<Stmt> plain = new ArrayList<>();
        plain.add(new Stmt.Assign(fresh, new Expr.NewState(resultType), Origin.NONE));
        // Not the sum with the zero that was there, which would turn a negative zero into a positive one.
        plain.add(
                gradient
                        ? new Stmt.SetStateField(new Expr.Use(fresh), "value", call, Origin.NONE)
                        : new Stmt.Perform(call, Origin.NONE));
        plain.add(new Stmt.Return(new Expr.Use(fresh), Origin.NONE));
        workshop.add(new Routine(
                        name,
                        Documentation.plain(request, kind, seeds),
                        true,
                        arguments,
                        resultType,
                        new Block(plain),
                        Set.of())
                .throwing(method.thrown()));
        workshop.add(new Routine(
                        name,
                        Documentation.into(request, kind, seeds, sweeps.into().name()),
                        true,
                        parameters,
                        type,
                        new Block(body),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
    }
}
