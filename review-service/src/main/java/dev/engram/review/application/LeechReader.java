package dev.engram.review.application;

import static java.util.stream.Collectors.toSet;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.LapsedCards;
import dev.engram.projections.query.LapsedCards.Leech;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Shows the cards that a learner forgets more often than the schedule predicts (leeches). */
public final class LeechReader {
    /** Where nothing else is asked for: of the cards flagged as leeches a twentieth may be so by chance. */
    public static final double USUAL_LEVEL = 0.05;

    private final ProjectionQueries queries;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public LeechReader(ProjectionQueries queries, Duration longestWait) {
        this.queries = queries;
        this.longestWait = longestWait;
    }

    /**
     * The leeches of a learner.
     *
     * @param tested number of cards among which they stand out; 0 where none is unlikely enough to be looked at
     * @param leeches the clearest first, up to the limit
     * @param found number of all
     */
    public record Answer(long tested, List<Leech> leeches, int found, CatchUpResult reached) {
        public Answer {
            leeches = List.copyOf(leeches);
        }
    }

    /** @param level of false discoveries, in (0, 1) */
    public Answer of(LearnerId learner, double level, int limit, Position after) {
        var reached = queries.await(after, longestWait);
        LapsedCards lapses = queries.within(scope -> scope.learners().lapses(learner, level));
        var leeches = lapses.leeches();
        return new Answer(
                lapses.tested(), leeches.subList(0, Math.min(limit, leeches.size())), leeches.size(), reached);
    }

    /** The cards that are leeches at {@link #USUAL_LEVEL}. */
    static Set<CardId> flagged(ReadScope scope, LearnerId learner) {
        return scope.learners().lapses(learner, USUAL_LEVEL).leeches().stream()
                .map(Leech::cardId)
                .collect(toSet());
    }
}
