package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.tangent.Lanes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes {@code mHessianRows}: products of the Hessian with several directions in one sweep, which computes all else once. */
final class HessianRowsRoutine {
    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final ParameterNames names;

    /** @param names the names of parameters so far */
    HessianRowsRoutine(Workshop workshop, Request request, ParameterNames names) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        this.names = names;
    }

    /**
     * Makes it, if that is possible; gives its name.
     *
     * @param body the sweep with one direction
     * @param parameters its parameters: those of the method, then the direction
     * @param product what it finds, for each input
     * @param tangents the tangents in it
     * @param unread cotangents that nobody reads
     */
    Optional<String> make(
            List<Stmt> body,
            List<Variable> parameters,
            List<Expr> product,
            Set<Variable> tangents,
            Collection<Variable> unread,
            int count) {
        Block sweep = new Block(body);
        Optional<Lanes> lanes = Lanes.of(
                sweep, tangents, variable -> variable.type().equals(CotangentPlaces.KNOWN), count, this::another);
        if (lanes.isEmpty()) {
            return Optional.empty();
        }
        String name = workshop.name(request.prefix() + Request.Kind.HESSIAN.suffix() + "Rows");
        int inputs = method.parameters().size();
        List<Variable> given = new ArrayList<>(method.parameters());
        List<Expr> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int lane = i;
            parameters.stream()
                    .skip(inputs)
                    .forEach(dot -> given.add(lanes.get().in(lane, dot)));
            List<Expr> found =
                    product.stream().map(part -> lanes.get().in(lane, part)).toList();
            rows.add(new Expr.RuntimeCall("Components", "flat", DirectionCalls.variable(found), DirectionCalls.ROW));
        }
        List<Stmt> statements = new ArrayList<>(lanes.get().in(sweep).statements());
        ArrayType matrix = new ArrayType(DirectionCalls.ROW);
        statements.add(new Stmt.Return(new Expr.ArrayLiteral(matrix, rows), Origin.NONE));
        workshop.add(new Routine(
                        name,
                        List.of("Products of the Hessian of {@code "
                                + method.id().title() + "} with " + count + " directions."),
                        false,
                        given,
                        matrix,
                        UnreadShares.without(Relowering.raised(new Block(statements)), unread),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
        return Optional.of(name);
    }

    private Variable another(Variable variable) {
        return variable.kind() == Variable.Kind.PARAMETER
                ? Variable.parameter(names.numbered(variable.name()), variable.type())
                : variable.another();
    }
}
