package dev.engram.cli.bench.analytics;

import dev.engram.cli.bench.ingest.IngestFigure;
import dev.engram.cli.bench.ingest.IngestStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.LearnerId;
import dev.engram.events.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How fast a generation is built anew from the beginning of the log, beside a consumer that reads the log and does nothing else. */
final class RebuildFigure {
    private static final int CARDS = 100;
    private static final int ANSWERS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(60);
    private static final double GOAL = 100_000;
    private static final double SHARE_OF_CONSUMER = 0.25;

    private final IngestStack stack;
    private final LogLoad log;
    private final ProjectionWatch watch;
    private final Consumer<String> progress;

    RebuildFigure(IngestStack stack, LogLoad log, ProjectionWatch watch, Consumer<String> progress) {
        this.stack = stack;
        this.log = log;
        this.watch = watch;
        this.progress = progress;
    }

    /** @param events that the log has at least when it is folded */
    List<IngestFigure> measure(int events) throws IOException, InterruptedException {
        fill(events);
        long records = log.records();
        double consumed = consumed(records);
        progress.accept("a consumer alone reads %,.0f of %,d records/s".formatted(consumed, records));
        int before = watch.liveGeneration();
        Duration service = ProcessUse.processor(stack.stack(), StackPart.ANALYTICS);
        Duration mongod = ProcessUse.processor(stack.stack(), StackPart.MONGOD);
        double most = ProcessUse.megabytes(stack.stack(), StackPart.ANALYTICS);
        long start = System.nanoTime();
        watch.rebuild();
        while (watch.liveGeneration() == before) {
            most = Math.max(most, ProcessUse.megabytes(stack.stack(), StackPart.ANALYTICS));
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IOException("the new generation was not live within an hour");
            }
            Thread.sleep(200);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String details =
                "%,d events in %.1f s, %.2f ms of the service and %.2f ms of MongoDB per event; a consumer alone reads %,.0f/s"
                        .formatted(
                                records,
                                seconds,
                                millis(service, StackPart.ANALYTICS) / records,
                                millis(mongod, StackPart.MONGOD) / records,
                                consumed);
        progress.accept("rebuilt: " + details);
        return List.of(
                IngestFigure.atLeast("rebuild", "events/s", goal(consumed), 500, records / seconds, details),
                IngestFigure.atMost(
                        "resident memory of the service in a rebuild",
                        "MB",
                        512,
                        1_024,
                        most,
                        "the most of looks every 0.2 s"));
    }

    /** @param consumed records per second that a consumer alone reads */
    static double goal(double consumed) {
        return Math.min(GOAL, SHARE_OF_CONSUMER * consumed);
    }

    private double millis(Duration before, StackPart part) {
        return ProcessUse.processor(stack.stack(), part).minus(before).toNanos() / 1e6;
    }

    private void fill(int events) throws IOException, InterruptedException {
        long lacking = events - log.records();
        if (lacking <= 0) {
            return;
        }
        int learners = (int) Math.ceilDiv(lacking, CARDS * ANSWERS);
        List<LearnerId> ids = LogLoad.learners("rebuild/", learners);
        long applied = watch.applied();
        int answered = log.answer(ids, stack.cards().subList(0, CARDS), ANSWERS).size();
        progress.accept("%,d events more are in the log; they are folded first".formatted(answered));
        watch.awaitApplied(applied + answered);
    }

    private double consumed(long records) throws IOException {
        Map<String, Object> settings = stack.stack().kafka().settings();
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, Topics.REVIEWS.partitions())
                    .mapToObj(partition -> new TopicPartition(Topics.REVIEWS.name(), partition))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            long read = 0;
            long start = System.nanoTime();
            while (read < records) {
                int some = consumer.poll(Duration.ofSeconds(10)).count();
                if (some == 0) {
                    throw new IOException("the log ends after %,d of %,d records".formatted(read, records));
                }
                read += some;
            }
            return read / ((System.nanoTime() - start) / 1e9);
        }
    }
}
