package dev.engram.analytics.application;

import dev.engram.analytics.application.CohortOutcome.About;
import dev.engram.analytics.application.CohortOutcome.DeckNotVisible;
import dev.engram.analytics.application.CohortOutcome.InProgress;
import dev.engram.analytics.application.CohortOutcome.Known;
import dev.engram.analytics.application.CohortOutcome.NoMember;
import dev.engram.analytics.application.CohortOutcome.TooMuch;
import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.analytics.application.CohortSnapshots.Snapshot;
import dev.engram.analytics.domain.cohort.OfLearner;
import dev.engram.analytics.domain.cohort.SteadyGroup;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.LearnerCardQueries.CohortMember;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the figures of a cohort: learner by learner, as those of the learner are read, over the cards of its deck. Small cohorts are
 * read while the caller waits, others in the background ({@link CohortSnapshots}). Who has left the cohort or
 * was erased is in no figure; who has left the deck is in none that is computed from then on.
 */
public final class CohortReader implements AutoCloseable {
    /** Learners that are read of one moment of the projections. */
    private static final int CHUNK = 25;

    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final InstantSource clock;
    private final CohortLimits limits;
    private final DeckTags tags;
    private final Duration longestWait;
    private final CohortSnapshots snapshots;

    /** @param longestWait how long a query waits for the writes that it asks to see */
    public CohortReader(
            ProjectionQueries queries,
            VisibleDecks visible,
            InstantSource clock,
            CohortLimits limits,
            Duration longestWait) {
        this.queries = queries;
        this.visible = visible;
        this.clock = clock;
        this.limits = limits;
        this.tags = new DeckTags(limits.cards(), limits.tags());
        this.longestWait = longestWait;
        this.snapshots = new CohortSnapshots(clock, limits.fresh(), limits.kept());
    }

    /**
     * What is asked of each learner of a class, and what it comes to.
     *
     * @param key equal for the same question
     * @param folds whether histories are folded in any case
     * @param of reads what is asked of a learner
     * @param fold what it comes to, given the tags of the cards
     */
    record Question<L, T>(
            Object key,
            boolean folds,
            BiFunction<LearnerReading, Map<CardId, List<Tag>>, LearnerReading.Result<L>> of,
            Function<Map<CardId, List<Tag>>, ClassFold<L, T>> fold) {}

    /**
     * The figures.
     *
     * @throws RuntimeException if the store does not answer in time, or too many ask at a time
     */
    <L, T> CohortOutcome<T> read(CohortQuery asked, Question<L, T> question) {
        var query = asked.audience() == Audience.CLASS ? asked.at(week(asked.asOf())) : asked;
        if (!isVisible(query)) {
            return new DeckNotVisible<>();
        }
        var reached = queries.await(query.after(), longestWait);
        var found = queries.within(scope -> group(scope, query));
        if (found.isEmpty()) {
            return new NoMember<>();
        }
        var group = found.get();
        var exceeded = group.cards.exceeded();
        if (exceeded != null) {
            return new TooMuch<>(exceeded.quota(), exceeded.limit());
        }
        long states = (long) group.learners.size() * group.cards.tags().size();
        boolean isPast = query.asOf() != null && query.asOf().isBefore(clock.instant());
        return states <= (question.folds() || isPast ? limits.histories() : limits.states())
                ? limits.slots()
                        .run(
                                query.caller().learnerId(),
                                () -> compute(query, group, question, _ -> {}).outcome(reached, null))
                : snapshot(query, group, question, reached);
    }

    /**
     * Figures of one member, computed while the caller waits.
     *
     * @param of reads what is asked of the member
     * @return empty where the learner is no member who studies the deck
     * @throws RuntimeException as {@link #read}
     */
    <L> CohortOutcome<Optional<L>> ofMember(
            CohortQuery query, LearnerId member, BiFunction<LearnerReading, TaggedCards, LearnerReading.Result<L>> of) {
        if (!isVisible(query)) {
            return new DeckNotVisible<>();
        }
        var reached = queries.await(query.after(), longestWait);
        var group = queries.within(scope -> group(scope, query, List.of(member)));
        var exceeded = group.cards().exceeded();
        if (exceeded != null) {
            return new TooMuch<>(exceeded.quota(), exceeded.limit());
        }
        var question = new Question<L, List<OfLearner<L>>>(
                member, false, (reading, _) -> of.apply(reading, group.cards()), _ -> ClassFold.keeping(_ -> 1));
        var outcome = limits.slots()
                .run(
                        query.caller().learnerId(),
                        () -> compute(query, group, question, _ -> {}).outcome(reached, null));
        return outcome.then(
                (_, learners) -> learners.stream().map(OfLearner::figures).findFirst());
    }

    private boolean isVisible(CohortQuery query) {
        var answer = visible.of(query.caller(), Set.of(query.deckId()));
        if (!answer.unknown().isEmpty()) {
            throw VisibleDecks.unavailable();
        }
        return !answer.visible().isEmpty();
    }

    /** Learners and cards. @param passed positions that are read, whatever is read next */
    private record Group(
            List<LearnerId> learners,
            @Nullable CatalogueDeck deck,
            TaggedCards cards,
            boolean simulated,
            Position passed) {}

    /** Figures of few moments, known before, tell nobody apart from the others. */
    private Instant week(@Nullable Instant asOf) {
        var now = clock.instant();
        return SteadyGroup.week(asOf == null || asOf.isAfter(now) ? now : asOf);
    }

    /** Empty if the caller had to be a member and is none. */
    private Optional<Group> group(ReadScope scope, CohortQuery query) {
        var caller = query.caller().learnerId();
        var members = scope.learners().members(query.cohortId(), limits.members());
        if (query.audience() != Audience.TEACHER
                && members.stream().noneMatch(member -> member.learnerId().equals(caller))) {
            return Optional.empty();
        }
        var all =
                askedAbout(members, query).stream().map(CohortMember::learnerId).toList();
        boolean simulated = !all.isEmpty()
                && (query.simulated() && all.stream().anyMatch(LearnerId::isSimulated)
                        || all.stream().allMatch(LearnerId::isSimulated));
        var learners = all.stream()
                .filter(learner -> learner.isSimulated() == simulated)
                .sorted()
                .toList();
        return Optional.of(group(scope, query, learners));
    }

    /** @param learners simulated ones or people */
    private Group group(ReadScope scope, CohortQuery query, List<LearnerId> learners) {
        var caller = query.caller().learnerId();
        var decks = scope.catalogue().decks(caller, Set.of(query.deckId())).stream()
                .filter(deck -> deck.deckId().equals(query.deckId()))
                .toList();
        var passed = scope.learners().passed(learners);
        for (var deck : decks) {
            passed = passed.and(Position.deck(deck.deckId(), deck.version()));
        }
        var cards = tags.of(decks, scope.catalogue());
        boolean simulated = !learners.isEmpty() && learners.getFirst().isSimulated();
        return new Group(learners, decks.isEmpty() ? null : decks.getFirst(), cards, simulated, passed);
    }

    private static List<CohortMember> askedAbout(List<CohortMember> members, CohortQuery query) {
        return switch (query.audience()) {
            case TEACHER -> members;
            case CLASS -> {
                var joined = members.stream().map(CohortMember::since).toList();
                var week = Objects.requireNonNull(query.asOf(), "set to a week");
                // without a group those are few, of whom nothing is shown
                var until = SteadyGroup.joinedBy(joined, week).orElse(week);
                yield members.stream()
                        .filter(member -> !member.since().isAfter(until))
                        .toList();
            }
            case OWN ->
                members.stream()
                        .filter(member ->
                                member.learnerId().equals(query.caller().learnerId()))
                        .toList();
        };
    }

    private <L, T> CohortOutcome<T> snapshot(
            CohortQuery query, Group group, Question<L, T> question, CatchUpResult reached) {
        // one's own is about that learner
        var whose = query.audience() == Audience.OWN ? group.learners() : List.of();
        var key = List.of(
                query.cohortId(),
                query.deckId(),
                Optional.ofNullable(query.asOf()),
                query.audience(),
                whose,
                group.simulated(),
                question.key());
        var contains = reached.caughtUp() ? group.passed().and(query.after()) : group.passed();
        var state = snapshots.of(key, Set.copyOf(group.learners()), query.after(), progress -> {
            var computed = compute(query, group, question, progress);
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return new Snapshot(
                    computed.outcome(new CatchUpResult(true, false), now),
                    now,
                    Set.copyOf(group.learners()),
                    contains,
                    computed.cells());
        });
        var snapshot = state.snapshot();
        if (snapshot == null) {
            return new InProgress<>(state.progress());
        }
        @SuppressWarnings("unchecked") // the key holds the question, and so the type
        var outcome = (CohortOutcome<T>) snapshot.outcome();
        return outcome instanceof Known<T> known
                ? new Known<>(
                        known.about(), state.isWhatWasAsked(), reached.parked(), known.computedAt(), known.figures())
                : outcome;
    }

    private record Computed<T>(
            @Nullable About about,
            @Nullable T figures,
            @Nullable TooMuch<T> tooMuch,
            int cells) {
        CohortOutcome<T> outcome(CatchUpResult reached, @Nullable Instant computedAt) {
            return about == null || figures == null
                    ? Objects.requireNonNull(tooMuch)
                    : new Known<>(about, reached.caughtUp(), reached.parked(), computedAt, figures);
        }

        static <T> Computed<T> tooMuch(String quota, long limit) {
            return new Computed<>(null, null, new TooMuch<>(quota, limit), 0);
        }
    }

    private record OneRead<L>(
            OfLearner<L> learner,
            int unknown,
            String weightsVersion,
            @Nullable Instant dataUpTo) {}

    private <L, T> Computed<T> compute(
            CohortQuery query, Group group, Question<L, T> question, DoubleConsumer progress) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var asOf = query.asOf() == null ? now : query.asOf();
        var cards = group.cards().tags();
        var fold = question.fold().apply(cards);
        var versions = new TreeSet<String>();
        Instant dataUpTo = null;
        int unknown = 0;
        int learners = 0;
        for (int from = 0; from < group.learners().size(); from += CHUNK) {
            var chunk = group.learners()
                    .subList(from, Math.min(from + CHUNK, group.learners().size()));
            var read = queries.within(scope -> read(scope, query, group, chunk, asOf, question));
            if (read.isEmpty()) {
                return Computed.tooMuch("reviews", limits.reviews());
            }
            for (var one : read.get()) {
                fold.add().accept(one.learner());
                versions.add(one.weightsVersion());
                unknown += one.unknown();
                learners++;
                dataUpTo = later(dataUpTo, one.dataUpTo());
            }
            if (fold.cells().get() > limits.cells()) {
                return Computed.tooMuch("cells", limits.cells());
            }
            progress.accept((double) (from + chunk.size()) / group.learners().size());
        }
        var about = new About(asOf, learners, List.copyOf(versions), dataUpTo, unknown, group.simulated());
        return new Computed<>(about, fold.result().get(), null, fold.cells().get());
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    /** Empty where a learner has too many reviews. */
    private <L> Optional<List<OneRead<L>>> read(
            ReadScope scope,
            CohortQuery query,
            Group group,
            List<LearnerId> chunk,
            Instant asOf,
            Question<L, ?> question) {
        var read = new ArrayList<OneRead<L>>();
        for (var learner : chunk) {
            var context = scope.learners().context(learner);
            var deck = group.deck();
            boolean isOwner = deck != null && deck.owner().equals(learner);
            // who left or was erased since the group was read
            if (context.memberSince(query.cohortId()) == null || !context.isMember(query.deckId(), isOwner)) {
                continue;
            }
            var reading = new LearnerReading(scope, learner, asOf, query.asOf() == null, limits.reviews());
            switch (question.of().apply(reading, group.cards().tags())) {
                case LearnerReading.TooManyReviews<L>() -> {
                    return Optional.empty();
                }
                case LearnerReading.Read<L>(int unknown, L figures) ->
                    read.add(new OneRead<>(
                            new OfLearner<>(learner, figures),
                            unknown,
                            context.plan().weightsVersion(),
                            scope.learners().dataUpTo(learner)));
            }
        }
        return Optional.of(read);
    }

    @Override
    public void close() {
        snapshots.close();
    }
}
