package dev.engram.runtime.runner;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.engram.events.CardEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.LogFold;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.runner.ProjectionStatus.Partition;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.testing.Generate;
import dev.engram.testing.TestInfra;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A learner whose few cards have thousands of reviews each: together their documents are larger than what is read at a time. */
final class FullHistoriesTest {

    private static final int CARDS = 13;
    private static final int MOST_BYTES = 8 << 20;

    /** In which the drill measures; each is more than one batch. */
    private static final int PARTS = 6;

    private final Random random = new Random(60_013);
    private final LearnerBench bench = new LearnerBench();
    private final LearnerId learner = Generate.learnerId(random);
    private final BatchTransaction<LearnerEvent, LearnerCardKey, LearnerCard, ?> transaction =
            new BatchTransaction<>(bench.projection, bench.store());
    private final LogFold<LearnerEvent, LearnerCardKey, LearnerCard, ?> truth = new LogFold<>(bench.projection);
    private Checkpoint held = bench.store().take(0);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldApplyABatchToMoreHistoriesThanAreReadAtATimeInOneTransaction() {
        // given
        var histories = histories(CARDS, 1_500);
        histories.forEach(history -> apply(history.subList(0, 1_480)));
        var stored = new ArrayList<RawBsonDocument>();
        bench.generation
                .documents()
                .withDocumentClass(RawBsonDocument.class)
                .find()
                .into(stored);
        assertThat(stored.stream()
                        .mapToLong(document -> document.getByteBuffer().remaining())
                        .sum())
                .isGreaterThan(MOST_BYTES);
        var batch = new ArrayList<LearnerEvent>(interleaved(histories.stream()
                .map(history -> history.subList(1_480, history.size()))
                .toList()));
        var old = histories.get(3).get(5);
        batch.add(Generate.receivedAt(old, old.stamp().receivedAt().minusSeconds(1)));
        batch.add(batch.getFirst());
        batch.add(retraction(histories.get(7).get(9)));
        batch.addAll(histories(1, 30).getFirst());
        // when
        var before = held;
        var applied = apply(batch);
        // then
        assertThat(held.turn()).isEqualTo(before.turn() + 1);
        assertThat(applied.parked()).isEmpty();
        var documents = truth.documents();
        assertThat(documents).hasSize(CARDS + 1);
        documents.forEach((key, document) ->
                assertThat(bench.store().read(key)).as(key.toString()).isEqualTo(Optional.of(document)));
        assertThat(rows(bench.store().rows(Activity.BY_DAY, learner.text(), 0, 10_000_000)))
                .isEqualTo(rows(Contributions.differences(Activity.BY_DAY, Map.of(), documents)));
    }

    /**
     * How fast, and in how much memory, a learner's 60,000 reviews are applied. The more reviews the cards have, the more a batch reads
     * and folds, so the rate falls; it must not break down, as it does where batches are given up and halved.
     */
    @Test
    @Tag("drill")
    void shouldApplySixtyThousandReviewsOfThirteenCards() throws InterruptedException {
        // given
        var log = interleaved(histories(CARDS, 60_000 / CARDS));
        bench.append(log);
        // when
        var reached = new ArrayList<Double>(); // seconds at which each part was applied
        long start = System.nanoTime();
        try (var running = bench.start(TestInfra.shared().uniqueDatabase("histories"))) {
            for (long applied = 0; applied < log.size() && seconds(start) < 600; applied = applied(running)) {
                Thread.sleep(100);
                if (applied >= (long) log.size() * (reached.size() + 1) / PARTS) {
                    reached.add(seconds(start));
                    print(applied, reached.getLast());
                }
            }
            reached.add(seconds(start));
            // then
            assertThat(applied(running)).isEqualTo(log.size());
        }
        print(log.size(), reached.getLast());
        System.out.printf(Locale.ROOT, "drill: %,.0f events/s over all%n", log.size() / reached.getLast());
        // the first part has the start of the consumer in it, so the second one is compared
        double second = reached.get(1) - reached.get(0);
        double last = reached.getLast() - reached.get(PARTS - 2);
        assertThat(last).as("seconds of the last part").isLessThan(8 * second);
    }

    private long applied(HostedProjection<?, ?, ?, ?> running) {
        var status = running.status().of(running.status().live());
        return status == null
                ? 0
                : status.partitions().stream()
                        .mapToLong(Partition::next)
                        .filter(next -> next > 0)
                        .sum();
    }

    private void print(long applied, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%5.1f s: %,6d events applied, CPU of this process %.0f s, of mongod %.0f s and %,d MB%n",
                seconds,
                applied,
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9,
                mongod("extra_info", "user_time_us") / 1e6,
                mongod("mem", "resident"));
    }

    private long mongod(String section, String figure) {
        var status = bench.client.getDatabase("admin").runCommand(new Document("serverStatus", 1));
        return ((Number) status.get(section, Document.class).get(figure)).longValue();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private BatchTransaction.Applied apply(List<? extends LearnerEvent> events) {
        long first = held.next();
        var entries = new ArrayList<Batch.Entry<LearnerEvent, LearnerCardKey>>();
        for (var event : events) {
            var encoded = LearnerEvents.codec().encode(event);
            var origin = new ConsumerRecord<>(
                    "reviews",
                    0,
                    first + entries.size(),
                    encoded.key().getBytes(StandardCharsets.UTF_8),
                    encoded.value());
            encoded.headers()
                    .forEach((name, value) -> origin.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            entries.add(Batch.entry(origin, LearnerEvents.codec()::decode, bench.projection));
            truth.apply(origin.offset(), event);
        }
        var applied = transaction.apply(Batch.of(entries), held);
        held = applied.checkpoint();
        return applied;
    }

    /** Cards with so many reviews each, which fill half a kilobyte as those of other schedulers do. */
    private List<List<ReviewRecorded>> histories(int cards, int reviews) {
        return Stream.generate(() -> Generate.reviewsOf(learner, Generate.cardId(random), reviews, random).stream()
                        .map(this::detailed)
                        .toList())
                .limit(cards)
                .toList();
    }

    private ReviewRecorded detailed(ReviewRecorded review) {
        return new ReviewRecorded(
                review.stamp(),
                review.cardId(),
                review.cardRevision(),
                review.rating(),
                review.durationMs(),
                review.stamp().at(),
                review.basedOn(),
                new SchedulerRef("s".repeat(64), "w".repeat(64), 0.9),
                review.practice(),
                review.origin(),
                "v".repeat(64),
                Set.of());
    }

    private ReviewRetracted retraction(ReviewRecorded review) {
        var stamp = Generate.reviewsOf(learner, review.cardId(), 1, random)
                .getFirst()
                .stamp();
        return new ReviewRetracted(stamp, review.cardId(), review.stamp().eventId());
    }

    private <E extends CardEvent> List<E> interleaved(List<List<E>> histories) {
        var log = new ArrayList<E>();
        for (int i = 0; i < histories.getFirst().size(); i++) {
            int at = i;
            var round = new ArrayList<>(
                    histories.stream().map(history -> history.get(at)).toList());
            Collections.shuffle(round, random);
            log.addAll(round);
        }
        return log;
    }

    private static Map<AggregateKey, List<Long>> rows(Map<AggregateKey, long[]> rows) {
        return rows.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        row -> Arrays.stream(row.getValue()).boxed().toList()));
    }
}
