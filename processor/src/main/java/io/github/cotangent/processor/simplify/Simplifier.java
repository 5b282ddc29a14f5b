package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.Block;

/** Makes generated code what a person would have written. Never touches the arithmetic of the user. */
public final class Simplifier {
    private static final int ROUNDS = 4;

    private Simplifier() {}

    public static Block simplify(Block body) {
        Block now = Refinements.in(body);
        for (int i = 0; i < ROUNDS; i++) {
            Block next = DeadStores.in(Copies.in(Seeds.in(FirstShares.in(now))));
            if (next.equals(now)) {
                break;
            }
            now = next;
        }
        return now;
    }
}
