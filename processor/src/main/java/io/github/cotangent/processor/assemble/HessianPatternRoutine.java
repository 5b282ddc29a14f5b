package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectCall;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@code mHessianPattern}: the tangent sweep of the gradient, with sets of inputs in the place of tangents. What the cotangents of
 * the inputs depend on are the rows of the pattern. The inputs are numbers and arrays.
 */
final class HessianPatternRoutine {
    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final Variable sets = Variable.generated("sets", PatternRoutine.SETS);

    HessianPatternRoutine(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
    }

    /** @param second what makes products with directions */
    void make(GradientBody gradient, SecondOrderRoutines second) {
        Subject subject = second.subject(gradient);
        TangentRoutines tangents = new TangentRoutines(workshop);
        Mirror mirror = tangents.mirror(subject);
        TangentSweep sweep = tangents.sweep(subject, mirror, FiniteChecks.NONE, sets);
        Set<Integer> given = new HashSet<>(request.inputs());
        given.addAll(gradient.outputs());
        Map<Variable, Variable> products = new LinkedHashMap<>();
        List<Stmt> body = new ArrayList<>();
        body.add(PatternRoutine.start(sets));
        body.addAll(inputs(mirror, sweep));
        body.addAll(second.cotangents(gradient, mirror, products));
        body.addAll(tangents.zeroTangents(subject, mirror, sweep, given, true));
        body.addAll(sweep.emit(gradient.method().body()).statements());
        List<Expr> rows = second.rows(gradient, products, subject, sweep);
        Expr[] all = DirectionCalls.variable(rows).toArray(Expr[]::new);
        body.add(new Stmt.Return(ObjectCall.of(sets, "symmetricPattern", PatternRoutine.PATTERN, all), Origin.NONE));
        workshop.add(new Routine(
                        PatternRoutine.name(request, Request.Kind.HESSIAN),
                        Documentation.pattern(request, Request.Kind.HESSIAN),
                        true,
                        method.parameters(),
                        PatternRoutine.PATTERN,
                        UnreadShares.without(
                                Relowering.raised(new Block(body)),
                                gradient.shadows().values()),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
    }

    /** Each number in the inputs depends on itself. */
    private List<Stmt> inputs(Mirror mirror, TangentSweep sweep) {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Variable> followed = new LinkedHashMap<>();
        List<Stmt> singletons = new ArrayList<>();
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            Variable dot =
                    Variable.generated(parameter.name() + "Dot", mirror.types().of(parameter.type()));
            singletons.add(PatternRoutine.singletons(sets, dot));
            if (parameter.type().isFollowed()) {
                followed.put(parameter, dot);
                mirror.bind(parameter, dot);
            } else {
                sweep.bind(parameter, dot);
            }
        }
        CotangentPlaces.zeros(followed, mirror::zeros, out);
        out.addAll(singletons);
        return out;
    }
}
