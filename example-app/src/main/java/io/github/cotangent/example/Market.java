package io.github.cotangent.example;

/**
 * What prices depend on.
 *
 * @param curve discounts payments
 * @param spot today's price of the share
 * @param volatility of the share, per square root of a year
 */
record Market(YieldCurve curve, double spot, double volatility) {}
