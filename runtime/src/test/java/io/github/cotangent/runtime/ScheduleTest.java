package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int STEPS = 120;
    private static final int FREE = 8;

    /** The fewest steps that have to be run again, found by trying all places for the next state. */
    private static long[][] fewest() {
        long[][] fewest = new long[FREE + 1][STEPS + 1];
        for (int free = 0; free <= FREE; free++) {
            for (int steps = 2; steps <= STEPS; steps++) {
                fewest[free][steps] = (long) steps * (steps - 1) / 2;
                for (int next = 1; free > 0 && next < steps; next++) {
                    long with = next + fewest[free - 1][steps - next] + fewest[free][next];
                    fewest[free][steps] = Math.min(fewest[free][steps], with);
                }
            }
        }
        return fewest;
    }

    private static long scheduled(int steps, int free) {
        int next = steps == 0 ? 0 : Schedule.next(steps, free);
        return next >= steps
                ? (long) steps * (steps - 1) / 2
                : next + scheduled(steps - next, free - 1) + scheduled(next, free);
    }

    @Test
    void noOtherScheduleNeedsFewerSteps() {
        long[][] fewest = fewest();
        for (int free = 0; free <= FREE; free++) {
            for (int steps = 1; steps <= STEPS; steps++) {
                assertEquals(fewest[free][steps], scheduled(steps, free), steps + " steps, " + free + " places");
            }
        }
    }

    @Test
    void manyStepsAndManyPlaces() {
        assertTrue(Schedule.next(Integer.MAX_VALUE, 1) > 1);
        assertTrue(Schedule.next(Integer.MAX_VALUE, Integer.MAX_VALUE - 1) >= 1);
        assertEquals(1, Schedule.next(1000, 999));
        assertEquals(46341, Schedule.root(Integer.MAX_VALUE));
        assertEquals(0, Schedule.root(0));
        assertEquals(4, Schedule.root(16));
        assertEquals(5, Schedule.root(17));
    }
}
