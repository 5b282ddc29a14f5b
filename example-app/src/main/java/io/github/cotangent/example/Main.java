package io.github.cotangent.example;

import io.github.cotangent.Differentiable;

/** Computes with a function that also has derivatives. */
public final class Main {
    private Main() {}

    @Differentiable
    static double square(double x) {
        return x * x;
    }

    public static void main(String[] args) {
        System.out.println("square(3) = " + square(3));
    }
}
