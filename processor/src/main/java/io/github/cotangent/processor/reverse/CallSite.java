package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;

/**
 * An active call in the forward sweep.
 *
 * @param call the user's call
 * @param sweeps what is called instead
 * @param allocation the statement that makes the state
 * @param state the variable with the saved values of this execution
 * @param target what receives the result; null if dropped
 * @param resultActive whether the result has a cotangent
 */
public record CallSite(
        Expr.Call call, Sweeps sweeps, Stmt allocation, Variable state, Variable target, boolean resultActive) {}
