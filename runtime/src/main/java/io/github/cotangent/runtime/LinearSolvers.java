package io.github.cotangent.runtime;

import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the {@link LinearSolver} of the program, where the first derivative needs one. */
final class LinearSolvers {
    private LinearSolvers() {}

    /** Looked up once; a solver is not found later either. */
    private static final class Holder {
        static final Optional<LinearSolver> FOUND = ServiceLoader.load(LinearSolver.class)
                .findFirst()
                .or(() -> ServiceLoader.load(LinearSolver.class, LinearSolver.class.getClassLoader())
                        .findFirst());

        private Holder() {}
    }

    /** @param method what needs it */
    static LinearSolver found(String method) {
        return Holder.FOUND.orElseThrow(() -> NoDerivativeException.withoutSolver(method));
    }
}
