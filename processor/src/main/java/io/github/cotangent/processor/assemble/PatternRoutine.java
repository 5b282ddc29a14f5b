package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectCall;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.mirror.ShadowTypes;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Makes {@code mJacobianPattern}: a tangent sweep whose tangents are sets of inputs. Each number in the inputs starts with the set of
 * itself; the sets that the numbers in the result end with are the rows of the pattern.
 */
final class PatternRoutine {
    static final ReferenceType SETS = new ReferenceType(ShadowTypes.RUNTIME + "IndexSets");
    static final ReferenceType PATTERN = new ReferenceType(ShadowTypes.RUNTIME + "SparsePattern");

    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final Variable sets = Variable.generated("sets", SETS);
    private final List<Stmt> body = new ArrayList<>();

    PatternRoutine(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
    }

    /** @param parts the cotangents of the inputs */
    void make(List<Companion.Part> parts) {
        TangentRoutines tangents = new TangentRoutines(workshop);
        Subject subject = tangents.subject(method, new HashSet<>(request.inputs()), request.fields(), true, true);
        if (subject == null) {
            return;
        }
        Mirror mirror = tangents.mirror(subject);
        TangentSweep sweep = tangents.sweep(subject, mirror, FiniteChecks.NONE, sets);
        InputZeros zeros = new InputZeros(request, parts, mirror::zeros);
        body.add(start(sets));
        body.addAll(zeros.making());
        List<Variable> dots = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            dots.add(input(zeros.variables().get(i), parts.get(i)));
        }
        List<Variable> fields = dots.subList(
                request.fieldPosition(),
                request.fieldPosition() + request.fields().size());
        List<Variable> ofFields = List.copyOf(fields);
        fields.clear();
        for (int i = 0; i < dots.size(); i++) {
            Variable parameter = method.parameters().get(request.inputs().get(i));
            if (parameter.type().isFollowed()) {
                mirror.bind(parameter, dots.get(i));
            } else {
                sweep.bind(parameter, dots.get(i));
            }
        }
        body.addAll(tangents.zeroTangents(subject, mirror, sweep, new HashSet<>(request.inputs()), true));
        for (int i = 0; i < ofFields.size(); i++) {
            FieldId field = request.fields().get(i);
            Variable self = mirror.shadow(method.parameters().get(0));
            if (self != null) {
                body.add(mirror.set(new Expr.Use(self), field, new Expr.Use(ofFields.get(i)), Origin.NONE));
            }
        }
        body.addAll(sweep.emit(TangentRoutines.body(subject)).statements());
        Expr result = TangentRoutines.tangentOf(subject.result(), subject, mirror, sweep);
        Expr[] rows = DirectionCalls.variable(List.of(result)).toArray(Expr[]::new);
        body.add(new Stmt.Return(ObjectCall.of(sets, "pattern", PATTERN, rows), Origin.NONE));
        workshop.add(new Routine(
                        name(request, Request.Kind.JACOBIAN),
                        Documentation.pattern(request, Request.Kind.JACOBIAN),
                        true,
                        method.parameters(),
                        PATTERN,
                        new Block(body),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
    }

    /** The variable with the sets that an input starts with. */
    private Variable input(Variable zeros, Companion.Part part) {
        Variable dot = zeros != null ? zeros : Variable.generated(part.name() + "Dot", part.type());
        body.add(singletons(sets, dot));
        return dot;
    }

    /** No sets yet. */
    static Stmt start(Variable sets) {
        return new Stmt.Assign(sets, new Expr.RuntimeCall("IndexSets", "of", List.of(), SETS), Origin.NONE);
    }

    /** Gives an input, which is a number or zeros, sets of its own. */
    static Stmt singletons(Variable sets, Variable input) {
        if (!input.type().isFloating()) {
            return new Stmt.Perform(ObjectCall.of(sets, "fill", Primitive.VOID, new Expr.Use(input)), Origin.NONE);
        }
        Expr next = ObjectCall.of(sets, "next", Primitive.DOUBLE);
        return new Stmt.Assign(input, narrowed(next, input.type()), Origin.NONE);
    }

    private static Expr narrowed(Expr set, Type type) {
        return type == Primitive.FLOAT ? new Expr.RuntimeCall("IndexSets", "narrow", List.of(set), type) : set;
    }

    /** The name of the routine that finds the pattern of a kind. */
    static String name(Request request, Request.Kind kind) {
        return request.prefix() + kind.suffix() + "Pattern";
    }
}
