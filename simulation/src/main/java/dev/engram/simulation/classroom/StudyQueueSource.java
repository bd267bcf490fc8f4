package dev.engram.simulation.classroom;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.SchedulerRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a learner is offered to study. For one learner and one thread. */
sealed interface StudyQueueSource permits PlanQueue, LadderQueue {

    /**
     * A card as a client shows it.
     *
     * @param card its number in the deck
     * @param dueAt null for a new one
     * @param basedOn the last review of the card that the client knows; null for a new one
     */
    record Shown(
            int card, @Nullable Instant dueAt, @Nullable EventId basedOn) {}

    /**
     * What a client offers.
     *
     * @param ready to be studied now, in this order
     * @param later when something comes up later on the same study day; null if nothing does
     */
    record Offer(List<Shown> ready, @Nullable Instant later) {
        public Offer {
            ready = List.copyOf(ready);
        }
    }

    /** What a client offers at a moment, by the reviews that it knows then. */
    Offer offer(ClientId client, Instant at);

    /** Takes in an answer. */
    void answered(int card, ReviewRecorded review);

    /** What a client says that it schedules with; null where the contract has no word for it. */
    @Nullable
    SchedulerRef scheduler();
}
