package dev.engram.review.application.history;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.scheduler.CardHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a learner which events arrived with different contents under one id, and which of them counts. */
public final class ConflictReader {
    private final ProjectionQueries queries;
    private final JobSlots slots;
    private final Duration longestWait;

    /**
     * @param slots how many histories are read at a time
     * @param longestWait how long a read waits for the writes that it asks to see
     */
    public ConflictReader(ProjectionQueries queries, JobSlots slots, Duration longestWait) {
        this.queries = queries;
        this.slots = slots;
        this.longestWait = longestWait;
    }

    /** Where a page begins: after the conflict of {@code event} of {@code card}. */
    public record Place(CardId card, EventId event) {}

    /** Why the version that counts does. */
    public enum Reason {
        /** The server received it before all others. */
        RECEIVED_FIRST,
        /** Others were received at the same time, and its canonical bytes are the smallest. */
        SMALLEST_BYTES,
        /** None that was received before has an effect: it takes back itself. */
        OTHERS_HAVE_NO_EFFECT
    }

    /**
     * Different contents under one id.
     *
     * @param counting the version that counts; null where none has an effect
     * @param reason why it counts; null where none does
     * @param others the other versions that are kept, by (receivedAt, canonical bytes)
     * @param further how many more there are, which are not kept
     */
    public record Conflict(
            EventId id,
            CardId card,
            @Nullable CardEvent counting,
            @Nullable Reason reason,
            List<CardEvent> others,
            int further) {
        public Conflict {
            others = List.copyOf(others);
        }

        static Conflict of(CardId card, EventId id, CardHistory history) {
            var versions = history.versions(id);
            var counting = versions.stream().filter(history::counts).findFirst().orElse(null);
            var others = new ArrayList<>(versions);
            others.remove(counting);
            var held = history.conflicts().get(id);
            return new Conflict(
                    id,
                    card,
                    counting,
                    reason(versions, counting),
                    others,
                    held == null ? 0 : held.further().size());
        }

        private static @Nullable Reason reason(List<CardEvent> versions, @Nullable CardEvent counting) {
            if (counting == null) {
                return null;
            }
            if (!versions.getFirst().equals(counting)) {
                return Reason.OTHERS_HAVE_NO_EFFECT;
            }
            var received = counting.stamp().receivedAt();
            boolean alone = versions.stream()
                            .filter(version -> version.stamp().receivedAt().equals(received))
                            .count()
                    == 1;
            return alone ? Reason.RECEIVED_FIRST : Reason.SMALLEST_BYTES;
        }
    }

    /** @param next where the next page begins; null on the last */
    public record Page(List<Conflict> conflicts, @Nullable Place next, CatchUpResult reached) {
        public Page {
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * Conflicts by card and id.
     *
     * @param after the end of the page before; null for the first page
     * @param limit at most so many
     */
    public Page conflicts(LearnerId learner, @Nullable Place after, int limit, Position position) {
        var reached = queries.await(position, longestWait);
        return slots.run(
                learner,
                () -> queries.within(scope -> {
                    var found = new ArrayList<Conflict>();
                    var from = after == null ? null : after.card();
                    scope.learners().eachCardInConflict(learner, from, card -> {
                        var cardId = card.card().key().cardId();
                        var history = card.card().history();
                        history.conflicts().keySet().stream()
                                .sorted()
                                .filter(id -> after == null
                                        || !cardId.equals(after.card())
                                        || id.compareTo(after.event()) > 0)
                                .limit(limit + 1L - found.size())
                                .forEach(id -> found.add(Conflict.of(cardId, id, history)));
                        return found.size() <= limit;
                    });
                    if (found.size() <= limit) {
                        return new Page(found, null, reached);
                    }
                    var last = found.get(limit - 1);
                    return new Page(found.subList(0, limit), new Place(last.card(), last.id()), reached);
                }));
    }
}
