package dev.engram.review.adapter.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.ConfigProvider;

/** How many records the topic of learner events has. */
final class LogEnds implements AutoCloseable {
    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends = new HashMap<>();

    LogEnds() {
        var config = ConfigProvider.getConfig();
        admin = Admin.create(
                Map.of("bootstrap.servers", config.getValue("engram.kafka.bootstrap-servers", String.class)));
        for (int partition = 0; partition < 12; partition++) {
            ends.put(
                    new TopicPartition(config.getValue("engram.topic.reviews.name", String.class), partition),
                    OffsetSpec.latest());
        }
    }

    long records() {
        try {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
