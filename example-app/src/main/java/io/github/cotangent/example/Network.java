package io.github.cotangent.example;

import io.github.cotangent.Differentiable;
import java.util.Random;

/** A neural network with one hidden layer, in plain loops. */
final class Network {
    final double[][] w1;
    final double[] b1;
    final double[][] w2;
    final double[] b2;

    /** Random weights of the size that keeps signals alike in all layers; all zero without {@code random}. */
    Network(int inputs, int hidden, int outputs, Random random) {
        w1 = weights(hidden, inputs, random);
        b1 = new double[hidden];
        w2 = weights(outputs, hidden, random);
        b2 = new double[outputs];
    }

    private static double[][] weights(int rows, int columns, Random random) {
        double[][] w = new double[rows][columns];
        for (int i = 0; random != null && i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                w[i][j] = random.nextGaussian() / Math.sqrt(columns);
            }
        }
        return w;
    }

    /** The cross-entropy of the softmax of the network's outputs. */
    @Differentiable(wrt = {"w1", "b1", "w2", "b2"})
    static double loss(double[][] w1, double[] b1, double[][] w2, double[] b2, double[] pixels, int label) {
        double[] hidden = layer(w1, b1, pixels);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.tanh(hidden[i]);
        }
        double[] scores = layer(w2, b2, hidden);
        return logSumExp(scores) - scores[label];
    }

    private static double[] layer(double[][] w, double[] b, double[] x) {
        double[] y = new double[b.length];
        for (int i = 0; i < y.length; i++) {
            double[] row = w[i];
            double s = b[i];
            for (int j = 0; j < x.length; j++) {
                s += row[j] * x[j];
            }
            y[i] = s;
        }
        return y;
    }

    private static double logSumExp(double[] v) {
        double max = v[0];
        for (double each : v) {
            max = Math.max(max, each);
        }
        double sum = 0;
        for (double each : v) {
            sum += Math.exp(each - max);
        }
        return max + Math.log(sum);
    }

    /** The most likely digit. */
    int classify(double[] pixels) {
        double[] hidden = layer(w1, b1, pixels);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.tanh(hidden[i]);
        }
        double[] scores = layer(w2, b2, hidden);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** One step of gradient descent with momentum: v = momentum v - rate g, then w = w + v. */
    void step(Network velocity, NetworkDerivatives.LossGradient gradient, double rate, double momentum) {
        step(w1, velocity.w1, gradient.w1(), rate, momentum);
        step(b1, velocity.b1, gradient.b1(), rate, momentum);
        step(w2, velocity.w2, gradient.w2(), rate, momentum);
        step(b2, velocity.b2, gradient.b2(), rate, momentum);
    }

    private static void step(double[][] w, double[][] v, double[][] g, double rate, double momentum) {
        for (int i = 0; i < w.length; i++) {
            step(w[i], v[i], g[i], rate, momentum);
        }
    }

    private static void step(double[] w, double[] v, double[] g, double rate, double momentum) {
        for (int i = 0; i < w.length; i++) {
            v[i] = momentum * v[i] - rate * g[i];
            w[i] += v[i];
        }
    }
}
