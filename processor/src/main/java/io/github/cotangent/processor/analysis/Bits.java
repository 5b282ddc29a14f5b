package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Piece;
import java.util.Set;

/** The calls that take the bits of a floating number: the one way a derivative gets into an integer. */
final class Bits {
    private static final Set<String> CALLS =
            Set.of("doubleToLongBits", "doubleToRawLongBits", "floatToIntBits", "floatToRawIntBits");

    private Bits() {}

    static boolean areTakenBy(Expr.Opaque opaque) {
        for (Piece piece : opaque.pieces()) {
            if (piece instanceof Piece.Text text && CALLS.stream().anyMatch(text.text()::contains)) {
                return true;
            }
        }
        return false;
    }
}
