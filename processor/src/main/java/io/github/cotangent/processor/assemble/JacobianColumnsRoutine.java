package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.tangent.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes {@code mJacobianColumns}: products of the Jacobian with several directions in one tangent sweep, which computes all else once. */
final class JacobianColumnsRoutine {
    private static final Type MATRIX = new ArrayType(DirectionCalls.ROW);

    private final Workshop workshop;
    private final Request request;
    private final Method method;

    JacobianColumnsRoutine(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
    }

    /**
     * Makes it, if that is possible; gives its name. Inputs are numbers and arrays of them, an array at least, so that there may be
     * many columns; the output is an array of numbers. Checks of tangents would look at directions that nobody has asked for.
     */
    Optional<String> make(int count) {
        List<Type> inputs = request.inputs().stream()
                .map(i -> method.parameters().get(i).type())
                .toList();
        boolean isSimple = request.fields().isEmpty()
                && inputs.stream().allMatch(type -> type.isFloating() || isArray(type))
                && inputs.stream().anyMatch(Type::isFollowed)
                && isArray(method.id().result())
                && !workshop.checks(method).areMade();
        TangentRoutines.Swept swept = isSimple ? new TangentRoutines(workshop).swept(request) : null;
        return swept == null ? Optional.empty() : make(swept, count);
    }

    private static boolean isArray(Type type) {
        return type.rank() > 0 && type.leaf().isFloating();
    }

    private Optional<String> make(TangentRoutines.Swept swept, int count) {
        Block sweep = new Block(swept.body());
        Optional<Lanes> lanes = Lanes.of(
                sweep,
                swept.tangents(),
                variable -> variable.type().equals(CotangentPlaces.KNOWN),
                count,
                variable -> another(variable, swept.names()));
        if (lanes.isEmpty()
                || !method.parameters().stream().allMatch(p -> lanes.get().in(1, p) == p)) {
            return Optional.empty();
        }
        String name = workshop.name(request.prefix() + Request.Kind.JACOBIAN.suffix() + "Columns");
        List<Variable> given = new ArrayList<>(method.parameters());
        List<Variable> dots =
                swept.parameters().subList(given.size(), swept.parameters().size());
        List<Expr> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int lane = i;
            dots.forEach(dot -> given.add(lanes.get().in(lane, dot)));
            Expr tangent = lanes.get().in(lane, swept.tangent());
            columns.add(new Expr.RuntimeCall("Components", "copy", List.of(tangent), DirectionCalls.ROW));
        }
        List<Stmt> statements = new ArrayList<>(lanes.get().in(sweep).statements());
        statements.add(new Stmt.Return(new Expr.ArrayLiteral((ArrayType) MATRIX, columns), Origin.NONE));
        workshop.add(new Routine(
                        name,
                        List.of("Products of the Jacobian of {@code "
                                + method.id().title() + "} with " + count + " directions."),
                        false,
                        given,
                        MATRIX,
                        new Block(statements),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
        return Optional.of(name);
    }

    private static Variable another(Variable variable, ParameterNames names) {
        return variable.kind() == Variable.Kind.PARAMETER
                ? Variable.parameter(names.numbered(variable.name()), variable.type())
                : variable.another();
    }
}
