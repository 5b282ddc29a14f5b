package io.github.cotangent.processor.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.ir.Interpreter;
import io.github.cotangent.processor.ir.RandomRoutines;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.simplify.Nest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random routines do the same when interpreted, printed as they are, and printed after nesting. */
class RoutinesTest {
    private static final Object[][] POINTS = {
        {1.5, 0.75f, 3, 7L, true, 'q', (short) -5, (byte) 9},
        {-0.0, -3f, 0, -1L << 40, false, 'a', (short) 300, (byte) -128},
        {2.25, 1e30f, 1, 2L, true, '\0', (short) 0, (byte) 1},
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void printingChangesNothing(int seed) throws Throwable {
        Random random = new Random(seed);
        List<Routine> given = new ArrayList<>();
        List<Routine> all = new ArrayList<>(List.of(RandomRoutines.BUMP));
        for (int i = 0; i < 60; i++) {
            Routine routine = RandomRoutines.next("m" + i, random);
            Routine nested = new Routine(
                    "n" + i,
                    List.of(),
                    true,
                    routine.parameters(),
                    routine.result(),
                    Nest.nest(routine.body()),
                    routine.reserved());
            given.add(routine);
            all.add(routine);
            all.add(nested);
        }
        Compiled compiled = Compiled.of(all.toArray(new Routine[0]));
        int finished = 0;
        for (int i = 0; i < given.size(); i++) {
            String plain = "m" + i;
            String nested = "n" + i;
            Routine routine = given.get(i);
            for (Object[] point : POINTS) {
                String expected =
                        outcome(point, arguments -> Interpreter.run(List.of(RandomRoutines.BUMP), routine, arguments));
                if (!expected.contains("Endless")) {
                    finished++;
                    assertEquals(
                            expected,
                            outcome(point, arguments -> compiled.run(plain, arguments)),
                            () -> "seed " + seed + ", " + plain + ":\n" + compiled.body(plain));
                    assertEquals(
                            expected,
                            outcome(point, arguments -> compiled.run(nested, arguments)),
                            () -> "seed " + seed + ", nested " + plain + ":\n" + compiled.body(plain) + "\n"
                                    + compiled.body(nested));
                }
            }
        }
        assertTrue(finished > 90, finished + " of 180 runs came to an end");
    }

    private interface Action {
        Object run(Object[] arguments) throws Throwable;
    }

    /** The result or exception, and what the arrays hold afterwards. */
    private static String outcome(Object[] point, Action action) {
        Object[] arguments = Arrays.copyOf(point, point.length + 2);
        double[] a = {1, 2, 3, 4};
        double[] g = {-1, 0.5, 0, 8};
        arguments[point.length] = a;
        arguments[point.length + 1] = g;
        Object result;
        try {
            result = action.run(arguments);
        } catch (Interpreter.Endless e) {
            return "Endless";
        } catch (ArithmeticException | IndexOutOfBoundsException e) {
            // Not the message: HotSpot leaves it out where it throws often.
            result = e.getClass();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return result + " " + Arrays.toString(a) + " " + Arrays.toString(g);
    }
}
