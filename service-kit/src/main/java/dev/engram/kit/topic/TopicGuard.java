package dev.engram.kit.topic;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules.Violation;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.Refusal;
import dev.engram.kit.log.KafkaConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Verifies the topics that {@code engram.topics.owns} and {@code .reads} name, in the background from the start on. Until then the
 * service is not ready and appends nothing; on a topic that could lose events it ends.
 */
@ApplicationScoped
public class TopicGuard {
    private static final Logger LOG = Logger.getLogger(TopicGuard.class);
    private static final long PAUSE_MILLIS = 500;

    private final Set<String> verified = ConcurrentHashMap.newKeySet();
    private final TopicCheck check;
    private final Set<TopicDefinition> owned;
    private final Set<TopicDefinition> read;
    private final Readiness readiness;
    private volatile boolean stopped;

    TopicGuard(KafkaConfig kafka, TopicConfig config, EngramTopics topics, Readiness readiness) {
        this.check = new TopicCheck(kafka.bootstrapServers(), config.replicationFactor());
        this.owned = named(config.owns().orElse(Set.of()), topics);
        this.read = named(config.reads().orElse(Set.of()), topics);
        this.readiness = readiness;
    }

    private static Set<TopicDefinition> named(Set<String> names, EngramTopics topics) {
        return names.stream().map(topics::called).collect(Collectors.toUnmodifiableSet());
    }

    void start(@Observes StartupEvent started) {
        var all = new LinkedHashSet<>(owned);
        all.addAll(read);
        for (var topic : all) {
            readiness.require("topic " + topic.name(), () -> isVerified(topic));
            Thread.ofVirtual().name("topic-guard-" + topic.name()).start(() -> verify(topic));
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    /** Whether the topic has been seen to keep every event. */
    public boolean isVerified(TopicDefinition topic) {
        return verified.contains(topic.name());
    }

    private void verify(TopicDefinition topic) {
        var said = "";
        while (!stopped) {
            var state = owned.contains(topic) ? check.own(topic) : check.read(topic);
            var line = state.getClass().getSimpleName();
            switch (state) {
                case TopicState.Sound _ -> {
                    LOG.infof("topic verified topic=%s", topic.name());
                    verified.add(topic.name());
                    return;
                }
                case TopicState.Unsound unsound -> {
                    Refusal.toRun(unsound.violations().stream()
                            .map(Violation::toString)
                            .collect(Collectors.joining(System.lineSeparator())));
                    return;
                }
                case TopicState.Absent _ -> log(said, line, "waiting for topic " + topic.name());
                case TopicState.Unreachable away ->
                    log(said, line, "waiting for the broker at " + check.bootstrapServers() + ": " + away.reason());
            }
            said = line;
            if (!paused()) {
                return;
            }
        }
    }

    /** One line per change of state, not per turn. */
    private static void log(String before, String now, String line) {
        if (!before.equals(now)) {
            LOG.info(line);
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
