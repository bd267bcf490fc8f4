package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.review.application.RecordedHistory.CardRecord;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.Refusal;
import dev.engram.review.domain.RetractReview;
import dev.engram.review.domain.ReviewOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the undoing of reviews, by the rules of {@link ReviewRecorder}. */
public final class ReviewRetractor {
    private final ReviewLog log;
    private final CardVerification cards;
    private final RecordedHistory history;
    private final Patience store;
    private final InstantSource clock;

    /** @param store the patience with the database that {@code history} asks */
    public ReviewRetractor(
            ReviewLog log, CardVerification cards, RecordedHistory history, Patience store, InstantSource clock) {
        this.log = log;
        this.cards = cards;
        this.history = history;
        this.store = store;
        this.clock = clock;
    }

    /** Records one retraction; see {@link ReviewRecorder#record}. */
    public BatchOutcome retract(LearnerId learnerId, RetractReview retraction, String token) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Refusal> refusal = Admission.refusal(retraction, receivedAt);
        if (refusal.isPresent()) {
            return new BatchOutcome(List.of(new ReviewOutcome.Rejected(refusal.get())), null);
        }
        if (cards.of(Set.of(retraction.cardId()), token).get(retraction.cardId()) == CardVerdict.MISSING) {
            return new BatchOutcome(List.of(new ReviewOutcome.Rejected(Refusal.unknownCard())), null);
        }
        CardRecord record = recorded(learnerId, retraction);
        if (record.present().contains(retraction.retractionId())) {
            return new BatchOutcome(
                    List.of(new ReviewOutcome.Duplicate()),
                    store.ask(() -> history.passed(learnerId)).orNull());
        }
        if (record.retractions() >= Admission.MOST_REVIEWS_OF_A_CARD) {
            return new BatchOutcome(List.of(new ReviewOutcome.Rejected(Refusal.historyFull())), null);
        }
        var position = log.append(List.of(Admission.event(learnerId, retraction, receivedAt)));
        return new BatchOutcome(List.of(new ReviewOutcome.Recorded()), position);
    }

    private CardRecord recorded(LearnerId learnerId, RetractReview retraction) {
        var asked = Map.of(retraction.cardId(), Set.of(retraction.retractionId()));
        return switch (store.ask(() -> history.of(learnerId, asked))) {
            case Reply.Said<Map<CardId, CardRecord>>(var records) ->
                records.getOrDefault(retraction.cardId(), CardRecord.EMPTY);
            case Reply.Silent<Map<CardId, CardRecord>> _ -> CardRecord.EMPTY;
        };
    }
}
