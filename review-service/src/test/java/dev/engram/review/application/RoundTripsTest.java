package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.Stamp;
import dev.engram.events.topic.Topics;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.log.Appended;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.review.domain.ItemOutcome.Accepted;
import dev.engram.runtime.query.RunningProjections;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often a batch of reviews asks the database before it is in the log, counted on a real mongod. */
class RoundTripsTest {

    @Test
    void shouldAskTheDatabaseAtMostThreeTimesBeforeTheLog() {
        try (var projections = new RunningProjections()) {
            // given
            var clock = InstantSource.system();
            var sent = new ArrayList<String>();
            var log = new ReviewLog(
                    (_, _) -> {
                        sent.addAll(projections.takeCommands());
                        return List.of(new Appended(0, 0));
                    },
                    Topics.REVIEWS,
                    () -> "topic");
            var breaker = new CircuitBreaker("test", clock, Duration.ofSeconds(2));
            var directory = new StubDirectory();
            var recorder = new ReviewRecorder(
                    log,
                    new CardVerification(directory, directory.visible(clock, Duration.ofSeconds(2)), breaker, clock),
                    new EntryQueries(projections.queries(), breaker));
            var random = new Random();
            var learner = Generate.learnerId(random);
            var batch = Stream.generate(() -> Generate.cardId(random))
                    .limit(200)
                    .map(card -> {
                        directory.knows(card);
                        var at = Instant.now();
                        return new BatchItem.Readable(new ReviewRecorded(
                                new Stamp(
                                        new EventId(Ids.v7()),
                                        learner,
                                        at,
                                        ZoneOffset.UTC,
                                        new ClientId("phone"),
                                        0,
                                        at),
                                card,
                                1,
                                Rating.GOOD,
                                null,
                                null,
                                null,
                                null,
                                false,
                                Origin.LIVE,
                                null,
                                Set.of()));
                    })
                    .toList();
            projections.takeCommands();
            // when
            var outcome = recorder.record(new CallerToken(learner, "token"), List.copyOf(batch));
            // then
            assertThat(outcome.outcomes()).hasSize(200).hasOnlyElementsOfType(Accepted.class);
            assertThat(sent).hasSize(3);
        }
    }
}
