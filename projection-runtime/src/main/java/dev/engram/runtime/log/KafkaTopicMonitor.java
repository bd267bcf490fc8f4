package dev.engram.runtime.log;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.log.LogDamage.Reason;
import dev.engram.runtime.store.ProjectionStoppedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic of a real broker. Looks at it every so often, compares it with what the service remembers of it, and remembers
 * that a loss of records was found: until it is restored, also by a process that is started later.
 */
public final class KafkaTopicMonitor implements TopicMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopicMonitor.class);
    private static final long BETWEEN_ENDS_NANOS = Duration.ofSeconds(2).toNanos();

    private final KafkaAccess kafka;
    private final String clientId;
    private final TopicDefinition topic;
    private final LogIdentities identities;
    private final InstantSource clock;
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final AtomicLong nextEnds = new AtomicLong(System.nanoTime());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final SharedCall<String> currentIds;
    private volatile @Nullable String knownId;
    private volatile @Nullable LogDamage damage;

    // guarded by this
    private @Nullable Admin admin;

    /** @param clientId name of this process in the broker's logs */
    public KafkaTopicMonitor(
            KafkaAccess kafka, String clientId, TopicDefinition topic, LogIdentities identities, InstantSource clock) {
        this.kafka = kafka;
        this.clientId = clientId;
        this.topic = topic;
        this.identities = identities;
        this.clock = clock;
        this.currentIds = new SharedCall<>("topic-id-" + topic.name(), this::findCurrentId);
    }

    private boolean isClosed(Duration after) {
        try {
            return closing.await(after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Made when first asked, since a broker's name may not be known yet when the process starts. */
    private synchronized Admin admin() {
        try {
            if (admin == null) {
                Map<String, Object> config = kafka.settings();
                config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "." + topic.name());
                config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
                config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
                config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
                admin = Admin.create(config);
            }
            return admin;
        } catch (KafkaException unresolvable) {
            throw new LogUnreachableException(unresolvable);
        }
    }

    @Override
    public String topicId() {
        return topicId(TopicAdmin.WAIT_SECONDS);
    }

    private String topicId(int waitSeconds) {
        var description = TopicAdmin.describe(admin(), topic, waitSeconds);
        if (description.partitions().size() != topic.partitions()) {
            throw new ProjectionStoppedException(
                    "partition-count",
                    "topic %s has %d partitions, must have %d: create the topic anew with this count and copy the events by key"
                            .formatted(topic.name(), description.partitions().size(), topic.partitions()));
        }
        var id = description.topicId().toString();
        var known = knownId;
        if (known == null) {
            knownId = id;
        } else if (!known.equals(id)) {
            try {
                var _ = check();
            } catch (RuntimeException unavailable) {
                show(LogIdentity.replaced(topic.name(), known, id, clock.instant()));
            }
        }
        return id;
    }

    /**
     * As {@link #topicId}; the last id known where the broker does not answer within a second, or an empty text. Each append asks:
     * the client of the broker makes one call at a time, so those who ask at once share one.
     */
    public String currentId() {
        return currentIds.ask().join();
    }

    private String findCurrentId() {
        try {
            return topicId(1);
        } catch (LogUnreachableException | ProjectionStoppedException unknown) {
            var known = knownId;
            return known == null ? "" : known;
        }
    }

    /** Looks now, as far as broker and database answer, and every {@code interval} from now on, on a thread of its own. */
    public void watch(Duration interval) {
        tryCheck();
        Thread.ofVirtual().name("watch-" + topic.name()).start(() -> {
            while (!isClosed(interval)) {
                tryCheck();
            }
        });
    }

    private void tryCheck() {
        try {
            var _ = check();
        } catch (RuntimeException unavailable) {
            // broker or database are away: that is shown elsewhere, and says nothing about the log
            LOG.atDebug()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("reason", unavailable.getMessage())
                    .log("topic not checked");
        }
    }

    /**
     * Compares the topic with what is remembered of it.
     *
     * @throws RuntimeException if broker or database do not answer
     */
    public TopicSnapshot check() {
        // before the broker is asked: another process may have seen a later end meanwhile
        var known = identities.read(topic.name()).orElse(null);
        TopicSnapshot found;
        try {
            found = TopicAdmin.look(admin(), topic);
        } catch (LogUnreachableException failure) {
            if (known != null && failure.isTopicUnknown()) {
                show(new LogDamage(Reason.MISSING, "there is no topic " + topic.name() + " any more", clock.instant()));
            }
            throw failure;
        }
        if (known == null) {
            known = LogIdentity.first(topic.name(), found);
            identities.createFirst(known);
        }
        knownId = known.topicId();
        var loss = known.lossIn(found, clock.instant()).orElse(null);
        if (loss == null) {
            identities.raiseEnds(known, found.ends());
        } else if (known.damage() == null) {
            identities.damaged(known, loss);
        }
        show(loss == null ? wrongSettings(found) : loss);
        return found;
    }

    private @Nullable LogDamage wrongSettings(TopicSnapshot found) {
        return found.violations().isEmpty()
                ? null
                : new LogDamage(
                        Reason.SETTINGS,
                        String.join(
                                "; ",
                                found.violations().stream()
                                        .map(TopicRules.Violation::problem)
                                        .toList()),
                        clock.instant());
    }

    private void show(@Nullable LogDamage found) {
        var before = damage;
        damage = found;
        if (found != null && (before == null || before.reason() != found.reason())) {
            LOG.atError()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("reason", found.reason().slug())
                    .addKeyValue("detail", found.detail())
                    .addKeyValue("remedy", found.remedy())
                    .log("log is damaged, nothing is appended to it");
        } else if (found == null && before != null) {
            LOG.atInfo().addKeyValue("topic", topic.name()).log("log is no longer damaged");
        }
    }

    @Override
    public Start verifiedStart() {
        // refuses another number of partitions
        var _ = topicId();
        var found = check();
        var loss = damage;
        if (loss != null && loss.reason().isLoss()) {
            throw loss.stopped();
        }
        return new Start(found.topicId(), found.begins());
    }

    @Override
    public @Nullable LogDamage damage() {
        return damage;
    }

    @Override
    public void report(LogDamage loss) {
        // the topic itself may show better what happened
        var _ = check();
        var known = damage;
        if (known == null || !known.reason().isLoss()) {
            identities.read(topic.name()).ifPresent(remembered -> identities.damaged(remembered, loss));
            show(loss);
        }
    }

    @Override
    public void requestEnds() {
        long now = System.nanoTime();
        long next = nextEnds.get();
        if (now - next < 0 || !nextEnds.compareAndSet(next, now + BETWEEN_ENDS_NANOS)) {
            return;
        }
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        var answer = admin().listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        for (var partition : asked.keySet()) {
            var _ = answer.partitionResult(partition).whenComplete((end, failure) -> {
                if (failure == null) {
                    ends.put(partition.partition(), end.offset());
                }
            });
        }
    }

    @Override
    public @Nullable Long end(int partition) {
        return ends.get(partition);
    }

    @Override
    public void close() {
        closing.countDown();
        synchronized (this) {
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
            }
        }
    }
}
