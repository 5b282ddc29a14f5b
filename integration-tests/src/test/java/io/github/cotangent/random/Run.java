package io.github.cotangent.random;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;

/** Checks random programs from the command line: {@code Run FIRST COUNT [shrink]}; one alone is shown in full. */
public final class Run {
    private static final int STRETCH = 400;

    private Run() {}

    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        boolean shrink = arguments.length > 2;
        RandomCheck check = new RandomCheck();
        int failed = 0;
        for (int done = 0; done < count; done += STRETCH) {
            for (RandomCheck.Failure failure : check.check(first + done, Math.min(STRETCH, count - done))) {
                failed++;
                System.out.println(
                        shrink
                                ? new Shrinker().shrink(failure)
                                : failure.program().seed() + ": " + failure.reason());
            }
        }
        if (count == 1) {
            show(ProgramGenerator.generate(first));
        }
        System.out.println(failed + " of " + count + " failed; " + check.points() + " points, " + check.compared()
                + " of them compared with differences");
    }

    private static void show(RandomProgram program) {
        System.out.println(program.source());
        MemoryCompiler.compile(RandomCheck.sources(List.of(program)))
                .generated()
                .values()
                .forEach(System.out::println);
    }
}
