package dev.engram.review.application.feed;

import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.projections.feed.ChangeQueries;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.review.application.ErasedLearnerException;
import org.jspecify.annotations.Nullable;

/**
 * Says what has changed for a learner since a cursor: nothing is kept for that, since documents know in which turn they were written
 * last, so an answer is complete after any absence. A cursor of documents that were built anew or repaired is answered with
 * everything.
 */
public final class ChangeFeed {

    private final ChangeQueries queries;
    private final VisibleDecks visible;

    public ChangeFeed(ChangeQueries queries, VisibleDecks visible) {
        this.queries = queries;
        this.visible = visible;
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
        return queries.within(scope -> {
            if (scope.reading().learners().isErased(caller.learnerId())) {
                throw new ErasedLearnerException();
            }
            return new PageReading(scope, StudiedDecks.of(scope.reading(), visible, caller), caller.learnerId())
                    .page(since, limit);
        });
    }
}
