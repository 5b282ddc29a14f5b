package io.github.cotangent.example;

/** Something that has a price. */
sealed interface Instrument permits Bond, PayerSwap, EquityCall {
    /** What it is worth today. */
    double value(Market market);
}
