package io.github.cotangent.example;

/** Runs both examples: the lecture notes, then the digits. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("The notes");
        System.out.println("---------");
        Notes.print(System.out);
        System.out.println();
        System.out.println("The digits");
        System.out.println("----------");
        Digits.train(System.out);
    }
}
