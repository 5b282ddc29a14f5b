package io.github.cotangent.retrofit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Builds and checks chosen methods of a library, one compilation for each, so that none hides behind the refusal of another. */
final class Retrofit {
    /** Methods that do not come to an end at arguments which nobody would give them are given up. */
    private static final int SECONDS = 20;

    private Retrofit() {}

    /** Tries the chosen methods of all libraries, a few libraries at a time. */
    static Map<Library, List<Outcome>> runAll() {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<Library, Future<List<Outcome>>> running = new LinkedHashMap<>();
            for (String name : Library.NAMES) {
                Library library = Library.unpacked(name, Report.WORK);
                running.put(library, workers.submit(() -> run(library, candidate -> true)));
            }
            Map<Library, List<Outcome>> outcomes = new LinkedHashMap<>();
            for (Map.Entry<Library, Future<List<Outcome>>> each : running.entrySet()) {
                outcomes.put(each.getKey(), each.getValue().get());
            }
            return outcomes;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Tries the chosen methods that are wanted. */
    static List<Outcome> run(Library library, Predicate<Candidate> wanted) {
        List<Outcome> outcomes = new ArrayList<>();
        try (Build build = new Build(library)) {
            for (Candidate candidate : Candidates.chosen(library)) {
                if (wanted.test(candidate)) {
                    outcomes.add(outcome(candidate, build.build(candidate)));
                }
            }
        }
        return outcomes;
    }

    private static Outcome outcome(Candidate candidate, Build.Result built) {
        if (built.failure() != null) {
            return new Outcome(candidate, Outcome.Verdict.BROKEN, built.failure(), Map.of(), built.generated());
        } else if (!built.refusals().isEmpty()) {
            return new Outcome(candidate, Outcome.Verdict.REFUSED, "", built.refusals(), List.of());
        }
        FutureTask<GradientCheck.Result> check = new FutureTask<>(() -> checked(candidate, built));
        Thread thread = new Thread(null, check, candidate.toString(), 16 << 20);
        thread.setDaemon(true);
        thread.start();
        try {
            GradientCheck.Result result = check.get(SECONDS, TimeUnit.SECONDS);
            if (result.refused() != null) {
                return new Outcome(
                        candidate,
                        Outcome.Verdict.REFUSED,
                        "",
                        Map.of("NoDerivativeException", result.refused()),
                        List.of());
            }
            Outcome.Verdict verdict = result.wrong() != null
                    ? Outcome.Verdict.WRONG
                    : result.points() == 0 ? Outcome.Verdict.UNCHECKED : Outcome.Verdict.CORRECT;
            String detail = result.wrong() != null
                    ? result.wrong()
                    : result.points() + " points"
                            + (result.skipped().isEmpty() ? "" : ", skipped: " + result.skipped());
            return new Outcome(candidate, verdict, detail, Map.of(), built.generated());
        } catch (TimeoutException endless) {
            thread.setPriority(Thread.MIN_PRIORITY);
            return new Outcome(
                    candidate, Outcome.Verdict.UNCHECKED, "does not come to an end", Map.of(), built.generated());
        } catch (ExecutionException e) {
            return new Outcome(
                    candidate,
                    Outcome.Verdict.BROKEN,
                    "check failed: " + e.getCause() + " at " + e.getCause().getStackTrace()[0],
                    Map.of(),
                    built.generated());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GradientCheck.Result checked(Candidate candidate, Build.Result built)
            throws ReflectiveOperationException {
        try (Loader loader = new Loader(built.classes())) {
            return new GradientCheck(candidate, new Target(candidate, loader), built.warned()).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
