package io.github.cotangent.example;

/** Continuously compounded zero rates at some times, in years; linear in between, flat outside. */
final class YieldCurve {
    private final double[] times;
    private final double[] rates;

    /** @throws IllegalArgumentException if there is not one rate for each time, or if the times do not ascend */
    YieldCurve(double[] times, double[] rates) {
        if (times.length == 0 || times.length != rates.length) {
            throw new IllegalArgumentException(times.length + " times and " + rates.length + " rates");
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException("time " + i + " is not later than the one before");
            }
        }
        this.times = times.clone();
        this.rates = rates.clone();
    }

    int size() {
        return times.length;
    }

    double time(int i) {
        return times[i];
    }

    /** The same curve with one rate moved. */
    YieldCurve moved(int i, double by) {
        double[] changed = rates.clone();
        changed[i] += by;
        return new YieldCurve(times, changed);
    }

    double rate(double time) {
        int last = times.length - 1;
        if (time <= times[0]) {
            return rates[0];
        } else if (time >= times[last]) {
            return rates[last];
        }
        int i = 1;
        while (times[i] < time) {
            i++;
        }
        double share = (time - times[i - 1]) / (times[i] - times[i - 1]);
        return rates[i - 1] + share * (rates[i] - rates[i - 1]);
    }

    /** What one unit paid at a time is worth today. */
    double discount(double time) {
        return Math.exp(-rate(time) * time);
    }
}
