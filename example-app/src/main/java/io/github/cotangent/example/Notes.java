package io.github.cotangent.example;

import static io.github.cotangent.runtime.Gradients.detach;

import io.github.cotangent.Derivative;
import io.github.cotangent.Differentiable;
import java.io.PrintStream;
import java.util.Arrays;

/** The usual lecture notes on automatic differentiation, section by section, in plain Java. */
public final class Notes {
    private static final double[] X = {0, 1, 2, 3};

    private Notes() {}

    /** y = 2xᵀx. */
    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
    static double twiceSquaredNorm(double[] x) {
        double dot = 0;
        for (double v : x) {
            dot += v * v;
        }
        return 2 * dot;
    }

    /** y = Σx. */
    @Differentiable
    static double sum(double[] x) {
        double s = 0;
        for (double v : x) {
            s += v;
        }
        return s;
    }

    /** y = x·x, element by element. */
    @Differentiable
    static double[] square(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * x[i];
        }
        return y;
    }

    /** z = u·x, where u = x·x counts as a constant. */
    @Differentiable
    static double[] detachedTimes(double[] x) {
        double[] z = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double u = detach(x[i] * x[i]);
            z[i] = u * x[i];
        }
        return z;
    }

    /** A function with control flow: how often the loop runs depends on a. */
    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
    static double f(double a) {
        double b = a * 2;
        while (Math.abs(b) < 1000) {
            b = b * 2;
        }
        return b > 0 ? b : 100 * b;
    }

    /** The same for a vector, with norm and sum. */
    @Differentiable
    static double fOfVector(double[] a) {
        double[] b = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            b[i] = a[i] * 2;
        }
        while (norm(b) < 1000) {
            for (int i = 0; i < b.length; i++) {
                b[i] *= 2;
            }
        }
        double s = sum(b);
        return s > 0 ? s : 100 * s;
    }

    private static double norm(double[] v) {
        return Math.sqrt(twiceSquaredNorm(v) / 2);
    }

    /** Runs every section. */
    static void print(PrintStream out) {
        out.println("y = 2xᵀx at x = " + text(X));
        NotesDerivatives.TwiceSquaredNormGradient y = NotesDerivatives.twiceSquaredNormGradient(X);
        out.println("  y = " + y.value() + ", gradient 4x = " + text(y.x()));
        out.println("the sum");
        out.println("  gradient = " + text(NotesDerivatives.sumGradient(X).x()));
        out.println("accumulating without clearing, once for each 4x after the ones of the sum");
        out.println("  gradient = " + text(accumulated()));
        out.println("a result that is no number: y = x·x, seeded with ones");
        out.println(
                "  gradient 2x = " + text(NotesDerivatives.squareVjp(X, ones()).x()));
        out.println("detaching: z = u·x with u = detach(x·x)");
        out.println("  gradient u = "
                + text(NotesDerivatives.detachedTimesVjp(X, ones()).x()));
        out.println("  and of y = x·x itself, still 2x = "
                + text(NotesDerivatives.squareVjp(X, ones()).x()));
        controlFlow(out);
        forwardAndReverse(out);
    }

    /** Both gradients into one object, as a training loop without zero_() would. */
    private static double[] accumulated() {
        NotesDerivatives.TwiceSquaredNormGradient into = new NotesDerivatives.TwiceSquaredNormGradient();
        NotesDerivatives.twiceSquaredNormGradient(X, into);
        double[] ones = NotesDerivatives.sumGradient(X).x();
        for (int i = 0; i < ones.length; i++) {
            into.x()[i] += ones[i];
        }
        return into.x();
    }

    private static void controlFlow(PrintStream out) {
        double a = 0.5429;
        double slope = NotesDerivatives.fGradient(a).a();
        out.println("control flow: f(a) at a = " + a);
        out.println("  gradient = " + slope + ", f(a)/a = " + f(a) / a);
        double[] v = {a, -0.1, 0.3};
        double[] gradient = NotesDerivatives.fOfVectorGradient(v).a();
        out.println("  of a vector with norm and sum: gradient = " + text(gradient));
    }

    private static void forwardAndReverse(PrintStream out) {
        double[] direction = {1, 0, -1, 2};
        double[] gradient = NotesDerivatives.twiceSquaredNormGradient(X).x();
        double product = 0;
        for (int i = 0; i < gradient.length; i++) {
            product += gradient[i] * direction[i];
        }
        double tangent = NotesDerivatives.twiceSquaredNormJvp(X, direction).tangent();
        out.println("forward against reverse accumulation, along " + text(direction));
        out.println("  forward " + tangent + ", reverse " + product);
    }

    private static double[] ones() {
        double[] ones = new double[X.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static String text(double[] vector) {
        return Arrays.toString(vector);
    }
}
