package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Stamp;
import dev.engram.review.application.DailyReviews.Refused;
import dev.engram.review.application.DailyReviews.Share;
import dev.engram.testing.MovableClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DailyReviewsTest {
    private final MovableClock clock = new MovableClock();
    private final DailyReviews daily = new DailyReviews(clock, new Share(10, 100));
    private final LearnerId learner = new LearnerId(UUID.randomUUID());

    @Test
    void shouldTakeADaysReviewsAndNoMoreUntilMidnight() {
        // given
        assertThat(daily.reserve(learner, new Share(7, 0))).isEmpty();
        // when
        var refused = daily.reserve(learner, new Share(4, 0));
        // then: as a whole, so that less still fits
        var midnight = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        assertThat(refused).contains(new Refused(10, midnight));
        assertThat(daily.reserve(learner, new Share(3, 0))).isEmpty();
        assertThat(daily.reserve(new LearnerId(UUID.randomUUID()), new Share(10, 0)))
                .isEmpty();
        // when
        clock.advance(Duration.between(clock.instant(), midnight));
        // then
        assertThat(daily.reserve(learner, new Share(10, 0))).isEmpty();
    }

    @Test
    void shouldCountImportedReviewsByThemselves() {
        assertThat(daily.reserve(learner, new Share(10, 90))).isEmpty();
        assertThat(daily.reserve(learner, new Share(0, 10))).isEmpty();
        assertThat(daily.reserve(learner, new Share(0, 1)))
                .hasValueSatisfying(refused -> assertThat(refused.limit()).isEqualTo(100));
        assertThat(daily.reserve(learner, new Share(1, 0)))
                .hasValueSatisfying(refused -> assertThat(refused.limit()).isEqualTo(10));
    }

    @Test
    void shouldCountARetractionLikeAReview() {
        // given
        var at = clock.instant();
        var stamp = new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, new ClientId("phone"), 0, at);
        var retraction = new ReviewRetracted(stamp, new CardId(Ids.v7()), new EventId(Ids.v7()));
        // when, then
        assertThat(Share.of(List.of(new BatchItem.Readable(retraction)))).isEqualTo(new Share(1, 0));
    }

    @Test
    void shouldNotCountWhatWasNotRecorded() {
        // given: ten duplicates
        for (int i = 0; i < 3; i++) {
            assertThat(daily.reserve(learner, new Share(10, 0))).isEmpty();
            daily.giveBack(learner, new Share(10, 0));
        }
        // then
        assertThat(daily.reserve(learner, new Share(10, 0))).isEmpty();
    }
}
