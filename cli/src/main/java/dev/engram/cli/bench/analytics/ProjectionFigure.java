package dev.engram.cli.bench.analytics;

import com.mongodb.client.MongoClient;
import dev.engram.cli.bench.analytics.ProjectionWatch.Folded;
import dev.engram.cli.bench.ingest.IngestFigure;
import dev.engram.cli.bench.ingest.IngestStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.store.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * How fast the live projection catches up with events that were written while the service was stopped, beside a loop that reads and
 * writes the same documents with the driver alone; and what the events take where they are stored.
 */
final class ProjectionFigure {
    static final String DATABASE = "engram_analytics";

    private static final int CARDS = 100;
    private static final int ANSWERS = 4;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final IngestStack stack;
    private final LogLoad log;
    private final ProjectionWatch watch;
    private final Consumer<String> progress;
    private final List<String> growth = new ArrayList<>();

    ProjectionFigure(IngestStack stack, LogLoad log, ProjectionWatch watch, Consumer<String> progress) {
        this.stack = stack;
        this.log = log;
        this.watch = watch;
        this.progress = progress;
    }

    /** @param events about so many are folded */
    List<IngestFigure> measure(int events) throws IOException, InterruptedException {
        List<LearnerId> learners = LogLoad.learners("projection/", Math.max(1, events / (CARDS * ANSWERS)));
        List<CardId> cards = stack.cards().subList(0, CARDS);
        int generation = watch.liveGeneration();
        Growth before = growthOf(generation);
        stack.stack().process(StackPart.ANALYTICS).stop();
        List<LearnerCardKey> answered = log.answer(learners, cards, ANSWERS);
        progress.accept("%,d events of %,d learners are in the log".formatted(answered.size(), learners.size()));
        long turns = turns(generation);
        stack.stack().process(StackPart.ANALYTICS).restart();
        Folded folded = watch.awaitApplied(answered.size());
        stack.stack().awaitHealthy(StackPart.ANALYTICS, Duration.ofMinutes(1));
        long perTurn = Math.max(1, answered.size() / Math.max(1, turns(generation) - turns));
        progress.accept("folded %,.0f/s, %d events in a transaction".formatted(folded.perSecond(), perTurn));
        growth.addAll(growthOf(generation).since(before, answered.size(), learners.size()));
        growth.add("processor time per event: %.2f ms of the service, %.2f ms of MongoDB"
                .formatted(folded.serviceMillis(), folded.mongodMillis()));
        DriverLoop.Took alone;
        try (MongoClient client = connect()) {
            var source = GenerationCollections.of(client.getDatabase(DATABASE), ProjectionWatch.NAME, generation);
            alone = new DriverLoop(client, source, (int) perTurn).run(answered);
        }
        progress.accept("the driver alone: %,.0f/s; %s".formatted(alone.perSecond(), alone.shares()));
        String details = "%,.0f/s beside %,.0f/s (%s), %d events in a transaction"
                .formatted(folded.perSecond(), alone.perSecond(), alone.shares(), perTurn);
        return List.of(
                IngestFigure.share(
                        "live projection / the driver alone",
                        70,
                        10,
                        100 * folded.perSecond() / alone.perSecond(),
                        details),
                IngestFigure.atLeast(
                        "live projection",
                        "events/s",
                        8_000,
                        500,
                        folded.perSecond(),
                        "%,d learners, %d cards each, %d answers to each; %.2f ms of the service and %.2f ms of MongoDB per event"
                                .formatted(
                                        learners.size(),
                                        CARDS,
                                        ANSWERS,
                                        folded.serviceMillis(),
                                        folded.mongodMillis())));
    }

    /** What {@link #measure} has found out about space. */
    List<String> growth() {
        return growth;
    }

    private Growth growthOf(int generation) throws IOException {
        try (MongoClient client = connect()) {
            return Growth.of(
                    client,
                    DATABASE,
                    ProjectionWatch.NAME + ".g" + generation,
                    stack.stack().home());
        }
    }

    /** Transactions so far. */
    private long turns(int generation) throws IOException {
        try (MongoClient client = connect()) {
            long turns = 0;
            for (Document checkpoint : GenerationCollections.of(
                            client.getDatabase(DATABASE), ProjectionWatch.NAME, generation)
                    .checkpoints()
                    .find()) {
                turns += Stored.number(checkpoint, Stored.TURN);
            }
            return turns;
        }
    }

    private MongoClient connect() throws IOException {
        return MongoConnections.create(stack.stack().mongoUri(), "engram-bench", TIMEOUT, 2);
    }
}
