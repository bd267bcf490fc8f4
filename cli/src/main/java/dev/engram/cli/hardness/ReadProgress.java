package dev.engram.cli.hardness;

import dev.engram.cli.csv.CsvRows;
import java.io.PrintWriter;
import java.util.Locale;

/** Says on the standard error how far a file has been read, once that takes more than a moment. */
public final class ReadProgress {
    private static final long FIRST_MILLIS = 1_500;
    private static final long NEXT_MILLIS = 2_000;
    private static final int ROWS_BETWEEN_LOOKS = 50_000;

    private final PrintWriter err;
    private final CsvRows rows;
    private long nextMillis = nowMillis() + FIRST_MILLIS;
    private boolean said;

    public ReadProgress(PrintWriter err, CsvRows rows) {
        this.err = err;
        this.rows = rows;
    }

    /** To be called after each row. */
    public void row() {
        if (rows.rows() % ROWS_BETWEEN_LOOKS == 0 && nowMillis() >= nextMillis) {
            said = true;
            nextMillis = nowMillis() + NEXT_MILLIS;
            err.printf(
                    Locale.ROOT,
                    "reading %s: %,d rows, %.0f %%%n",
                    rows.file().getFileName(),
                    rows.rows(),
                    100 * rows.share());
            err.flush();
        }
    }

    /** To be called at the end. */
    public void done() {
        if (said) {
            err.printf(Locale.ROOT, "read %s: %,d rows%n", rows.file().getFileName(), rows.rows());
            err.flush();
        }
    }

    private static long nowMillis() {
        return System.nanoTime() / 1_000_000;
    }
}
