package dev.engram.scheduler;

import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.EASY;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.scheduler.Reviews.id;
import static dev.engram.scheduler.Reviews.receivedAt;
import static dev.engram.scheduler.Reviews.retraction;
import static dev.engram.scheduler.Reviews.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardEvent;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.testing.Generate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardHistoryTest {
    private static final String MONDAY = "2026-03-02T09:00:00Z";
    private static final String TUESDAY = "2026-03-03T09:00:00Z";

    private static CardHistory of(CardEvent... events) {
        return CardHistory.EMPTY.applyAll(List.of(events));
    }

    @Test
    void shouldKeepTheCopyReceivedFirstWhicheverArrivesFirst() {
        // given
        var first = receivedAt(1, MONDAY, GOOD, "2026-03-02T09:00:01Z");
        var again = receivedAt(1, MONDAY, GOOD, "2026-03-02T09:00:05Z", Flag.CARD_UNVERIFIED);
        // when
        var history = of(again, first, again);
        // then: sent again, not contradicted
        assertThat(history.reviews()).containsExactly(first);
        assertThat(history.conflicts()).isEmpty();
        assertThat(history).isEqualTo(of(first, again));
    }

    @Test
    void shouldRecordAConflictWhereCopiesContradictEachOther() {
        // given
        var early = receivedAt(1, MONDAY, GOOD, "2026-03-02T09:00:01Z");
        var late = receivedAt(1, MONDAY, AGAIN, "2026-03-02T09:00:05Z");
        var same = receivedAt(1, MONDAY, EASY, "2026-03-02T09:00:01Z");
        // when
        var history = of(late, early, same);
        // then
        assertThat(history.conflicts()).containsOnlyKeys(id(1));
        // of two received at once, the smaller bytes: "EASY" before "GOOD"
        assertThat(history.reviews()).containsExactly(same);
        assertThat(history).isEqualTo(of(same, early, late)).isEqualTo(of(early, late, same));
    }

    @Test
    void shouldLetTheSmallerCountWhereAReviewAndARetractionBearOneId() {
        // given
        var target = review(1, MONDAY, GOOD);
        var review = review(2, MONDAY, GOOD);
        var retraction = retraction(2, TUESDAY, 1);
        // when
        var history = of(retraction, target, review);
        // then: the review was received first, so nothing is retracted
        assertThat(history.reviews()).containsExactly(target, review);
        assertThat(history.conflicts()).containsOnlyKeys(id(2));
        assertThat(history).isEqualTo(of(review, target, retraction));
    }

    @Test
    void shouldKeepTheVersionsOfAConflictAndSayWhichCounts() {
        // given
        var early = receivedAt(1, MONDAY, GOOD, "2026-03-02T09:00:01Z");
        var late = receivedAt(1, MONDAY, AGAIN, "2026-03-02T09:00:05Z");
        var lateAgain = receivedAt(1, MONDAY, AGAIN, "2026-03-02T09:00:09Z", Flag.CARD_UNVERIFIED);
        // when
        var history = of(lateAgain, late, early);
        // then
        assertThat(history.versions(id(1))).containsExactly(early, late);
        assertThat(history.counts(early)).isTrue();
        assertThat(history.counts(late)).isFalse();
        assertThat(history.holds(lateAgain)).isTrue();
        assertThat(history.size()).isEqualTo(2);
    }

    @Test
    void shouldCountTheVersionsThatItDoesNotKeep() {
        // given: 30 contents under one id, in any order, each received two times
        var versions = new ArrayList<CardEvent>();
        for (int i = 0; i < 30; i++) {
            var version =
                    Generate.otherVersion(receivedAt(1, MONDAY, GOOD, "2026-03-02T09:00:0%dZ".formatted(i % 5)), i);
            versions.add(version);
            versions.add(Generate.receivedAt(
                    version, Instant.parse("2026-03-02T10:00:00Z").plusSeconds(i)));
        }
        var random = new Random(30);
        var expected = of(versions.toArray(CardEvent[]::new));
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(versions, random);
            // when
            var history = CardHistory.EMPTY;
            for (var version : versions) {
                history = history.apply(version);
            }
            // then
            assertThat(history).isEqualTo(expected);
        }
        assertThat(expected.versions(id(1))).hasSize(1 + OtherVersions.MOST_KEPT);
        assertThat(expected.conflicts().get(id(1)).further()).hasSize(30 - 1 - OtherVersions.MOST_KEPT);
        assertThat(expected.size()).isEqualTo(30);
        assertThat(versions).allMatch(expected::holds);
    }

    @Test
    void shouldLetARetractionOfItselfDoNothingInAnyOrder() {
        // given
        var before = retraction(1, "2026-03-01T09:00:00Z", 1);
        var review = review(1, MONDAY, GOOD);
        var after = retraction(1, TUESDAY, 1);
        // when
        var history = of(before, review, after);
        // then
        assertThat(history.reviews()).containsExactly(review);
        assertThat(history.retracted()).isEmpty();
        assertThat(history.conflicts()).containsOnlyKeys(id(1));
        assertThat(history).isEqualTo(of(review, after, before)).isEqualTo(of(after, before, review));
    }

    @Test
    void shouldKeepAndNotScheduleALiveReviewOfALostClock() {
        // given
        var lost = review(1, "2005-12-31T23:59:59Z", GOOD);
        var plausible = review(2, "2006-01-01T00:00:00Z", GOOD);
        // when
        var history = of(lost, plausible);
        // then
        assertThat(history.recorded()).containsOnlyKeys(id(1), id(2));
        assertThat(history.reviews()).containsExactly(plausible);
        assertThat(of(Reviews.imported(lost)).reviews()).hasSize(1);
    }

    @Test
    void shouldWaitForTheReviewThatARetractionNames() {
        // given
        var review = review(1, MONDAY, GOOD);
        var undo = retraction(2, MONDAY, 1);
        var undoAgain = retraction(3, MONDAY, 1);
        // when
        var undoFirst = of(undo, undoAgain).apply(review);
        // then
        assertThat(undoFirst.reviews()).isEmpty();
        assertThat(undoFirst).isEqualTo(of(review, undo, undoAgain));
        assertThat(undoFirst.recorded()).containsKey(id(1));
    }

    @Test
    void shouldNotUndoAnUndo() {
        // given
        var review = review(1, MONDAY, GOOD);
        var undo = retraction(2, MONDAY, 1);
        // when
        var history = of(review, undo, retraction(3, MONDAY, 2));
        // then
        assertThat(history.reviews()).isEmpty();
    }

    @Test
    void shouldOrderEqualTimesByClientThenSequence() {
        // given
        var phone2 = review(2, MONDAY, GOOD);
        var phone3 = review(3, MONDAY, AGAIN);
        var laptop9 = Reviews.review(9, "laptop", MONDAY, java.time.ZoneOffset.UTC, EASY);
        // when
        var history = of(phone3, phone2, laptop9);
        // then
        assertThat(history.reviews()).containsExactly(laptop9, phone2, phone3);
    }

    @Test
    void shouldApplyRetractionsKnownNowToThePast() {
        // given
        var monday = review(1, MONDAY, GOOD);
        var tuesday = review(2, TUESDAY, GOOD);
        var history = of(monday, tuesday, retraction(3, "2026-03-09T09:00:00Z", 1));
        // when
        var then = history.asOf(Instant.parse(TUESDAY));
        // then
        assertThat(then.reviews()).containsExactly(tuesday);
        assertThat(history.asOf(Instant.parse(MONDAY)).reviews()).isEmpty();
    }
}
