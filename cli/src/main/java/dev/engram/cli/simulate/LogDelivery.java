package dev.engram.cli.simulate;

import dev.engram.cli.classroom.ClassCohort;
import dev.engram.cli.stack.LocalStack;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.Topics;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.maintenance.cluster.RecordWriter;
import dev.engram.projections.Position;
import dev.engram.simulation.classroom.SimulatedLearner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Straight to the log: the records that review-service would have written if the days had been lived. */
final class LogDelivery implements Delivery {
    private final LogTopics topics;
    private final RecordWriter writer;

    /** @throws IOException if there is no broker, or the topic could lose events */
    LogDelivery(LocalStack stack) throws IOException {
        var kafka = stack.kafka();
        topics = new LogTopics(kafka);
        try {
            reviews();
            writer = new RecordWriter(kafka);
        } catch (IOException | RuntimeException failed) {
            topics.close();
            throw failed;
        }
    }

    private LogTopic reviews() throws IOException {
        return topics.find(Topics.REVIEWS)
                .orElseThrow(() ->
                        new IOException("there is no topic " + Topics.REVIEWS.name() + " yet; ./engram up makes it"));
    }

    @Override
    public void deliver(SimulatedLearner learner, @Nullable ClassCohort cohort) throws IOException {
        for (var event : learner.events(cohort == null ? null : cohort.id())) {
            writer.append(Topics.REVIEWS.name(), LearnerEvents.codec().encode(event));
        }
    }

    @Override
    public String position() throws IOException {
        writer.flush();
        var topic = reviews();
        var position = Position.NONE;
        for (int partition = 0; partition < topic.definition().partitions(); partition++) {
            if (topic.records(partition) > 0) {
                position =
                        position.and(Position.reviews(topic.snapshot().topicId(), partition, topic.end(partition) - 1));
            }
        }
        return position.toString();
    }

    @Override
    public void close() {
        writer.close();
        topics.close();
    }
}
