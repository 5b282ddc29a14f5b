package io.github.cotangent.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PortfolioTest {
    private static final double STEP = 1e-5;

    private final Portfolio portfolio = Portfolio.example();
    private final Market market = Portfolio.market();

    @Test
    void slopesAreThoseOfTheValue() {
        PortfolioDerivatives.ValueGradient gradient = PortfolioDerivatives.valueGradient(portfolio, market);
        assertEquals(portfolio.value(market), gradient.value());
        PortfolioDerivatives.MarketTangent slopes = gradient.market();
        for (int i = 0; i < market.curve().size(); i++) {
            double slope = (portfolio.value(withCurve(i, STEP)) - portfolio.value(withCurve(i, -STEP))) / (2 * STEP);
            assertEquals(slope, slopes.curve().rates()[i], 1e-6 * Math.abs(slope) + 0.1);
        }
        double delta = (portfolio.value(withSpot(STEP)) - portfolio.value(withSpot(-STEP))) / (2 * STEP);
        assertEquals(delta, slopes.spot(), 1e-6 * Math.abs(delta));
        double vega = (portfolio.value(withVolatility(STEP)) - portfolio.value(withVolatility(-STEP))) / (2 * STEP);
        assertEquals(vega, slopes.volatility(), 1e-6 * Math.abs(vega));
    }

    /** A zero bond is worth exp(-r t): its slope in the rate at its end is -t times that, and none in the others. */
    @Test
    void aZeroBondHangsOnOneRate() {
        Portfolio bond = new Portfolio(new Bond(100, 0, 5));
        double[] slopes = PortfolioDerivatives.valueGradient(bond, market)
                .market()
                .curve()
                .rates();
        for (int i = 0; i < slopes.length; i++) {
            double expected = market.curve().time(i) == 5 ? -5 * 100 * Math.exp(-0.0246 * 5) : 0;
            assertEquals(expected, slopes[i], 1e-10);
        }
    }

    private Market withCurve(int i, double by) {
        return new Market(market.curve().moved(i, by), market.spot(), market.volatility());
    }

    private Market withSpot(double by) {
        return new Market(market.curve(), market.spot() + by, market.volatility());
    }

    private Market withVolatility(double by) {
        return new Market(market.curve(), market.spot(), market.volatility() + by);
    }
}
