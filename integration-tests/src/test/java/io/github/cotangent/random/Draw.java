package io.github.cotangent.random;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices from one seed. Neighbouring seeds give unrelated choices, which {@link java.util.Random} does not. */
final class Draw {
    private final SplittableRandom random;

    Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T of(T... all) {
        return all[random.nextInt(all.length)];
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A decimal between -1 and 1. */
    String number() {
        return String.valueOf(Math.round((random.nextDouble() * 2 - 1) * 100) / 100.0);
    }
}
