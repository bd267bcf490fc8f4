package dev.engram.kit.topic;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules.Violation;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.StartupCheck;
import dev.engram.kit.health.Unready;
import dev.engram.kit.log.LogDamagedException;
import dev.engram.kit.topic.TopicCheck.TopicState;
import dev.engram.runtime.access.KafkaAccess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the topics that {@code engram.topics.owns} and {@code .reads} name, in the background from the start on. Until then the
 * service is not ready and appends nothing; on a topic that could lose events it ends. From then on it looks at them every
 * {@code engram.topics.check-interval}: a topic that has lost records, or could lose them, takes nothing more.
 */
@ApplicationScoped
public class TopicGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);

    private final Set<String> verified = ConcurrentHashMap.newKeySet();
    private final Map<String, Unready> unverified = new ConcurrentHashMap<>();
    private final TopicCheck check;
    private final Set<TopicDefinition> owned;
    private final Set<TopicDefinition> read;
    private final Duration interval;
    private final Readiness readiness;
    private final TopicMonitors monitors;
    private final MeterRegistry meters;

    /** The topics that a service uses: {@code cards} and {@code reviews}. */
    @ConfigMapping(prefix = "engram.topics")
    public interface TopicConfig {
        /** The topics that this service appends to, and creates where they are not there. */
        Optional<Set<String>> owns();

        /** The topics that this service only reads; it waits for them. */
        Optional<Set<String>> reads();

        /** Copies of each partition when a topic is created; one broker can hold one. */
        @WithDefault("1")
        short replicationFactor();

        /** How often settings, ids and offsets of the topics are looked at. */
        @WithDefault("30S")
        Duration checkInterval();
    }

    TopicGuard(
            KafkaAccess kafka,
            TopicConfig config,
            EngramTopics topics,
            TopicMonitors monitors,
            Readiness readiness,
            MeterRegistry meters) {
        this.check = new TopicCheck(kafka, config.replicationFactor());
        this.owned = named(config.owns().orElse(Set.of()), topics);
        this.read = named(config.reads().orElse(Set.of()), topics);
        this.readiness = readiness;
        this.monitors = monitors;
        this.interval = config.checkInterval();
        this.meters = meters;
    }

    private static Set<TopicDefinition> named(Set<String> names, EngramTopics topics) {
        return names.stream().map(topics::called).collect(Collectors.toUnmodifiableSet());
    }

    void start(@Observes StartupEvent started) {
        var all = new LinkedHashSet<>(owned);
        all.addAll(read);
        for (var topic : all) {
            unverified.put(topic.name(), new Unready("the topic has not been checked yet", null));
            readiness.require("topic " + topic.name(), () -> unverified.get(topic.name()));
            readiness.require("log " + topic.name(), () -> damage(topic));
            Gauge.builder("engram.log.damaged", () -> monitors.of(topic).damage() == null ? 0 : 1)
                    .tag("topic", topic.name())
                    .description("1 while the topic has lost records or could lose them, and takes no events")
                    .register(meters);
            readiness.retry("check of topic " + topic.name(), () -> verify(topic));
        }
    }

    /** Whether the topic has been seen to keep every event. */
    public boolean isVerified(TopicDefinition topic) {
        return verified.contains(topic.name());
    }

    /**
     * Kafka's id of a topic as it is now.
     *
     * @return the last one known where the broker does not answer within a second
     * @throws LogDamagedException if the topic has lost records or could lose them
     */
    public String requireSound(TopicDefinition topic) {
        var id = monitors.of(topic).currentId();
        requireUndamaged(topic);
        return id;
    }

    /** @throws LogDamagedException if the topic is known to have lost records, or could lose them */
    void requireUndamaged(TopicDefinition topic) {
        var damage = monitors.of(topic).damage();
        if (damage != null) {
            throw new LogDamagedException(damage.detail());
        }
    }

    private @Nullable Unready damage(TopicDefinition topic) {
        var damage = monitors.of(topic).damage();
        return damage == null ? null : new Unready(damage.detail(), damage.remedy());
    }

    private @Nullable String verify(TopicDefinition topic) {
        return switch (owned.contains(topic) ? check.own(topic) : check.read(topic)) {
            case TopicState.Sound _ -> {
                LOG.atInfo().addKeyValue("topic", topic.name()).log("topic verified");
                monitors.of(topic).watch(interval);
                verified.add(topic.name());
                unverified.remove(topic.name());
                yield null;
            }
            case TopicState.Unsound(var violations) -> {
                StartupCheck.refuse(violations.stream()
                        .map(Violation::toString)
                        .collect(Collectors.joining(System.lineSeparator())));
                yield null;
            }
            case TopicState.Absent _ ->
                waitFor(
                        topic,
                        new Unready(
                                "the topic does not exist yet",
                                owned.contains(topic) ? null : "start the service that owns it"));
            case TopicState.Refused(var reason, var remedy) -> waitFor(topic, new Unready(reason, remedy));
            case TopicState.Unreachable(var reason) ->
                waitFor(
                        topic,
                        new Unready(
                                "no answer from the broker at " + check.kafka().bootstrapServers() + ": " + reason
                                        + (check.kafka().user() == null
                                                ? " (a broker with users answers nobody else, and engram.kafka.user is not set)"
                                                : ""),
                                "start the broker, or look at its log; this service goes on by itself when it answers"
                                        + (check.kafka().usesTls()
                                                ? ""
                                                : "; where the broker speaks TLS, set engram.kafka.ca-file or engram.kafka.tls=true")));
        };
    }

    private String waitFor(TopicDefinition topic, Unready missing) {
        unverified.put(topic.name(), missing);
        return missing.reason();
    }
}
