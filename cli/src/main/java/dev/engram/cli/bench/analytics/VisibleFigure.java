package dev.engram.cli.bench.analytics;

import dev.engram.cli.bench.ingest.IngestFigure;
import dev.engram.cli.bench.ingest.IngestStack;
import dev.engram.cli.bench.ingest.IngestStack.Learner;
import dev.engram.cli.bench.ingest.Latencies;
import dev.engram.cli.bench.ingest.Load;
import dev.engram.cli.bench.ingest.ReviewClient;
import dev.engram.cli.bench.ingest.ReviewPayloads;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * From the acknowledgement of a batch until its learner reads mastery that contains it, while batches arrive at a fixed rate. Each batch
 * is read once, so the reads are part of the load.
 */
final class VisibleFigure {
    /** Reviews of a batch. */
    static final int BATCH = 50;

    private static final int CLIENTS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(20);

    /** What a batch counts that was refused, or whose reading was. */
    private static final Duration REFUSED = Duration.ofMinutes(1);

    private VisibleFigure() {}

    /** @param rate reviews per second, at least {@value #BATCH} */
    static IngestFigure measure(IngestStack stack, int rate, Consumer<String> progress)
            throws IOException, InterruptedException {
        ReviewClient gateway = ReviewClient.of(stack.stack().url());
        ReviewPayloads payloads = new ReviewPayloads(stack.cards());
        List<Learner> learners = stack.learners(CLIENTS);
        for (Learner learner : learners) {
            gateway.join(stack.deckId(), learner);
        }
        int batches = rate / BATCH;
        Collection<Long> delays = new ConcurrentLinkedQueue<>();
        LongAdder refused = new LongAdder();
        Load.Call call = client -> {
            Learner learner = learners.get(client);
            List<ReviewRecorded> reviews = payloads.next(learner.id(), BATCH, Origin.LIVE);
            try {
                String answer = gateway.record(learner.token(), ReviewPayloads.body(reviews), BATCH);
                long acknowledged = System.nanoTime();
                gateway.awaitCaughtUp("/api/v1/mastery/tags?after=", ReviewClient.position(answer), learner.token());
                delays.add(System.nanoTime() - acknowledged);
            } catch (IOException overloaded) {
                refused.increment();
                delays.add(REFUSED.toNanos());
            }
            return BATCH;
        };
        Load.open(batches, WARM_UP, CLIENTS, call);
        delays.clear();
        refused.reset();
        long start = System.nanoTime();
        Load.open(batches, TIME, CLIENTS, call);
        double served = (delays.size() - refused.sum()) * BATCH / ((System.nanoTime() - start) / 1e9);
        Latencies latencies =
                Latencies.of(delays.stream().mapToLong(Long::longValue).toArray());
        String details = "%s; batches of %d, %,.0f reviews/s served, %d batches refused"
                .formatted(latencies, BATCH, served, refused.sum());
        progress.accept("acknowledged until visible at %,d reviews/s: %s".formatted(batches * BATCH, details));
        return IngestFigure.atMost(
                "p99 from acknowledged to visible at %,d reviews/s".formatted(batches * BATCH),
                "ms",
                250,
                5_000,
                latencies.millis(0.99),
                details);
    }
}
