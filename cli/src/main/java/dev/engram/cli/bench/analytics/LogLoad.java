package dev.engram.cli.bench.analytics;

import dev.engram.cli.bench.ingest.ReviewPayloads;
import dev.engram.events.CardId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.Topics;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.access.KafkaAccess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Writes answers of many learners straight to the log: the records that review-service would have written. */
final class LogLoad implements AutoCloseable {
    /** Cards that a learner answers before another one does. */
    static final int SESSION = 25;

    private static final UUID NAMESPACE = UUID.fromString("0f6c2a51-77a1-4a8e-9d0e-3a5f6f6f2b11");
    private static final Duration BETWEEN_ANSWERS = Duration.ofDays(5);

    private final LogTopics topics;
    private final RecordWriter writer;
    private long number;

    LogLoad(KafkaAccess kafka) throws IOException {
        topics = new LogTopics(kafka);
        writer = new RecordWriter(kafka);
    }

    /** A simulated learner, the same for the same name. */
    static LearnerId learner(String name) {
        return new LearnerId(Ids.v8(NAMESPACE, name));
    }

    /** So many simulated learners, the same for the same name. */
    static List<LearnerId> learners(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> learner(name + number))
                .toList();
    }

    /** Records of the topic of reviews. */
    long records() throws IOException {
        writer.flush();
        return topics.find(Topics.REVIEWS)
                .orElseThrow(() -> new IOException("there is no topic " + Topics.REVIEWS.name()))
                .records();
    }

    void append(LearnerEvent event) throws IOException {
        writer.append(Topics.REVIEWS.name(), LearnerEvents.codec().encode(event));
    }

    /**
     * Each learner answers each card {@code answers} times, five days apart; learners take turns after some cards.
     *
     * @return what was answered, in the order of the log
     */
    List<LearnerCardKey> answer(List<LearnerId> learners, List<CardId> cards, int answers) throws IOException {
        List<LearnerCardKey> answered = new ArrayList<>(learners.size() * cards.size() * answers);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int round = 0; round < answers; round++) {
            Instant at = now.minus(BETWEEN_ANSWERS.multipliedBy(answers - round));
            for (int from = 0; from < cards.size(); from += SESSION) {
                List<CardId> session = cards.subList(from, Math.min(from + SESSION, cards.size()));
                for (LearnerId learner : learners) {
                    for (CardId card : session) {
                        append(ReviewPayloads.review(learner, card, at, number++, Origin.LIVE));
                        answered.add(new LearnerCardKey(learner, card));
                    }
                }
            }
        }
        writer.flush();
        return answered;
    }

    @Override
    public void close() {
        writer.close();
        topics.close();
    }
}
