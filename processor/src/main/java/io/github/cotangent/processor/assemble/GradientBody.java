package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.reverse.Reversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The gradient of a method as a method in the lowered form: forward and reverse sweep, one behind the other. Its parameters are
 * those of the method and, behind them, zeros to which the cotangents of arrays and objects are added.
 *
 * @param method the method with these sweeps as its body; it gives nothing
 * @param value the variable that has what the original gives
 * @param numbers the variables that have the cotangents of numbers in the end, by parameter
 * @param shadows the parameters for the cotangents of arrays and objects, by parameter
 * @param exchanged parameters that are arrays whose rows are replaced
 * @param mixes whether arguments that are the same array matter to each other
 * @param obstacle where the sweeps do what cannot be differentiated once more; empty if nowhere
 */
record GradientBody(
        Method method,
        Variable value,
        Map<Variable, Variable> numbers,
        Map<Variable, Variable> shadows,
        Set<Variable> exchanged,
        boolean mixes,
        Optional<Origin> obstacle) {

    /** The gradient of what is asked for; empty if there is none, which is reported. */
    static Optional<GradientBody> of(Request request, Workshop workshop) {
        Method method = request.method();
        Optional<Subject> analysed = workshop.subject(request, Set.of());
        if (analysed.isEmpty()) {
            return Optional.empty();
        }
        Subject subject = analysed.get();
        int before = workshop.routines().size();
        Reversal reversal = workshop.reversal(subject, Place.allOf(method), true, Reversal.Checkpoints.NONE);
        Variable result = subject.result();
        Variable seed = reversal.recording().adjoint(result);
        Reversal.Pair pair = reversal.emit(
                List.of(new Stmt.Assign(seed, ReverseBody.one(result.type()), Origin.NONE)), Set.of(seed));
        if (workshop.hasProblems()) {
            return Optional.empty();
        }
        workshop.onlyAsMethods(before);

        Relowering relowering = workshop.program().relowering();
        Mirror mirror = reversal.recording().mirror();
        Map<Variable, Variable> numbers = new LinkedHashMap<>();
        Map<Variable, Variable> shadows = new LinkedHashMap<>();
        Set<Variable> exchanged = new HashSet<>();
        for (Variable parameter : method.parameters()) {
            if (mirror.shadow(parameter) != null) {
                shadows.put(parameter, relowering.variable(mirror.shadow(parameter)));
                if (subject.storage().exchangesRows(subject.storage().of(parameter))) {
                    exchanged.add(parameter);
                }
            } else if (pair.cotangents().containsKey(parameter)) {
                numbers.put(parameter, pair.cotangents().get(parameter));
            }
        }
        List<Stmt> body = new ArrayList<>(relowering
                .lower(workshop.slopes().in(new Block(pair.forward())))
                .statements());
        body.add(new Stmt.Comment("reverse sweep"));
        body.addAll(relowering.lower(new Block(pair.reverse())).statements());
        List<Variable> parameters = new ArrayList<>(method.parameters());
        parameters.addAll(shadows.values());
        MethodId id = new MethodId(
                method.id().owner(),
                method.id().binaryOwner(),
                request.prefix() + Request.Kind.GRADIENT.suffix(),
                parameters.stream().map(Variable::type).toList(),
                Primitive.VOID,
                true,
                MethodId.Invocation.STATIC);
        Method gradient = new Method(
                id,
                parameters,
                new Block(body),
                method.reserved(),
                method.thrown(),
                method.remarks(),
                List.of(),
                method.origin());
        return Optional.of(new GradientBody(
                gradient,
                result,
                numbers,
                shadows,
                exchanged,
                !subject.storage().overlaps().isEmpty(),
                workshop.program().obstacle(gradient.body(), relowering)));
    }

    /** The indices of the parameters that take cotangents. */
    Set<Integer> outputs() {
        Set<Integer> outputs = new LinkedHashSet<>();
        for (int i = method.parameters().size() - shadows.size();
                i < method.parameters().size();
                i++) {
            outputs.add(i);
        }
        return outputs;
    }
}
