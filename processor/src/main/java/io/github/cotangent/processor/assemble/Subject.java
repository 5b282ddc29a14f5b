package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Obstacles;
import io.github.cotangent.processor.analysis.Options;
import io.github.cotangent.processor.analysis.Overlap;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.Storage;
import io.github.cotangent.processor.analysis.Summaries;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.normalize.Returns;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A method with what is active in it for given inputs and outputs.
 *
 * @param result what stands for the result; null for a void method
 * @param storage the partition of arrays in which {@code detach} separates
 * @param problems where a derivative cannot flow
 */
record Subject(Method method, Variable result, Storage storage, Activity activity, List<Problem> problems) {

    /**
     * Analyses a method whose outputs are its result and the final contents of parameters.
     *
     * @param callersUnknown whether anyone may call it with arguments that are the same array; for a callee, what is known
     *     of the arguments says so already
     */
    static Subject of(
            Method method,
            Program program,
            Summaries summaries,
            Set<Integer> inputs,
            List<FieldId> fields,
            boolean resultUseful,
            Set<Integer> outputs,
            boolean callersUnknown,
            Direction direction,
            Options options) {
        return of(
                method,
                program,
                summaries,
                inputs,
                fields,
                resultUseful,
                outputs,
                Set.of(),
                callersUnknown,
                direction,
                options);
    }

    /** The same with variables whose final values are outputs, too. */
    static Subject of(
            Method method,
            Program program,
            Summaries summaries,
            Set<Integer> inputs,
            List<FieldId> fields,
            boolean resultUseful,
            Set<Integer> outputs,
            Set<Variable> numbers,
            boolean callersUnknown,
            Direction direction,
            Options options) {
        Variable result = Returns.result(method);
        Storage storage = new Storage(method, result, summaries::of, false);
        Set<Overlap> overlaps = callersUnknown ? storage.overlaps() : Set.of();
        Function<Activity.Scope, Activity> active = scope -> new Activity(
                method, result, storage, summaries, inputs, fields, resultUseful, outputs, numbers, overlaps, scope);
        Activity precise = active.apply(Activity.Scope.ALL);
        List<Problem> problems = Obstacles.in(method, storage, precise, program, summaries, direction);
        if (!problems.isEmpty()) {
            // Once the first obstacle is out of the way, those behind it are mostly gone as well.
            List<Problem> first =
                    Obstacles.in(method, storage, active.apply(Activity.Scope.DIRECT), program, summaries, direction);
            problems = first.isEmpty() ? problems : first;
        }
        Activity activity = options.optimize() ? precise : active.apply(Activity.Scope.EVERYTHING);
        return new Subject(method, result, storage, activity, problems);
    }
}
