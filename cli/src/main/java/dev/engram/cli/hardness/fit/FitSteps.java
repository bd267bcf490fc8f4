package dev.engram.cli.hardness.fit;

import dev.engram.hardness.glmm.FitProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** Says on the standard error how far a fit is, once it takes more than a moment. */
final class FitSteps implements FitProgress {
    private static final long FIRST_MILLIS = 2_000;
    private static final long NEXT_MILLIS = 2_000;

    private final PrintWriter err;
    private long nextMillis = System.nanoTime() / 1_000_000 + FIRST_MILLIS;

    FitSteps(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void done(int iteration, double logLik) {
        long now = System.nanoTime() / 1_000_000;
        if (now < nextMillis) {
            return;
        }
        nextMillis = now + NEXT_MILLIS;
        err.println("fitting: step " + iteration
                + (Double.isNaN(logLik) ? "" : String.format(Locale.ROOT, ", log-likelihood %.4f", logLik)));
        err.flush();
    }
}
