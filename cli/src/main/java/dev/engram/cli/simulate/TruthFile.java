package dev.engram.cli.simulate;

import dev.engram.simulation.classroom.SimulatedLearner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What is true of each learner and card, as CSV: {@code learnerId,username,cardId,seen,recallNow,recallIn30Days}. The probabilities are
 * those at the end of the simulated days and 30 days later, if nothing is studied; empty for a card that was never seen.
 */
final class TruthFile implements AutoCloseable {
    private static final Duration HORIZON = Duration.ofDays(30);

    private final PrintWriter out;
    private final Instant end;

    /** @param end of the simulated days */
    TruthFile(Path file, Instant end) throws IOException {
        this.out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        this.end = end;
        out.print("learnerId,username,cardId,seen,recallNow,recallIn30Days\n");
    }

    void add(SimulatedLearner learner) {
        for (var card : learner.truth()) {
            out.printf(
                    Locale.ROOT,
                    "%s,%s,%s,%b,%s,%s\n",
                    learner.learnerId().text(),
                    learner.username(),
                    card.cardId(),
                    card.isSeen(),
                    number(card.recall(end)),
                    number(card.recall(end.plus(HORIZON))));
        }
    }

    private static String number(OptionalDouble probability) {
        return probability.isEmpty() ? "" : String.format(Locale.ROOT, "%.6f", probability.getAsDouble());
    }

    /** @throws IOException if not everything was written */
    @Override
    public void close() throws IOException {
        boolean failed = out.checkError();
        out.close();
        if (failed) {
            throw new IOException("the file of the truth could not be written: is the disk full?");
        }
    }
}
