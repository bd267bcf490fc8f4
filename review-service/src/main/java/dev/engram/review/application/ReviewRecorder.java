package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.projections.Position;
import dev.engram.review.application.RecordedHistory.CardRecord;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.RecordReview;
import dev.engram.review.domain.Refusal;
import dev.engram.review.domain.ReviewOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of reviews. Needs the log and nothing else: without database and card service a review is taken and
 * flagged, since a learner's answer cannot be had again.
 */
public final class ReviewRecorder {
    private final ReviewLog log;
    private final CardVerification cards;
    private final RecordedHistory history;
    private final Patience store;
    private final InstantSource clock;

    /** @param store the patience with the database that {@code history} asks */
    public ReviewRecorder(
            ReviewLog log, CardVerification cards, RecordedHistory history, Patience store, InstantSource clock) {
        this.log = log;
        this.cards = cards;
        this.history = history;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Records what is good of a batch. When this returns, every item reported as recorded has been acknowledged by the
     * log; when it throws, the client has to repeat the whole batch, which is harmless.
     *
     * @param token the caller's token, for asking the card service on his behalf
     */
    public BatchOutcome record(LearnerId learnerId, List<BatchItem> items, String token) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var batch = Batch.of(items, receivedAt);
        Map<CardId, CardVerdict> verdicts = cards.of(batch.cards(), token);
        Map<CardId, CardRecord> records = recorded(learnerId, batch);

        var outcomes = new ReviewOutcome[items.size()];
        var events = new ArrayList<ReviewRecorded>();
        var added = new HashMap<CardId, Integer>();
        batch.admitted().forEach((index, review) -> {
            var verdict = verdicts.getOrDefault(review.cardId(), CardVerdict.UNSAID);
            var record = records.getOrDefault(review.cardId(), CardRecord.EMPTY);
            int size = record.reviews() + added.getOrDefault(review.cardId(), 0);
            outcomes[index] = outcome(review, verdict, record, size);
            if (outcomes[index] instanceof ReviewOutcome.Recorded) {
                events.add(Admission.event(learnerId, review, receivedAt, verdict == CardVerdict.EXISTS));
                added.merge(review.cardId(), 1, Integer::sum);
            }
        });
        batch.refused().forEach((index, refusal) -> outcomes[index] = new ReviewOutcome.Rejected(refusal));
        // A repetition shares the fate of what it repeats: what was refused the first time is no duplicate of anything.
        batch.repeated().forEach((index, first) -> outcomes[index] = repeated(outcomes[first]));
        return new BatchOutcome(List.of(outcomes), events.isEmpty() ? known(learnerId, outcomes) : log.append(events));
    }

    /** A client that repeats a batch wants to read after it as much as one whose first attempt was answered. */
    private @Nullable Position known(LearnerId learnerId, ReviewOutcome[] outcomes) {
        return Stream.of(outcomes).anyMatch(ReviewOutcome.Duplicate.class::isInstance)
                ? store.ask(() -> history.passed(learnerId)).orNull()
                : null;
    }

    private static ReviewOutcome outcome(RecordReview review, CardVerdict verdict, CardRecord record, int size) {
        if (verdict == CardVerdict.MISSING) {
            return new ReviewOutcome.Rejected(Refusal.unknownCard());
        }
        if (record.present().contains(review.reviewId())) {
            return new ReviewOutcome.Duplicate();
        }
        if (size >= Admission.MOST_REVIEWS_OF_A_CARD) {
            return new ReviewOutcome.Rejected(Refusal.historyFull());
        }
        return new ReviewOutcome.Recorded();
    }

    private static ReviewOutcome repeated(ReviewOutcome first) {
        return switch (first) {
            case ReviewOutcome.Rejected rejected -> rejected;
            case ReviewOutcome.Recorded _, ReviewOutcome.Duplicate _ -> new ReviewOutcome.Duplicate();
        };
    }

    private Map<CardId, CardRecord> recorded(LearnerId learnerId, Batch batch) {
        var asked = new HashMap<CardId, Set<EventId>>();
        batch.admitted()
                .values()
                .forEach(review -> asked.computeIfAbsent(review.cardId(), _ -> new HashSet<>())
                        .add(review.reviewId()));
        if (asked.isEmpty()) {
            return Map.of();
        }
        return switch (store.ask(() -> history.of(learnerId, asked))) {
            case Reply.Said<Map<CardId, CardRecord>>(var records) -> records;
            case Reply.Silent<Map<CardId, CardRecord>> _ -> Map.of();
        };
    }
}
