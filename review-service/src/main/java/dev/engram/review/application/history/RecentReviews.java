package dev.engram.review.application.history;

import dev.engram.events.LearnerId;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.projections.query.ReviewSpan;
import dev.engram.review.domain.Admission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a learner's reviews of all cards, the newest first, page by page. Asks for spans of time that grow until the page is
 * full, so that a page of recent reviews reads only the cards answered lately.
 */
public final class RecentReviews {
    private static final Duration FIRST_SPAN = Duration.ofDays(7);
    private static final int GROWTH = 4;

    private final ProjectionQueries queries;
    private final JobSlots slots;
    private final InstantSource clock;
    private final Duration longestWait;

    /**
     * @param slots how many pages are put together at a time
     * @param longestWait how long a read waits for the writes that it asks to see
     */
    public RecentReviews(ProjectionQueries queries, JobSlots slots, InstantSource clock, Duration longestWait) {
        this.queries = queries;
        this.slots = slots;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    /**
     * Which page is wanted.
     *
     * @param from the first moment; null for the beginning
     * @param to the first moment after it; null for none
     * @param before the last review of the page before; null for the first page
     * @param limit most reviews, {@code >= 1}
     */
    public record Wanted(@Nullable Instant from, @Nullable Instant to, ReviewSpan.@Nullable Place before, int limit) {}

    /** @param next where the next page begins; null on the last one */
    public record Page(List<ReviewSpan.Found> reviews, ReviewSpan.@Nullable Place next, CatchUpResult reached) {
        public Page {
            reviews = List.copyOf(reviews);
        }
    }

    /** One page. */
    public Page of(LearnerId learner, Wanted wanted, Position after) {
        var reached = queries.await(after, longestWait);
        var found = slots.run(learner, () -> queries.within(scope -> found(scope, learner, wanted)));
        boolean more = found.size() > wanted.limit();
        var page = more ? found.subList(0, wanted.limit()) : found;
        return new Page(page, more ? ReviewSpan.Place.of(page.getLast().review()) : null, reached);
    }

    /** One more than the page has, if there is one. */
    private List<ReviewSpan.Found> found(ReadScope scope, LearnerId learner, Wanted wanted) {
        // nothing is recorded that lies before the first moment of the contract
        var earliest = wanted.from() == null || wanted.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : wanted.from();
        var found = new ArrayList<ReviewSpan.Found>();
        var to = end(wanted);
        for (var width = FIRST_SPAN; to.isAfter(earliest); width = width.multipliedBy(GROWTH)) {
            var from = width.compareTo(Duration.between(earliest, to)) < 0 ? to.minus(width) : earliest;
            int wantedMore = wanted.limit() + 1 - found.size();
            found.addAll(scope.learners().reviews(learner, new ReviewSpan(from, to, wanted.before(), wantedMore)));
            if (found.size() > wanted.limit()) {
                break;
            }
            to = from;
        }
        return found;
    }

    /** Nothing is recorded that lies farther ahead than the entry allows. */
    private Instant end(Wanted wanted) {
        var end = clock.instant().plus(Admission.FARTHEST_AHEAD).plusMillis(1);
        if (wanted.to() != null && wanted.to().isBefore(end)) {
            end = wanted.to();
        }
        var before = wanted.before();
        return before != null && before.at().isBefore(end) ? before.at().plusMillis(1) : end;
    }
}
