package dev.engram.kit.log;

import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one producer in use; a new one takes the place of one that failed for good. */
final class ProducerSlot {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerSlot.class);

    private final KafkaLogSettings settings;

    // guarded by this
    private @Nullable Producer<String, byte[]> producer;

    ProducerSlot(KafkaLogSettings settings) {
        this.settings = settings;
    }

    /** How long an append as a whole may take. */
    int appendMillis() {
        return settings.limits().append();
    }

    synchronized Producer<String, byte[]> current() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings.producer(), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** Drops {@code failed} unless that has been done. What it still holds fails, and so do the requests that wait for it. */
    void replace(Producer<String, byte[]> failed) {
        synchronized (this) {
            if (producer != failed) {
                return;
            }
            producer = null;
        }
        LOG.warn("producer replaced");
        Thread.ofVirtual().name("producer-close").start(() -> failed.close(Duration.ZERO));
    }

    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofMillis(settings.limits().append()));
            producer = null;
        }
    }
}
