package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the way of running the iterations of a method's checkpointed loops again.
 *
 * @param looksAround whether methods that they call look at static state, which only stays what it is during one call
 */
public record CheckpointObstacles(List<Problem> problems, boolean looksAround) {

    public static CheckpointObstacles in(Method method, Program program, Summaries summaries) {
        List<Problem> problems = new ArrayList<>();
        boolean[] looksAround = {false};
        Walk.statements(method.body(), stmt -> {
            if (stmt instanceof Stmt.Loop loop && loop.label().checkpoint().isPresent()) {
                Repetition.Iterations iterations = Repetition.of(loop, method, program, summaries);
                iterations
                        .noticed()
                        .ifPresent(where -> problems.add(new Problem(
                                Code.COT031,
                                method.id().owner(),
                                where,
                                "this has effects besides what it computes, and would run again in the reverse sweep",
                                "Move it out of what is checkpointed, or remove @Checkpoint")));
                looksAround[0] |= iterations.looksAround();
                if (iterations.looksAround() && !Repetition.staysInside(method, program, summaries)) {
                    problems.add(new Problem(
                            Code.COT031,
                            method.id().owner(),
                            loop.label().checkpoint().get().origin(),
                            "what is checkpointed cannot run again here: methods that it calls look at static state, which may"
                                    + " have changed by then",
                            "Pass what they need as arguments, or remove @Checkpoint"));
                }
            } else if (stmt instanceof Stmt.Try attempt && Walk.goesOn(attempt)) {
                tried(attempt.body(), method, problems);
            }
        });
        return new CheckpointObstacles(List.copyOf(problems), looksAround[0]);
    }

    /** An exception that is caught outside would come again. */
    private static void tried(Block body, Method method, List<Problem> problems) {
        Walk.statements(body, stmt -> {
            if (stmt instanceof Stmt.Loop loop && loop.label().checkpoint().isPresent()) {
                problems.add(new Problem(
                        Code.COT031,
                        method.id().owner(),
                        loop.label().checkpoint().get().origin(),
                        "what is checkpointed cannot run again here: an exception that is caught may end it",
                        "Move it out of the try statement, into a method for example, or remove @Checkpoint"));
            }
        });
    }
}
