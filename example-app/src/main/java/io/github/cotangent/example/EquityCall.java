package io.github.cotangent.example;

/** European calls on the share, after Black and Scholes. */
record EquityCall(double quantity, double strike, double expiry) implements Instrument {
    @Override
    public double value(Market market) {
        double discount = market.curve().discount(expiry);
        double deviation = market.volatility() * Math.sqrt(expiry);
        double d1 = Math.log(market.spot() / (strike * discount)) / deviation + deviation / 2;
        return quantity * (market.spot() * normal(d1) - strike * discount * normal(d1 - deviation));
    }

    /**
     * The distribution function of the normal distribution, within 7.5e-8 (Abramowitz and Stegun 26.2.17).
     */
    private static double normal(double x) {
        if (x < 0) {
            return 1 - normal(-x);
        }
        double t = 1 / (1 + 0.2316419 * x);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }
}
