package dev.engram.studies.rank;

import java.util.ArrayList;
import java.util.List;

/** A logarithmic axis from {@code low} to {@code high} over {@code [left, right]}. */
record LogAxis(double low, double high, double left, double right) {
    private static final double[] STEPS = {1, 2, 5};
    private static final double FURTHEST = 1e6;

    /** An axis that holds these values and 1, widened to round figures. */
    static LogAxis holding(List<Double> values, double left, double right) {
        double low = 0.5;
        double high = 2;
        for (double value : values) {
            if (value > 1 / FURTHEST && value < FURTHEST) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return new LogAxis(roundDown(low), 1 / roundDown(1 / high), left, right);
    }

    private static double roundDown(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double best = power;
        for (double step : STEPS) {
            if (step * power <= value * (1 + 1e-9)) {
                best = step * power;
            }
        }
        return best;
    }

    double at(double value) {
        double within = Math.clamp(value, low, high);
        return left + (right - left) * Math.log(within / low) / Math.log(high / low);
    }

    /** Round figures on the axis: powers of ten with 2 and 5 between, fewer on a long axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        boolean wide = high / low > 1e3;
        for (int power = -6; power <= 6; power++) {
            for (double step : wide ? new double[] {1} : STEPS) {
                double tick = step * Math.pow(10, power);
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
