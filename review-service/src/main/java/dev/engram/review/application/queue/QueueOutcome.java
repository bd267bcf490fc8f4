package dev.engram.review.application.queue;

import dev.engram.events.Rating;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.HeldCard;
import dev.engram.review.application.LeechReader;
import dev.engram.review.application.queue.QueueReader.Place;
import dev.engram.scheduler.AnswerPreview;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.queue.QueueEntry;
import dev.engram.scheduler.queue.QueueOrder;
import dev.engram.scheduler.queue.StudyQueue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a learner gets who asks for the queue. */
public sealed interface QueueOutcome {

    /**
     * The queue at a moment.
     *
     * @param order of the due reviews of a day
     * @param queue the whole, for counting
     * @param items a page of it
     * @param next the place up to which the queue has been answered; null if nothing comes after it
     * @param quarantined number of cards left out since no state could be derived for them
     */
    record Known(
            Instant asOf,
            CatchUpResult reached,
            @Nullable Instant dataUpTo,
            QueueOrder order,
            StudyQueue queue,
            List<Item> items,
            @Nullable Place next,
            int quarantined)
            implements QueueOutcome {
        public Known {
            items = List.copyOf(items);
        }
    }

    /** The card at which the page before ended is in none of the decks any more, so nobody knows what comes after it. */
    record PlaceGone() implements QueueOutcome {}

    /** The deck asked about is not one of the learner's. */
    record NotJoined() implements QueueOutcome {}

    /** The decks asked about have more live cards together than a queue is made of. */
    record TooMany(int limit) implements QueueOutcome {}

    /**
     * One card to be studied.
     *
     * @param day study day on which it is, as epoch day
     * @param state {@link CardState#NEW} for a new card
     * @param dueDay study day on which it fell or falls due, as epoch day; null for a new card
     * @param retrievability probability of recall at the moment of the queue; null for a new card
     * @param leech whether it was forgotten more often than predicted ({@link LeechReader})
     * @param previews what each answer would lead to, given at the moment for which the cards of the day were judged; empty where the
     *     weights of the plan cannot be used
     */
    record Item(
            QueueEntry entry,
            long day,
            HeldCard card,
            CardState state,
            @Nullable Long dueDay,
            @Nullable Double retrievability,
            boolean leech,
            Map<Rating, AnswerPreview> previews) {}
}
