package io.github.cotangent.objects;

import io.github.cotangent.conformance.ProgramCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks programs with objects from the command line: {@code Run A02 P10} prints what is generated and what fails; {@code Run
 * F} lists the failures of all programs whose ids start with F, and without arguments those of all. Processor options are
 * passed on.
 */
public final class Run {
    private Run() {}

    public static void main(String[] arguments) throws Exception {
        List<String> ids = new ArrayList<>(List.of(arguments));
        String[] options = ids.stream().filter(id -> id.startsWith("-A")).toArray(String[]::new);
        ids.removeAll(List.of(options));
        int passed = 0;
        int failed = 0;
        for (ObjectCatalogue.Program program : ObjectCatalogue.programs()) {
            if (!ids.isEmpty() && ids.stream().noneMatch(program.id()::startsWith)) {
                continue;
            }
            ProgramCheck check = new ProgramCheck(program, options);
            List<String> failures = failures(program, check);
            if (ids.contains(program.id())) {
                System.out.println(program.source());
                System.out.println(check.generated());
            }
            failures.forEach(System.out::println);
            passed += failures.isEmpty() ? 1 : 0;
            failed += failures.isEmpty() ? 0 : 1;
        }
        System.out.println(passed + " passed, " + failed + " failed");
    }

    private static List<String> failures(ObjectCatalogue.Program program, ProgramCheck check) {
        try {
            return check.run().stream()
                    .map(failure -> failure.startsWith(program.id()) ? failure : program.id() + " " + failure)
                    .toList();
        } catch (Throwable e) { // also errors of generated code
            e.printStackTrace();
            return List.of(program.id() + " " + program.name() + " " + e);
        }
    }
}
