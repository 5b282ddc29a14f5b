package io.github.cotangent.example;

/**
 * Pays a coupon at the end of each year, and its notional with the last one.
 *
 * @param coupon share of the notional per year
 */
record Bond(double notional, double coupon, int years) implements Instrument {
    @Override
    public double value(Market market) {
        return notional
                * (coupon * annuity(market.curve(), years) + market.curve().discount(years));
    }

    /** What one unit at the end of each year is worth today. */
    static double annuity(YieldCurve curve, int years) {
        double sum = 0;
        for (int year = 1; year <= years; year++) {
            sum += curve.discount(year);
        }
        return sum;
    }
}
