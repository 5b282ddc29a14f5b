package io.github.cotangent.example;

import io.github.cotangent.Differentiable;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Several instruments, and how their value moves with the market: one gradient, in the shape of the market. */
public final class Portfolio {
    private static final double BASIS_POINT = 1e-4;

    private final List<Instrument> instruments;

    Portfolio(Instrument... instruments) {
        this.instruments = List.of(instruments);
    }

    @Differentiable(wrt = "market")
    double value(Market market) {
        double sum = 0;
        for (Instrument instrument : instruments) {
            sum += instrument.value(market);
        }
        return sum;
    }

    static Portfolio example() {
        return new Portfolio(
                new Bond(1e6, 0.03, 7),
                new Bond(5e5, 0.015, 2),
                new PayerSwap(2e6, 0.024, 10),
                new EquityCall(4000, 110, 1.5),
                new EquityCall(-2500, 130, 0.75));
    }

    static Market market() {
        double[] times = {0.5, 1, 2, 3, 5, 7, 10};
        double[] rates = {0.019, 0.0195, 0.021, 0.0224, 0.0246, 0.0261, 0.0278};
        return new Market(new YieldCurve(times, rates), 105, 0.22);
    }

    /** Prints the value and what it gains with the parts of the market. */
    static void print(PrintStream out) {
        Portfolio portfolio = example();
        Market market = market();
        PortfolioDerivatives.ValueGradient gradient = PortfolioDerivatives.valueGradient(portfolio, market);
        PortfolioDerivatives.MarketTangent slopes = gradient.market();
        out.printf(Locale.ROOT, "value %,.2f%n", gradient.value());
        for (int i = 0; i < market.curve().size(); i++) {
            out.printf(
                    Locale.ROOT,
                    "one basis point more at %4.1f years: %9.2f%n",
                    market.curve().time(i),
                    slopes.curve().rates()[i] * BASIS_POINT);
        }
        out.printf(Locale.ROOT, "one more of the share's price:       %9.2f%n", slopes.spot());
        out.printf(Locale.ROOT, "one point more of volatility:        %9.2f%n", slopes.volatility() * 0.01);
    }
}
