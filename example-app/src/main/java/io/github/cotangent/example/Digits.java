package io.github.cotangent.example;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Trains a small neural network on hand-written digits: mini-batch gradient descent with momentum, all gradients from {@link
 * Network#loss}.
 */
public final class Digits {
    private static final int HIDDEN = 48;
    private static final int EPOCHS = 30;
    private static final int BATCH = 32;
    private static final double RATE = 0.1;
    private static final double MOMENTUM = 0.9;
    private static final double TEST_SHARE = 0.2;
    private static final long SEED = 2;

    private Digits() {}

    /** Trains and gives the share of test digits recognised. */
    static double train(PrintStream out) {
        Random random = new Random(SEED);
        DigitData data = DigitData.load(random, TEST_SHARE);
        Network network = new Network(DigitData.PIXELS, HIDDEN, DigitData.CLASSES, random);
        Network velocity = new Network(DigitData.PIXELS, HIDDEN, DigitData.CLASSES, null);
        NetworkDerivatives.LossGradient gradient = new NetworkDerivatives.LossGradient();
        List<DigitData.Digit> training = data.training();
        out.println(training.size() + " digits to learn from, " + data.test().size() + " to test with");
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            DigitData.shuffle(training, random);
            double loss = 0;
            for (int start = 0; start < training.size(); start += BATCH) {
                List<DigitData.Digit> batch = training.subList(start, Math.min(start + BATCH, training.size()));
                gradient.clear();
                for (DigitData.Digit digit : batch) {
                    NetworkDerivatives.lossGradient(
                            network.w1, network.b1, network.w2, network.b2, digit.pixels(), digit.label(), gradient);
                }
                loss += gradient.value();
                network.step(velocity, gradient, RATE / batch.size(), MOMENTUM);
            }
            out.printf(
                    Locale.ROOT,
                    "epoch %2d: loss %.4f, test accuracy %.2f %%%n",
                    epoch,
                    loss / training.size(),
                    100 * accuracy(network, data.test()));
        }
        return accuracy(network, data.test());
    }

    private static double accuracy(Network network, List<DigitData.Digit> digits) {
        long right = digits.stream()
                .filter(digit -> network.classify(digit.pixels()) == digit.label())
                .count();
        return (double) right / digits.size();
    }
}
