package io.github.cotangent.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * States of a loop, from which its iterations run again in the reverse sweep. Only for generated code.
 *
 * <p>The iterations are numbered from 0. The forward sweep asks before each one whether its state is due, and keeps it. The reverse
 * sweep goes back to the last state that is not behind the iteration it wants, runs on from there, and keeps states on the way in the
 * places that have become free.
 *
 * <p>If the number of iterations is known beforehand, states are kept where {@link Schedule} says. If not, a given number of
 * states is spread evenly: when all places are taken, every other state is dropped. Without a number, states are kept at the squares.
 */
public final class Checkpoints implements SavedValues {
    /** One state: the variables of the loop, and what the arrays and objects in them held. */
    private static final class State {
        private final int step;
        private final Object variables;
        private final Contents contents = new Contents();
        private final ShadowGraph shadows = new ShadowGraph();

        State(int step, Object variables) {
            this.step = step;
            this.variables = variables;
        }
    }

    private final long bytes;
    private final boolean isSpread;
    private int expected;
    private int most;
    private int stride = 1;
    private final List<State> kept = new ArrayList<>();
    /** The next step whose state is due. */
    private int due;

    /** In the reverse sweep: what the forward sweep left in arrays and objects. Null in the forward sweep. */
    private Contents left;

    /** How many of the states the forward sweep has kept. */
    private int first;

    /** The shadows in front of and behind the iteration that is reversed, and those in front of the one reversed before it. */
    private ShadowGraph before = new ShadowGraph();

    private ShadowGraph behind = new ShadowGraph();
    private ShadowGraph next;

    private Checkpoints(int expected, int most, long bytes) {
        this.expected = expected;
        this.bytes = bytes;
        this.isSpread = most > 0 || bytes > 0;
        this.most = isSpread || expected < 0 ? most : Schedule.root(expected);
    }

    /**
     * For a loop that runs through a range, unless it is left early.
     *
     * @param start the first number
     * @param end the one behind the last
     * @param snapshots how many states may be kept; 0 for as many as the square root of the steps
     * @param bytes how much they may take, if their number is not given; 0 for any
     */
    public static Checkpoints counted(int start, int end, int snapshots, long bytes) {
        int steps = (int) Math.min(Math.max(0L, (long) end - start), Integer.MAX_VALUE);
        return new Checkpoints(steps, snapshots, bytes);
    }

    /** {@link #counted}, for a loop that nobody knows the number of iterations of. */
    public static Checkpoints open(int snapshots, long bytes) {
        return new Checkpoints(-1, snapshots, bytes);
    }

    /** How many states are kept now. */
    int size() {
        return kept.size();
    }

    /** Whether the state before a step should be kept. */
    public static boolean isDue(Checkpoints states, int step) {
        return step == states.due && states.settle(step);
    }

    /** Whether there is a place for the state of a step that was due. */
    private boolean settle(int step) {
        if (left != null || step == 0) {
            return true;
        }
        if (most == 0 && bytes > 0) {
            most = (int) Math.max(
                    1,
                    Math.min(
                            Integer.MAX_VALUE,
                            bytes / Math.max(1, kept.get(0).contents.bytes())));
            due = following(0);
            return step == due && settle(step);
        }
        if (expected >= step + 1 || !isSpread || kept.size() < most) {
            return true;
        }
        thin();
        due = step % stride == 0 ? step : step - step % stride + stride;
        return step == due;
    }

    private void thin() {
        stride *= 2;
        kept.removeIf(state -> state.step % stride != 0);
    }

    /** Keeps the variables that a step begins with. */
    public static void keep(Checkpoints states, int step, Object variables) {
        states.kept.add(new State(step, variables));
        states.due = states.following(step);
    }

    /** Keeps what an array or object holds that the loop changes, as part of the last state. */
    public static void contents(Checkpoints states, Object changing) {
        states.last().contents.add(changing);
    }

    /** Keeps what a shadow refers to, as part of the last state. */
    public static void references(Checkpoints states, Object shadow) {
        states.last().shadows.add(shadow);
    }

    private State last() {
        return kept.get(kept.size() - 1);
    }

    /** The step after a kept one that is due next. */
    private int following(int step) {
        if (expected > step) {
            if (most == 0) {
                return step + 1; // The size of a state is not known before the first one is complete.
            }
            int next = step + Schedule.next(expected - step, Math.max(0, most - kept.size()));
            // In the reverse sweep the last state would be dropped at once.
            return next >= (left == null ? expected : expected - 1) ? -1 : next;
        }
        if (left != null) {
            return -1;
        }
        if (!isSpread) {
            return kept.size() > 46340 ? -1 : Math.max(step + 1, kept.size() * kept.size());
        }
        return most == 1 ? -1 : step + stride;
    }

    // ---- reverse sweep

    /**
     * Begins a reverse sweep.
     *
     * @param steps how many iterations there were
     * @param isLast whether there will be no other reverse sweep, so that its states can be dropped on the way
     */
    public static Checkpoints reversed(Checkpoints states, int steps, boolean isLast) {
        Checkpoints reversed = new Checkpoints(steps, Math.max(states.most, states.kept.size()), 0);
        if (!states.isSpread) {
            reversed.most = Math.max(reversed.most, Schedule.root(steps));
        }
        reversed.kept.addAll(states.kept);
        reversed.next = states.behind;
        reversed.first = states.kept.size();
        reversed.left = new Contents();
        if (isLast) {
            states.kept.clear();
        }
        return reversed;
    }

    /** Goes back to the last state that is not behind a step, and gives its variables. The steps come in falling order. */
    public static Object resume(Checkpoints states, int step) {
        while (states.last().step > step) {
            states.drop();
        }
        State state = states.last();
        if (states.kept.size() <= states.first) {
            states.left.addOwners(state.contents);
        }
        state.contents.restore();
        state.shadows.restore();
        states.expected = step + 1;
        states.due = states.following(state.step);
        return state.variables;
    }

    /** The step to which {@link #resume} went back. Its state is dropped if no other step needs it. */
    public static int step(Checkpoints states) {
        int step = states.last().step;
        if (step == states.expected - 1) {
            states.drop();
        }
        return step;
    }

    private void drop() {
        kept.remove(kept.size() - 1);
        first = Math.min(first, kept.size());
    }

    /** Notes a shadow through which cotangents come to an iteration, as it is before the iteration. */
    public static void before(Checkpoints states, Object shadow) {
        states.before.add(shadow);
    }

    /** Notes the same shadow behind the iteration, or behind the whole loop. */
    public static void behind(Checkpoints states, Object shadow) {
        states.behind.add(shadow);
    }

    /** Gives the shadows behind an iteration the cotangents that the next iteration, run earlier, has left in others. */
    public static void handOver(Checkpoints states) {
        ShadowGraph.move(states.next, states.behind);
        states.next = states.before;
        states.before = new ShadowGraph();
        states.behind = new ShadowGraph();
    }

    /** Ends a reverse sweep: arrays and objects hold again what the forward sweep left in them. */
    public static void finish(Checkpoints states) {
        states.left.restore();
    }

    @Override
    public void shadows(Consumer<Object> seen) {
        for (State state : kept) {
            seen.accept(state.variables);
            state.shadows.forEach(seen);
        }
        behind.forEach(seen);
    }
}
