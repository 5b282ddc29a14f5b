/** What differentiable code and the code generated from it call at run time. */
module io.github.cotangent.runtime {
    exports io.github.cotangent.runtime;

    uses io.github.cotangent.runtime.LinearSolver;
}
