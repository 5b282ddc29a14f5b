package io.github.cotangent.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * The hand-written digits, split into a training and a test part. Source: UCI Machine Learning Repository, "Optical
 * Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak, 1998; doi 10.24432/C50P49; CC BY 4.0).
 */
record DigitData(List<DigitData.Digit> training, List<DigitData.Digit> test) {
    static final int PIXELS = 64;
    static final int CLASSES = 10;
    private static final double WHITE = 16;

    /**
     * One picture.
     *
     * @param pixels 64 numbers from 0 to 1, row by row
     * @param label 0 to 9
     */
    record Digit(double[] pixels, int label) {}

    /** Reads all digits and splits them at random; {@code testShare} of them are for the test. */
    static DigitData load(Random random, double testShare) {
        List<Digit> all = new ArrayList<>();
        try (InputStream file = DigitData.class.getResourceAsStream("digits.csv.gz");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.add(parse(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("digits.csv.gz cannot be read; is the jar complete?", e);
        }
        shuffle(all, random);
        int tests = (int) Math.round(testShare * all.size());
        return new DigitData(new ArrayList<>(all.subList(tests, all.size())), new ArrayList<>(all.subList(0, tests)));
    }

    static void shuffle(List<Digit> digits, Random random) {
        Collections.shuffle(digits, random);
    }

    private static Digit parse(String line) {
        String[] fields = line.split(",");
        double[] pixels = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = Integer.parseInt(fields[i]) / WHITE;
        }
        return new Digit(pixels, Integer.parseInt(fields[PIXELS]));
    }
}
