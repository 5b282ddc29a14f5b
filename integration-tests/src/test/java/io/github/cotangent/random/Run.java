package io.github.cotangent.random;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Checks random programs from the command line: {@code Run FIRST COUNT [-Aoption…]}; one alone is shown in full. */
public final class Run {
    private Run() {}

    public static void main(String[] arguments) throws Exception {
        long first = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        String[] options = Arrays.copyOfRange(arguments, 2, arguments.length);
        RandomCheck check = new RandomCheck(options);
        int failed = 0;
        for (long seed = first; seed < first + count; seed += 50) {
            List<Long> seeds = new ArrayList<>();
            for (long s = seed; s < Math.min(seed + 50, first + count); s++) {
                seeds.add(s);
            }
            for (RandomCheck.Failure failure : check.check(seeds)) {
                failed++;
                System.out.println(
                        "seed " + failure.seed() + " (" + failure.source().length() + "): " + failure.reason());
            }
        }
        if (count == 1) {
            String source = RandomCheck.source(first, ProgramGenerator.generate(first));
            System.out.println(source);
            MemoryCompiler.compile(Map.of("random.P" + first, source), options)
                    .generated()
                    .values()
                    .forEach(System.out::println);
        }
        System.out.println(failed + " of " + count + " failed, " + check.compared() + " compared with differences");
    }
}
