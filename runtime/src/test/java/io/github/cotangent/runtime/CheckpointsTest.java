package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A loop whose state is its step, as generated code would run it. */
class CheckpointsTest {
    private int most;

    /** Runs forward and backward; gives how many steps were run again on the way to the one that is reversed. */
    private long runsAgain(Checkpoints states, int steps) {
        for (int step = 0; step < steps; step++) {
            keepIfDue(states, step);
        }
        Checkpoints reversed = Checkpoints.reversed(states, steps, true);
        long again = 0;
        for (int trip = steps - 1; trip >= 0; trip--) {
            int at = (int) Checkpoints.resume(reversed, trip);
            assertEquals(at, Checkpoints.step(reversed));
            for (int step = at; step < trip; step++) {
                keepIfDue(reversed, step);
                again++;
            }
        }
        return again;
    }

    private void keepIfDue(Checkpoints states, int step) {
        if (Checkpoints.isDue(states, step)) {
            Checkpoints.keep(states, step, step);
        }
        most = Math.max(most, states.size());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "7, 1", "1000, 1", "1000, 2", "1000, 5", "1000, 10", "1000, 100", "1000, 2000"})
    void neverMoreStatesThanAllowed(int steps, int snapshots) {
        long counted = runsAgain(Checkpoints.counted(0, steps, snapshots, 0), steps);
        assertTrue(most <= snapshots, most + " states");
        most = 0;
        long open = runsAgain(Checkpoints.open(snapshots, 0), steps);
        assertTrue(most <= snapshots, most + " states");
        assertTrue(snapshots > 1 || open == counted);
        long alone = (long) steps * (steps - 1) / 2;
        assertEquals(snapshots == 1, counted == alone && steps > 2 || steps <= 2 && snapshots == 1);
    }

    /** The sum over the steps of how often each is run is that of the theory, but for the last steps of the forward sweep. */
    @ParameterizedTest
    @CsvSource({"100, 3", "100, 10", "2000, 10", "10000, 100"})
    void knownLoopsRunAsOftenAsTheoryAllows(int steps, int snapshots) {
        long again = runsAgain(Checkpoints.counted(0, steps, snapshots, 0), steps);
        long wanted = binomial(steps, snapshots);
        assertTrue(again + steps <= wanted + steps / 10, again + steps + " steps, in theory " + wanted);
    }

    /** Griewank and Walther: r n − C(c + r, r − 1) with the smallest r for which C(c + r, c) ≥ n. */
    private static long binomial(int steps, int snapshots) {
        double reach = 1;
        double before = 0;
        int repeats = 0;
        while (reach < steps) {
            repeats++;
            before = reach;
            reach = reach * (snapshots + repeats) / repeats;
        }
        // C(c + r, r - 1) = C(c + r, c + 1) = C(c + r - 1, c) (c + r) / (c + 1)
        return Math.round((double) repeats * steps - before * (snapshots + repeats) / (snapshots + 1));
    }

    @Test
    void withoutANumberItIsTheSquareRoot() {
        long counted = runsAgain(Checkpoints.counted(5, 10_005, 0, 0), 10_000);
        assertEquals(100, most);
        assertTrue(counted <= 2 * 10_000, counted + " steps");
        most = 0;
        long open = runsAgain(Checkpoints.open(0, 0), 10_000);
        assertEquals(100, most);
        assertTrue(open <= 5 * 10_000, open + " steps");
    }

    @Test
    void aNumberOfBytesDecidesByTheFirstState() {
        for (boolean isOpen : new boolean[] {false, true}) {
            double[] changing = new double[10];
            Checkpoints states = isOpen ? Checkpoints.open(0, 400) : Checkpoints.counted(0, 1000, 0, 400);
            for (int step = 0; step < 1000; step++) {
                if (Checkpoints.isDue(states, step)) {
                    Checkpoints.keep(states, step, step);
                    Checkpoints.contents(states, changing);
                }
                assertTrue(states.size() <= 5);
            }
            assertTrue(states.size() > 2, states.size() + " states");
        }
    }

    /** The loop may end earlier than its range: by a break. */
    @Test
    void aLoopThatIsLeftEarly() {
        for (int steps = 0; steps < 50; steps++) {
            runsAgain(Checkpoints.counted(0, 1000, 7, 0), steps);
        }
        runsAgain(Checkpoints.counted(0, -3, 7, 0), 0);
    }

    private static class Node {
        double value;
        final double[] row;
        Node next;

        Node(double value, double[] row, Node next) {
            this.value = value;
            this.row = row;
            this.next = next;
        }
    }

    private static final class Special extends Node {
        private float more = 1;

        Special(double[] row) {
            super(7, row, null);
        }
    }

    /** Objects stay the same ones; in the end they hold what the forward sweep left in them. */
    @Test
    void contentsOfArraysAndObjectsComeBack() {
        double[] row = {1, 2};
        Special second = new Special(new double[] {3});
        Node first = new Node(5, row, second);
        second.next = first;
        Checkpoints states = Checkpoints.open(1, 0);
        assertTrue(Checkpoints.isDue(states, 0));
        Checkpoints.keep(states, 0, "state");
        Checkpoints.contents(states, new Object[] {first, null, "text"});
        row[1] = 20;
        first.next = null;
        first.value = 50;
        second.more = 10;
        second.row[0] = 30;
        Checkpoints reversed = Checkpoints.reversed(states, 1, false);
        assertEquals("state", Checkpoints.resume(reversed, 0));
        assertArrayEquals(new double[] {1, 2}, row);
        assertSame(second, first.next);
        assertSame(row, first.row);
        assertEquals(5, first.value);
        assertEquals(1, second.more);
        assertEquals(3, second.row[0]);
        row[0] = -1;
        first.value = -1;
        Checkpoints.finish(reversed);
        assertArrayEquals(new double[] {1, 20}, row);
        assertEquals(50, first.value);
        assertEquals(10, second.more);
        assertEquals(30, second.row[0]);
    }

    @Test
    void aChainOfObjectsNeedsNoStack() {
        Node chain = null;
        for (int i = 0; i < 200_000; i++) {
            chain = new Node(i, null, chain);
        }
        Checkpoints states = Checkpoints.open(1, 0);
        Checkpoints.keep(states, 0, null);
        Checkpoints.contents(states, chain);
        chain.next.value = 0;
        Checkpoints.resume(Checkpoints.reversed(states, 1, true), 0);
        assertEquals(199_998, chain.next.value);
    }

    /** Shadows correspond to each other in the order of their references; the same one in both places is left alone. */
    @Test
    void cotangentsAreHandedOver() {
        double[] stays = {1};
        Checkpoints states = Checkpoints.open(1, 0);
        Checkpoints.keep(states, 0, null);
        Checkpoints.behind(states, new double[][] {{2, 3}, stays, null});
        Checkpoints reversed = Checkpoints.reversed(states, 1, true);
        Checkpoints.resume(reversed, 0);
        double[][] made = {new double[2], stays, null};
        Checkpoints.before(reversed, stays);
        Checkpoints.behind(reversed, made);
        Checkpoints.handOver(reversed);
        assertArrayEquals(new double[][] {{2, 3}, {1}, null}, made);
        Checkpoints.behind(reversed, made);
        assertThrows(IllegalStateException.class, () -> Checkpoints.handOver(reversed));
    }
}
