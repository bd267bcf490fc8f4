package dev.engram.review.application;

import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.LearnerCardQueries.CohortMember;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.application.DeckMemberships.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is a member of which cohort, by random ids: names, codes and who teaches are known to the gateway, which decides who may ask.
 * The last event of a learner about a cohort counts.
 */
public final class CohortMemberships {
    private final DeckMemberships decks;
    private final EntryQueries entry;
    private final ProjectionQueries queries;
    private final Quota quota;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public CohortMemberships(
            DeckMemberships decks, EntryQueries entry, ProjectionQueries queries, Quota quota, Duration longestWait) {
        this.decks = decks;
        this.entry = entry;
        this.queries = queries;
        this.quota = quota;
        this.longestWait = longestWait;
    }

    /**
     * Asked before a cohort is joined; of people who join at the same moment a few more may get in.
     *
     * @param cohorts most cohorts of a learner
     * @param members most members of a cohort
     */
    public record Quota(int cohorts, int members) {}

    /** A cohort of a learner. @param since when the learner joined */
    public record Joined(CohortId cohort, Instant since) {}

    /** What was read, and whether it contains what was asked to be waited for. */
    public record Answer<T>(List<T> items, CatchUpResult reached) {}

    /**
     * Joins a cohort and its deck, which the caller may see. For one who is a member it changes nothing, also where the deck was left.
     *
     * @throws UnavailableException if whether the caller may see the deck cannot be found out
     */
    public Change join(CallerToken caller, CohortId cohort, DeckId deck) {
        var joined = entry.ask(
                        scope -> scope.learners().context(caller.learnerId()).memberSince(cohort) == null
                                ? Optional.<Position>empty()
                                : Optional.of(scope.learners().passed(List.of(caller.learnerId()))))
                .orElse(Optional.empty());
        if (joined.isPresent()) {
            return new Change.Done(joined.get());
        }
        var refused = decks.refusal(caller, deck, null).or(() -> exceeded(caller, cohort));
        return refused.isPresent()
                ? refused.get()
                : decks.append(
                        caller.learnerId(),
                        List.of(stamp -> new CohortJoined(stamp, cohort), stamp -> new DeckJoined(stamp, deck)));
    }

    private Optional<Change> exceeded(CallerToken caller, CohortId cohort) {
        return entry.ask(scope -> {
                    var joined = scope.learners().context(caller.learnerId()).memberCohorts();
                    if (joined.contains(cohort)) {
                        return Optional.<Change>empty();
                    }
                    if (joined.size() >= quota.cohorts()) {
                        return Optional.<Change>of(new Change.QuotaExceeded("cohorts", quota.cohorts()));
                    }
                    return scope.learners().members(cohort, quota.members()).size() >= quota.members()
                            ? Optional.<Change>of(new Change.QuotaExceeded("members-per-cohort", quota.members()))
                            : Optional.<Change>empty();
                })
                .orElse(Optional.empty());
    }

    /**
     * Leaves a cohort; its deck is studied on.
     *
     * @param after a joining that must have been seen
     * @return empty for one who is no member
     */
    public Optional<Change> leave(CallerToken caller, CohortId cohort, Position after) {
        decks.refuseErased(caller.learnerId());
        return end(caller.learnerId(), cohort, after);
    }

    /**
     * Ends the membership of somebody, as {@link #leave} does; that the caller teaches the cohort was decided before.
     *
     * @param after a joining that must have been seen
     * @return empty for one who is no member
     */
    public Optional<Change> remove(LearnerId member, CohortId cohort, Position after) {
        return end(member, cohort, after);
    }

    private Optional<Change> end(LearnerId member, CohortId cohort, Position after) {
        var _ = queries.await(after, longestWait);
        boolean isMember =
                queries.within(scope -> scope.learners().context(member).memberSince(cohort) != null);
        if (!isMember) {
            return Optional.empty();
        }
        var change = decks.append(member, List.of(stamp -> new CohortLeft(stamp, cohort)));
        if (change instanceof Change.Done(var position)) {
            // who joins again would be taken for a member still
            var _ = queries.await(position, longestWait);
        }
        return Optional.of(change);
    }

    /** The cohorts that the caller is a member of, the first one joined first. */
    public Answer<Joined> joined(CallerToken caller, Position after) {
        var reached = queries.await(after, longestWait);
        var context = queries.within(scope -> scope.learners().context(caller.learnerId()));
        var joined = context.memberCohorts().stream()
                .flatMap(cohort ->
                        Stream.ofNullable(context.memberSince(cohort)).map(since -> new Joined(cohort, since)))
                .sorted(Comparator.comparing(Joined::since).thenComparing(Joined::cohort))
                .toList();
        return new Answer<>(joined, reached);
    }

    /** The members of a cohort, by learner id. */
    public Answer<CohortMember> members(CohortId cohort, Position after) {
        var reached = queries.await(after, longestWait);
        // a few more than the quota may have joined at one moment
        return new Answer<>(queries.within(scope -> scope.learners().members(cohort, 2 * quota.members())), reached);
    }
}
