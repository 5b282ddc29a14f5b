package io.github.cotangent.runtime;

/**
 * Where states are kept, so that as few steps as possible are computed again.
 *
 * <p>With a known number of steps this is the binomial schedule of A. Griewank and A. Walther, Algorithm 799: Revolve, ACM
 * Transactions on Mathematical Software 26 (2000), 19–45. No other needs fewer steps.
 */
final class Schedule {
    private Schedule() {}

    /**
     * How many steps behind a kept state the next one is kept, when a row of steps is to be reversed.
     *
     * @param steps their number, from the kept state to the end; at least 1
     * @param free how many more states can be kept
     * @return from 1 to {@code steps - 1}; {@code steps} if none should be kept
     */
    static int next(int steps, int free) {
        if (free == 0 || steps <= 2) {
            return steps;
        }
        // With so many states, and no step repeated more than r times, C(states + r, r) steps can be reversed.
        long states = free + 1L;
        long before = 1;
        long reach = states + 1;
        int repeats = 1;
        while (reach < steps) {
            repeats++;
            before = reach;
            reach = reach * (states + repeats) / repeats;
        }
        // The steps in front are run through once more than the part behind is reversed with one state less.
        long withOneLess = before * states / (states + repeats - 1);
        return (int) Math.max(1, Math.min(Math.min(before, steps - withOneLess), steps - 1));
    }

    /** The smallest whole number whose square is no less. */
    static int root(int steps) {
        int root = (int) Math.sqrt(steps);
        return (long) root * root < steps ? root + 1 : root;
    }
}
