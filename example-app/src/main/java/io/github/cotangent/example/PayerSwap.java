package io.github.cotangent.example;

/** Pays a fixed rate at the end of each year, and gets a floating one of the same curve. */
record PayerSwap(double notional, double fixedRate, int years) implements Instrument {
    @Override
    public double value(Market market) {
        double floating = 1 - market.curve().discount(years);
        return notional * (floating - fixedRate * Bond.annuity(market.curve(), years));
    }
}
