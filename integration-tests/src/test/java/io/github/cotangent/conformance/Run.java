package io.github.cotangent.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks programs from the command line: {@code Run B03 E17} prints what is generated and what fails; without arguments it
 * lists the failures of all programs. Processor options are passed on.
 */
public final class Run {
    private Run() {}

    public static void main(String[] ids) throws Exception {
        List<String> wanted = new ArrayList<>(List.of(ids));
        String[] options = wanted.stream().filter(id -> id.startsWith("-A")).toArray(String[]::new);
        wanted.removeAll(List.of(options));
        int passed = 0;
        int failed = 0;
        List<Catalogue.Program> programs = new ArrayList<>(Catalogue.programs());
        programs.addAll(Catalogue.programs("traps.txt"));
        for (Catalogue.Program program : programs) {
            boolean all = wanted.isEmpty();
            if (all && program.needsObjects() || !all && !wanted.contains(program.id())) {
                continue;
            }
            ProgramCheck check = new ProgramCheck(program, options);
            List<String> failures;
            try {
                failures = check.run();
            } catch (Throwable e) {
                e.printStackTrace();
                failures = List.of(program.id() + " " + e);
            }
            if (!all) {
                System.out.println(program.source());
                System.out.println(check.generated());
            }
            failures.forEach(System.out::println);
            passed += failures.isEmpty() ? 1 : 0;
            failed += failures.isEmpty() ? 0 : 1;
        }
        System.out.println(passed + " passed, " + failed + " failed");
    }
}
