package io.github.cotangent.example;

import io.github.cotangent.Derivative;
import io.github.cotangent.Differentiable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Fits a decaying signal, {@code y = a exp(-b t) + c}, to noisy measurements in three ways: gradient descent with the gradient,
 * Gauss-Newton with the Jacobian of the residuals, and Newton's method with the Hessian of the loss.
 */
final class Decay {
    /** What the measurements were made with: amplitude, rate, background. */
    static final double[] TRUTH = {2.5, 1.3, 0.5};

    private static final double[] START = {1.5, 0.8, 0.2};
    private static final int MEASUREMENTS = 100;
    private static final double NOISE = 0.05;
    private static final double PRECISION = 1e-9;

    /** How a fit ended: the parameters, the steps it took, and the nanoseconds. */
    record Fit(double[] parameters, int steps, long time) {}

    private final double[] times = new double[MEASUREMENTS];
    private final double[] values = new double[MEASUREMENTS];

    Decay() {
        Random random = new Random(1);
        for (int i = 0; i < MEASUREMENTS; i++) {
            times[i] = 3.0 * i / MEASUREMENTS;
            values[i] = TRUTH[0] * Math.exp(-TRUTH[1] * times[i]) + TRUTH[2] + NOISE * random.nextGaussian();
        }
    }

    /** How far the model is from each measurement. */
    @Differentiable(value = Derivative.JACOBIAN, wrt = "p")
    static double[] residuals(double[] p, double[] times, double[] values) {
        double[] residuals = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            residuals[i] = p[0] * Math.exp(-p[1] * times[i]) + p[2] - values[i];
        }
        return residuals;
    }

    /** Half the mean of the squared residuals. */
    @Differentiable(
            value = {Derivative.GRADIENT, Derivative.HESSIAN},
            wrt = "p")
    static double loss(double[] p, double[] times, double[] values) {
        double sum = 0;
        for (double residual : residuals(p, times, values)) sum += residual * residual;
        return sum / (2 * times.length);
    }

    double[] gradient(double[] p) {
        return DecayDerivatives.lossGradient(p, times, values).p();
    }

    Fit gradientDescent() {
        return iterate(p -> scaled(gradient(p), 0.5));
    }

    /** The step is that of the linearised residuals: (JᵀJ) step = Jᵀr. */
    Fit gaussNewton() {
        return iterate(p -> {
            DecayDerivatives.ResidualsJacobian jacobian = DecayDerivatives.residualsJacobian(p, times, values);
            DMatrixRMaj j = new DMatrixRMaj(jacobian.p());
            DMatrixRMaj right = new DMatrixRMaj(3, 1);
            CommonOps_DDRM.multTransA(j, DMatrixRMaj.wrap(MEASUREMENTS, 1, jacobian.value()), right);
            DMatrixRMaj left = new DMatrixRMaj(3, 3);
            CommonOps_DDRM.multInner(j, left);
            return solved(left, right);
        });
    }

    /** The step is that of the quadratic model: H step = g. */
    Fit newton() {
        return iterate(p -> solved(
                new DMatrixRMaj(DecayDerivatives.lossHessian(p, times, values)), DMatrixRMaj.wrap(3, 1, gradient(p))));
    }

    /** Goes back by a step until the gradient is as good as zero; by less where that would lead uphill. */
    private Fit iterate(UnaryOperator<double[]> stepAt) {
        long start = System.nanoTime();
        double[] p = START.clone();
        int steps = 0;
        while (norm(gradient(p)) > PRECISION && steps < 100_000) {
            double[] step = stepAt.apply(p);
            double before = loss(p, times, values);
            double[] next = minus(p, step);
            for (int halved = 0; halved < 20 && !(loss(next, times, values) <= before); halved++) {
                step = scaled(step, 0.5);
                next = minus(p, step);
            }
            p = next;
            steps++;
        }
        return new Fit(p, steps, System.nanoTime() - start);
    }

    private static double[] solved(DMatrixRMaj left, DMatrixRMaj right) {
        DMatrixRMaj step = new DMatrixRMaj(3, 1);
        if (!CommonOps_DDRM.solve(left, right, step)) {
            throw new IllegalStateException("the measurements do not determine the parameters");
        }
        return step.getData();
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] scaled = vector.clone();
        for (int i = 0; i < scaled.length; i++) scaled[i] *= factor;
        return scaled;
    }

    private static double[] minus(double[] p, double[] step) {
        double[] next = p.clone();
        for (int i = 0; i < next.length; i++) next[i] -= step[i];
        return next;
    }

    private static double norm(double[] vector) {
        double largest = 0;
        for (double each : vector) largest = Math.max(largest, Math.abs(each));
        return largest;
    }

    static void print(PrintStream out) {
        Decay decay = new Decay();
        // Once without the watch: the first run of a program is that of its compiler.
        decay.gradientDescent();
        decay.gaussNewton();
        decay.newton();
        print(out, "gradient descent", decay.gradientDescent());
        print(out, "Gauss-Newton, Jacobian", decay.gaussNewton());
        print(out, "Newton, Hessian", decay.newton());
    }

    private static void print(PrintStream out, String method, Fit fit) {
        double[] p = fit.parameters();
        out.printf(
                Locale.ROOT,
                "%-24s %5d steps %8.2f ms   y = %.4f exp(-%.4f t) + %.4f%n",
                method,
                fit.steps(),
                fit.time() / 1e6,
                p[0],
                p[1],
                p[2]);
    }
}
