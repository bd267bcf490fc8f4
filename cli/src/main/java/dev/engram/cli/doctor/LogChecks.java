package dev.engram.cli.doctor;

import dev.engram.cli.stack.Health;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules.Violation;
import dev.engram.events.topic.Topics;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.runtime.log.TopicSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The broker, while it runs: its version, the settings of the topics, and whether records lie in the future. */
final class LogChecks {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private LogChecks() {}

    static List<Finding> all(LocalStack stack) throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        if (!stack.process(StackPart.BROKER).isAlive()) {
            return List.of(Finding.skip("topics", "the broker does not run"));
        }
        Health health = stack.process(StackPart.BROKER).health();
        if (!health.up()) {
            return List.of(Finding.fail(
                    "broker",
                    health.missing().getFirst().reason(),
                    String.valueOf(health.missing().getFirst().remedy())));
        }
        try (LogTopics topics = new LogTopics(stack.kafka())) {
            found.add(Finding.ok("broker", topics.version()));
            for (TopicDefinition topic : List.of(Topics.CARDS, Topics.REVIEWS)) {
                TopicSnapshot snapshot = topics.look(topic).orElse(null);
                found.add(topic(topic, snapshot));
                if (snapshot != null) {
                    found.add(newest(topic, topics.newest(topic, snapshot).orElse(Instant.EPOCH), Instant.now()));
                }
            }
        } catch (IOException e) {
            found.add(
                    Finding.fail("broker", String.valueOf(e.getMessage()), "./engram logs broker shows what it does"));
        }
        return found;
    }

    static Finding topic(TopicDefinition topic, @Nullable TopicSnapshot found) {
        String subject = "topic " + topic.name();
        if (found == null) {
            return Finding.warn(subject, "it is not there", "./engram up starts the service that creates it");
        }
        if (!found.violations().isEmpty()) {
            return Finding.fail(
                    subject,
                    found.violations().stream()
                            .map(wrong -> "%s is %s, must be %s: %s"
                                    .formatted(wrong.setting(), wrong.found(), wrong.needed(), wrong.reason()))
                            .collect(Collectors.joining("; ")),
                    found.violations().stream()
                            .map(Violation::remedy)
                            .distinct()
                            .collect(Collectors.joining("; ")));
        }
        long deleted = found.begins().stream().mapToLong(Long::longValue).sum();
        return deleted > 0
                ? Finding.fail(
                        subject,
                        "%,d events at its beginning are gone".formatted(deleted),
                        "./engram log restore --dry-run shows what the documents can give back")
                : Finding.ok(
                        subject,
                        "keeps every event, holds %,d records"
                                .formatted(found.ends().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()));
    }

    /** A record from the future says that this clock, or that of the broker, has been set back. */
    static Finding newest(TopicDefinition topic, Instant newest, Instant now) {
        String subject = "clock of " + topic.name();
        return newest.isAfter(now.plus(CLOCK_TOLERANCE))
                ? Finding.fail(
                        subject,
                        "its newest record was appended at %s, which is in the future".formatted(newest),
                        "set the clock of this machine")
                : Finding.ok(subject, newest.equals(Instant.EPOCH) ? "no records" : "newest record " + newest);
    }
}
