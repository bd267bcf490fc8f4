package dev.engram.analytics.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.kit.topic.TopicGuard;
import dev.engram.projections.Position;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Appends events straight to the topics that the service follows. */
@Singleton
public class TestLog {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Inject
    LogAppender log;

    @Inject
    EngramTopics topics;

    @Inject
    TopicGuard guard;

    /** @return the position of the last event */
    public Position append(List<? extends LearnerEvent> events) {
        var encoded = events.stream().map(LearnerEvents.codec()::encode).toList();
        var last = whenVerified(() -> log.append(topics.reviews(), encoded)).getLast();
        return Position.reviews(guard.requireSound(topics.reviews()), last.partition(), last.offset());
    }

    /** Appends a record of a type that no release has written. @return its position */
    public Position appendUnknown(LearnerId learner) {
        var headers = Map.of("ce_type", "engram.review.imagined.v9");
        var key = learner.value().toString();
        var unknown = new EncodedEvent(key, headers, "{}".getBytes(StandardCharsets.UTF_8));
        var last = whenVerified(() -> log.append(topics.reviews(), List.of(unknown)))
                .getLast();
        return Position.reviews(guard.requireSound(topics.reviews()), last.partition(), last.offset());
    }

    /** @return the position of the last version */
    public Position appendDeck(List<? extends DeckEvent> events) {
        var encoded = events.stream().map(DeckEvents.codec()::encode).toList();
        assertThat(whenVerified(() -> log.append(topics.cards(), encoded))).hasSameSizeAs(events);
        var last = events.getLast().stamp();
        return Position.deck(last.deckId(), last.version());
    }

    /** The service looks at its topics in the background and appends nothing before. */
    private static <T> T whenVerified(Supplier<T> append) {
        return await().atMost(LONGEST)
                .ignoreException(LogUnavailableException.class)
                .until(append::get, Objects::nonNull);
    }
}
