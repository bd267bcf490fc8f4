package dev.engram.review.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final LearnerId LEARNER = new LearnerId(UUID.randomUUID());

    private static ReviewRecorded review(UUID id, Instant at, Origin origin) {
        return new ReviewRecorded(
                new Stamp(new EventId(id), LEARNER, at, ZoneOffset.ofHours(2), new ClientId("phone"), 3, NOW),
                new CardId(Ids.v7()),
                0,
                Rating.GOOD,
                null,
                null,
                null,
                null,
                false,
                origin,
                null,
                Set.of());
    }

    @Test
    void shouldAdmitATimeExactly24HoursAheadAndRefuseAMillisecondMore() {
        // given
        var limit = NOW.plus(Duration.ofHours(24));

        // when
        var admitted = Admission.refusal(review(Ids.v7(), limit, Origin.LIVE));
        var refused = Admission.refusal(review(Ids.v7(), limit.plusMillis(1), Origin.LIVE));

        // then
        assertThat(admitted).isEmpty();
        assertThat(refused).hasValueSatisfying(refusal -> {
            assertThat(refusal.slug()).isEqualTo("time-ahead");
            assertThat(refusal.field()).isEqualTo("reviewedAt");
        });
    }

    @Test
    void shouldAdmitIdsMadeFromNamesOnlyForImports() {
        // given
        var named = Ids.v5(Ids.v7(), "row 7");

        // when
        var live = Admission.refusal(review(named, NOW, Origin.LIVE));
        var imported = Admission.refusal(review(named, NOW, Origin.ANKI));
        var random = Admission.refusal(review(UUID.randomUUID(), NOW, Origin.ANKI));

        // then
        assertThat(live)
                .hasValueSatisfying(refusal -> assertThat(refusal.rule()).isEqualTo("must be a UUID of version 7"));
        assertThat(imported).isEmpty();
        assertThat(random).isPresent();
    }

    @Test
    void shouldFlagTimesThatNoGoodClockShows() {
        // given
        var early = Instant.parse("2005-12-31T23:59:59.999Z");
        var ahead = NOW.plus(Duration.ofMinutes(5));

        // when, then
        assertThat(flagsOf(early, true)).containsExactly(Flag.CLOCK_DOUBTFUL);
        assertThat(flagsOf(early.plusMillis(1), true)).isEmpty();
        assertThat(flagsOf(ahead, true)).isEmpty();
        assertThat(flagsOf(ahead.plusMillis(1), false))
                .containsExactlyInAnyOrder(Flag.CLOCK_DOUBTFUL, Flag.CARD_UNVERIFIED);
    }

    @Test
    void shouldKeepEverythingTheClientSaid() {
        // given
        var review = review(Ids.v7(), NOW, Origin.LIVE);

        // when
        var event = Admission.flagged(review, true);

        // then
        assertThat(event).isEqualTo(review);
    }

    private static Set<Flag> flagsOf(Instant at, boolean verified) {
        return ((ReviewRecorded) Admission.flagged(review(Ids.v7(), at, Origin.LIVE), verified)).flags();
    }
}
