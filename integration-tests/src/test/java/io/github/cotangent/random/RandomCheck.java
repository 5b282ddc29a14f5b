package io.github.cotangent.random;

import io.github.cotangent.testing.Checkpointed;
import io.github.cotangent.testing.MemoryCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.tools.Diagnostic;

/**
 * Compiles random programs, with the analyses and the simplifier and without, warnings counting as errors, and runs
 * {@link PointCheck} on each at several points. Safe for use by several threads.
 */
final class RandomCheck {
    private static final int BATCH = 40;
    private static final int POINTS = 3;
    private static final String[] OPTIONS = {"-Xlint:all"};
    private static final String[] UNOPTIMIZED = {"-Xlint:all", "-Acotangent.optimize=false"};

    /** A failed program. */
    record Failure(RandomProgram program, String reason) {
        /** What kind of failure it is, for telling one from another. */
        String kind() {
            Matcher code = Pattern.compile("COT\\d+").matcher(reason);
            return code.find() ? code.group() : reason.split("[ :]")[0];
        }

        @Override
        public String toString() {
            return "seed " + program.seed() + ": " + reason + "\n" + program.source();
        }
    }

    private final AtomicInteger points = new AtomicInteger();
    private final AtomicInteger compared = new AtomicInteger();

    /** At how many points gradients were checked. */
    int points() {
        return points.get();
    }

    /** At how many of them the derivative was compared with finite differences. */
    int compared() {
        return compared.get();
    }

    /** Checks the programs of consecutive seeds, on all processors. */
    List<Failure> check(long first, int count) {
        // Programs with objects are several times as large, and so is what is generated for them.
        int size = first < ProgramGenerator.OBJECTS ? BATCH : BATCH / 4;
        return LongStream.range(0, (count + size - 1) / size)
                .parallel()
                .mapToObj(batch -> LongStream.range(
                                first + batch * size, Math.min(first + (batch + 1) * size, first + count))
                        .mapToObj(ProgramGenerator::generate)
                        .toList())
                .flatMap(batch -> check(batch).stream())
                .toList();
    }

    /** Checks programs that are compiled together. */
    List<Failure> check(List<RandomProgram> programs) {
        return check(programs, true);
    }

    /** @param products whether those that can have them are asked for products with the Hessian */
    private List<Failure> check(List<RandomProgram> programs, boolean products) {
        return check(programs, products, sources(programs));
    }

    private List<Failure> check(List<RandomProgram> programs, boolean products, Map<String, String> sources) {
        if (!products) {
            sources.replaceAll((name, text) -> text.replace(RandomProgram.PRODUCTS, ""));
        }
        MemoryCompiler.Result optimized = MemoryCompiler.compile(sources, OPTIONS);
        sources.replaceAll((name, text) -> text.replace(", Derivative.JVP", "")); // Nobody calls it in this setting.
        MemoryCompiler.Result unoptimized = MemoryCompiler.compile(sources, UNOPTIMIZED);
        String errors = errors(optimized) + errors(unoptimized);
        List<Failure> failures = new ArrayList<>();
        if (!errors.isEmpty()) {
            if (programs.size() == 1 && products && errors.contains("[COT006]")) {
                return check(programs, false);
            }
            if (programs.size() == 1 && errors.contains("[COT031]")) {
                return check(programs, products, withFewerCheckpoints(programs.get(0), errors));
            }
            if (programs.size() == 1 && isHalfDone(optimized)) {
                return List.of();
            }
            if (programs.size() == 1) {
                return List.of(new Failure(programs.get(0), "compilation: " + errors));
            }
            List<RandomProgram> faulty = programs.stream()
                    .filter(each -> errors.contains(each.className() + ".java"))
                    .toList();
            if (faulty.isEmpty() || faulty.size() == programs.size()) {
                int middle = programs.size() / 2;
                failures.addAll(check(programs.subList(0, middle)));
                failures.addAll(check(programs.subList(middle, programs.size())));
            } else {
                faulty.forEach(each -> failures.addAll(check(List.of(each))));
                failures.addAll(check(
                        programs.stream().filter(each -> !faulty.contains(each)).toList()));
            }
            return failures;
        }
        ClassLoader loader = optimized.loader();
        ClassLoader other = unoptimized.loader();
        for (RandomProgram program : programs) {
            String reason = reason(program, loader, other);
            if (reason != null) {
                failures.add(new Failure(program, reason));
            }
        }
        return failures;
    }

    /** Without checkpoints where they are refused, or without any if that cannot be told. */
    private static Map<String, String> withFewerCheckpoints(RandomProgram program, String errors) {
        Checkpointed checkpointed = program.checkpointed();
        String all = errors;
        while (checkpointed.refuse(all)) {
            Map<String, String> sources = sources(List.of(program));
            sources.put("random." + program.className(), checkpointed.source());
            all = MemoryCompiler.compile(sources, OPTIONS).errors();
        }
        Map<String, String> sources = sources(List.of(program));
        sources.put(
                "random." + program.className(), all.contains("[COT031]") ? program.plain() : checkpointed.source());
        return sources;
    }

    /** Whether the only obstacles are calls that an exception may interrupt: those are rejected, and so is the program. */
    private static boolean isHalfDone(MemoryCompiler.Result result) {
        List<String> errors = result.diagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(null))
                .toList();
        return !errors.isEmpty()
                && errors.stream().allMatch(text -> text.contains("[COT019]") && text.contains("half done"));
    }

    static Map<String, String> sources(List<RandomProgram> programs) {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(HelperLibrary.SHARED_NAME, HelperLibrary.SHARED);
        programs.forEach(each -> sources.put("random." + each.className(), each.source()));
        return sources;
    }

    /** Errors, and warnings save the processor's own. */
    private static String errors(MemoryCompiler.Result result) {
        String errors = result.errors().lines().anyMatch(line -> line.contains("warning") || line.contains("error"))
                ? result.diagnostics().stream()
                        .map(String::valueOf)
                        .filter(text -> !text.contains("[COT1"))
                        .collect(Collectors.joining("\n"))
                : "";
        return errors.isEmpty() && !result.success() ? "failed" : errors;
    }

    private String reason(RandomProgram program, ClassLoader loader, ClassLoader other) {
        try {
            Compiled compiled = new Compiled(loader, program);
            Compiled unoptimized = new Compiled(other, program);
            Random random = new Random(new SplittableRandom(~program.seed()).nextLong());
            for (int point = 0; point < POINTS; point++) {
                boolean sharing = point == POINTS - 1;
                if (new PointCheck(compiled, unoptimized, program, random, sharing).run()) {
                    compared.incrementAndGet();
                }
                points.incrementAndGet();
            }
            return null;
        } catch (AssertionError e) {
            return e.getMessage();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return e + " at " + Arrays.toString(Arrays.copyOf(e.getStackTrace(), 6));
        }
    }
}
