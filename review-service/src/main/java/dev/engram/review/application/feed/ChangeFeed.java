package dev.engram.review.application.feed;

import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.projections.Position;
import dev.engram.projections.feed.ChangeQueries;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.application.ErasedLearnerException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says what has changed for a learner since a cursor: nothing is kept for that, since documents know in which turn they were written
 * last, so an answer is complete after any absence. A cursor of documents that were built anew or repaired is answered with
 * everything.
 */
public final class ChangeFeed {

    private final ChangeQueries changes;
    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final JobSlots slots;
    private final Duration longestWait;

    /**
     * @param slots how many pages are put together at a time for those who ask
     * @param longestWait how long a read waits for the writes that it asks to see
     */
    public ChangeFeed(
            ChangeQueries changes,
            ProjectionQueries queries,
            VisibleDecks visible,
            JobSlots slots,
            Duration longestWait) {
        this.changes = changes;
        this.queries = queries;
        this.visible = visible;
        this.slots = slots;
        this.longestWait = longestWait;
    }

    /** A page, and whether it contains what was asked to be waited for. */
    public record Answer(ChangePage page, CatchUpResult reached) {}

    /** As {@link #page}, when it is the caller's turn and the projections have passed {@code after}. */
    public Answer answer(CallerToken caller, @Nullable FeedCursor since, int limit, Position after) {
        var reached = queries.await(after, longestWait);
        return new Answer(slots.run(caller.learnerId(), () -> page(caller, since, limit)), reached);
    }

    /**
     * The next page.
     *
     * @param since null for a client that knows nothing
     * @param limit most schedules and cards together, {@code >= 1}
     * @throws ErasedLearnerException if the learner was erased
     * @throws UnavailableException if it cannot be found out which decks the caller may see
     */
    public ChangePage page(CallerToken caller, @Nullable FeedCursor since, int limit) {
        return changes.within(scope -> {
            if (scope.reading().learners().isErased(caller.learnerId())) {
                throw new ErasedLearnerException();
            }
            return new PageReading(scope, StudiedDecks.of(scope.reading(), visible, caller), caller.learnerId())
                    .page(since, limit);
        });
    }
}
