package io.github.cotangent.example;

/** Runs the examples: the lecture notes, a portfolio of objects, a fit in second order, the digits. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("The notes");
        System.out.println("---------");
        Notes.print(System.out);
        System.out.println();
        System.out.println("The portfolio");
        System.out.println("-------------");
        Portfolio.print(System.out);
        System.out.println();
        System.out.println("The decay");
        System.out.println("---------");
        Decay.print(System.out);
        System.out.println();
        System.out.println("The digits");
        System.out.println("----------");
        Digits.train(System.out);
    }
}
