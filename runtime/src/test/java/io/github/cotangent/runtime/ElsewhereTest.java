package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

/** Sweeps that are found by the class of an object, in a companion written by hand. */
class ElsewhereTest {
    private static final String CALL = ElsewhereTest.class.getName() + "$Scale.of(double[],double)";

    interface Scale {
        double of(double[] x, double by) throws IOException;

        default int count() {
            return 1;
        }
    }

    /** {@code w x₀ by}. */
    static class Linear implements Scale {
        final double w = 3;

        @Override
        public double of(double[] x, double by) throws IOException {
            if (by < 0) {
                throw new IOException();
            }
            return w * x[0] * by;
        }
    }

    static final class Heir extends Linear {}

    static final class Bare extends Linear {
        @Override
        public double of(double[] x, double by) {
            return 0;
        }

        @Override
        public int count() {
            return 2;
        }
    }

    @Test
    void forwardAndReverse() {
        for (Linear each : new Linear[] {new Linear(), new Heir()}) {
            double[] x = {5};
            double[] xBar = {100};
            Elsewhere call = Elsewhere.forward(CALL + " active=1,2", each, x, 2.0, xBar);
            Elsewhere.reverse(call, 10);
            assertEquals(30.0, Elsewhere.result(call));
            assertEquals(160, xBar[0]);
            assertEquals(150, Elsewhere.cotangent(call, 2));
        }
    }

    @Test
    void argumentsThatAreConstantToTheCaller() {
        double[] x = {5};
        Elsewhere call = Elsewhere.forward(CALL + " active=2", new Linear(), x, 2.0);
        Elsewhere.reverse(call, 10);
        assertEquals(150, Elsewhere.cotangent(call, 2));
        Elsewhere tangent = Elsewhere.tangent(CALL + " active=1", new Linear(), x, 2.0, new double[] {1});
        assertEquals(30.0, Elsewhere.result(tangent));
        assertEquals(6.0, Elsewhere.shadow(tangent));
    }

    @Test
    void exceptionsAreTheSame() {
        assertThrows(
                IOException.class,
                () -> Elsewhere.forward(CALL + " active=1,2", new Linear(), new double[] {1}, -1.0, new double[1]));
    }

    @Test
    void whatIsRefused() {
        assertRefused("annotate Bare.of with @Differentiable", " active=1,2", new Bare());
        assertRefused("takes its object as constant", " active=0,1,2", new Linear());
        Scale lambda = (x, by) -> by;
        assertRefused("make it a named class", " active=1,2", lambda);
        assertThrows(NullPointerException.class, () -> Elsewhere.forward(CALL, null, new double[1], 1.0));
    }

    private static void assertRefused(String says, String words, Scale object) {
        NoDerivativeException e = assertThrows(
                NoDerivativeException.class,
                () -> Elsewhere.forward(CALL + words, object, new double[] {1}, 1.0, new double[1]));
        assertTrue(e.getMessage().contains(says), e.getMessage());
        assertTrue(e.getMessage().contains(object.getClass().getName()), e.getMessage());
    }

    @Test
    void whoseBodyRuns() {
        String count = ElsewhereTest.class.getName() + "$Scale.count()";
        assertTrue(Elsewhere.inherits(new Heir(), count));
        assertFalse(Elsewhere.inherits(new Bare(), count));
        assertFalse(Elsewhere.inherits(null, count));
    }

    @Test
    void onlyACompanionOffersForItself() {
        assertThrows(IllegalArgumentException.class, () -> Elsewhere.offer(MethodHandles.publicLookup()));
        assertSame(ElsewhereTest.class, Bodies.home(ElsewhereTest.class, Terms.of("x.Y.whoseBodyRuns()")));
    }
}

final class ElsewhereTest_LinearDerivatives {
    static {
        Elsewhere.offer(
                MethodHandles.lookup(),
                "x.Y.of(double[],double) active=1,2 forward=forward reverse=reverse saved=Saved tangent=tangent holder=Holder");
    }

    private static final class Saved {
        private ElsewhereTest.Linear self;
        private double[] x;
        private double[] xBar;
        private double by;
        private double cotangent2;
    }

    private static final class Holder {
        private double tangent;
    }

    private ElsewhereTest_LinearDerivatives() {}

    private static double forward(ElsewhereTest.Linear self, double[] x, double by, double[] xBar, Saved saved)
            throws IOException {
        saved.self = self;
        saved.x = x;
        saved.xBar = xBar;
        saved.by = by;
        return self.of(x, by);
    }

    private static void reverse(Saved saved, double resultBar) {
        saved.xBar[0] += resultBar * saved.self.w * saved.by;
        saved.cotangent2 = resultBar * saved.self.w * saved.x[0];
    }

    private static double tangent(
            ElsewhereTest.Linear self, double[] x, double by, double[] xDot, double byDot, Holder holder)
            throws IOException {
        holder.tangent = self.w * (xDot[0] * by + x[0] * byDot);
        return self.of(x, by);
    }
}
