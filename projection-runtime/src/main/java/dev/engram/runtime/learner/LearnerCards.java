package dev.engram.runtime.learner;

import static com.mongodb.client.model.Aggregates.count;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.model.Sorts;
import dev.engram.events.CardId;
import dev.engram.events.CohortId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.ContextHash;
import dev.engram.projections.Position;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.CardWeek;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.LapsedCards;
import dev.engram.projections.query.LearnerCardQueries;
import dev.engram.projections.query.ReviewSpan;
import dev.engram.projections.query.StateConsumer;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Stored;
import dev.engram.scheduler.CardHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Learner-cards in MongoDB. */
public final class LearnerCards implements LearnerCardQueries {

    private static final String LAST_REVIEW_AT = "lastReviewAt";

    private final LearnerCardMapping mapping = new LearnerCardMapping();
    private final ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view;
    private final StateReading reading;

    /** Without remembering states. */
    public LearnerCards(ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view) {
        this(view, new StateCache(0));
    }

    /** @param cache of states, of the same service */
    public LearnerCards(ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view, StateCache cache) {
        this.view = view;
        this.reading = new StateReading(view, cache);
    }

    /** The projection of learner events, under a name of the service's own. */
    public static ProjectionDefinition<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> definition(
            String name, TopicDefinition topic) {
        return definition(new LearnerCardProjection(name), topic);
    }

    /** As {@link #definition(String, TopicDefinition)}, with what all learners answered of each card. */
    public static ProjectionDefinition<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> withCardAnswers(
            String name, TopicDefinition topic) {
        return definition(new LearnerCardProjection(name, List.of(Activity.BY_DAY, CardAnswers.BY_WEEK)), topic);
    }

    private static ProjectionDefinition<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> definition(
            LearnerCardProjection projection, TopicDefinition topic) {
        return new ProjectionDefinition<>(projection, new LearnerCardMapping(), LearnerEvents.codec()::decode, topic);
    }

    @Override
    public LearnerContext context(LearnerId learner) {
        return view.context(learner.text()).context();
    }

    @Override
    public List<LearnerId> learners(@Nullable LearnerId after, int limit) {
        return view.contexts(after == null ? new Document() : gt(Stored.ID, after.text()))
                .sort(new Document(Stored.ID, 1))
                .limit(limit)
                .projection(include(Stored.ID))
                .map(row -> LearnerId.parse(row.getString(Stored.ID)))
                .into(new ArrayList<>());
    }

    @Override
    public boolean isErased(LearnerId learner) {
        return view.isErased(learner.text());
    }

    /**
     * From what is remembered of the learner, or from an index that covers them; documents are read where an older plan or a later answer
     * makes that necessary.
     */
    @Override
    public <S extends StateConsumer> S states(
            LearnerId learner, CardSelection which, Function<LearnerContext, S> consumer) {
        var context = view.context(learner.text());
        var moment = which instanceof CardSelection.AsOf(var asked) ? asked : null;
        var cards = and(eq(LearnerCardMapping.LEARNER, learner.value()), selected(which));
        var states = consumer.apply(context.context());
        var past = moment == null ? null : new PastReading(view, mapping, context.context(), moment);
        var rows = new CurrentRows(states, context.epoch(), moment);
        if (!reading.each(learner, which, rows)) {
            // a row does not say which document it is of: all of them are looked at whole
            var others = consumer.apply(context.context());
            if (past == null) {
                return collect(cards, others);
            }
            past.giveDocuments(others, cards);
            return others;
        }
        // Outdated ones are rare: the plan has changed a moment ago and the projection is still deriving states under
        // it.
        var outdated = lt(Stored.EPOCH, context.epoch());
        if (moment == null || past == null) {
            return rows.areAllCurrent() ? states : collect(and(cards, outdated), states);
        }
        if (!rows.areAllCurrent() && states.acceptsHistories(rows.knownToFold())) {
            var later = or(outdated, gt(LAST_REVIEW_AT, moment), gt(StateDocument.LAST_ACTION_AT, moment));
            past.giveEvents(states, and(cards, later), context.epoch());
        }
        return states;
    }

    private static Bson selected(CardSelection which) {
        return switch (which) {
            case CardSelection.All _, CardSelection.AsOf _ -> new Document();
            case CardSelection.Of(var cards) ->
                in(LearnerCardMapping.CARD, cards.stream().map(CardId::value).toList());
        };
    }

    /** One document after the other, so that only one is held at a time. */
    private <S extends StateConsumer> S collect(Bson which, S states) {
        for (var found : view.documents(which)) {
            var card = found.state();
            if (found.quarantined() != null) {
                states.quarantined(card.key().cardId(), found.quarantined());
            } else {
                states.state(card.key().cardId(), card.state());
            }
        }
        return states;
    }

    @Override
    public OneCard card(LearnerId learner, CardId card) {
        var key = new LearnerCardKey(learner, card);
        var context = context(learner);
        return view.document(key)
                .map(found -> new OneCard(context, found.state(), found.quarantined()))
                .orElseGet(() -> new OneCard(context, LearnerCard.underived(key, CardHistory.EMPTY), null));
    }

    @Override
    public void eachCardWhile(LearnerId learner, Predicate<OneCard> cards) {
        var context = context(learner);
        for (var found : view.documents(eq(LearnerCardMapping.LEARNER, learner.value()))) {
            if (!cards.test(new OneCard(context, found.state(), found.quarantined()))) {
                return;
            }
        }
    }

    /** Counted by the server. */
    @Override
    public long answers(LearnerId learner) {
        var counted = view.aggregate(HeldFacts.answers(learner)).first();
        return counted == null ? 0 : Stored.number(counted, HeldFacts.ANSWERS);
    }

    @Override
    public List<CohortMember> members(CohortId cohort, int limit) {
        var joined = and(eq(ContextDocument.COHORT, cohort.value()), eq(ContextDocument.JOINED, true));
        var members = new ArrayList<CohortMember>();
        view.contexts(elemMatch(ContextDocument.COHORTS, joined))
                .projection(include(
                        ContextDocument.COHORTS + "." + ContextDocument.COHORT,
                        ContextDocument.COHORTS + "." + StampDocument.AT))
                .sort(Sorts.ascending(Stored.ID))
                .limit(limit)
                .forEach(found -> view.readable(found, true, stored -> member(cohort, stored))
                        .ifPresent(members::add));
        return List.copyOf(members);
    }

    private static CohortMember member(CohortId cohort, Document stored) {
        var since = ContextDocument.memberSince(cohort, stored);
        return new CohortMember(LearnerId.parse(stored.getString(Stored.ID)), since);
    }

    /** Counted and searched by the server, in one round trip; of what cannot be read nothing counts. */
    @Override
    public Recorded recorded(Map<LearnerId, Map<CardId, Set<EventId>>> asked) {
        var keys = new ArrayList<Document>();
        var ids = new ArrayList<UUID>();
        var learners = new HashMap<String, LearnerId>();
        var hashes = new HashMap<String, LearnerId>();
        asked.forEach((learner, cards) -> {
            learners.put(learner.text(), learner);
            hashes.put(ContextHash.of(learner.text()), learner);
            cards.forEach((card, events) -> {
                keys.add(mapping.id(new LearnerCardKey(learner, card)));
                events.forEach(event -> ids.add(event.value()));
            });
        });
        var pipeline = new ArrayList<>(HeldFacts.stages(ids));
        pipeline.addFirst(match(in(Stored.ID, keys)));
        pipeline.add(view.unionWithErased(learners.keySet()));
        pipeline.add(view.unionWithContexts(learners.keySet(), exists(ContextDocument.WITH_GOALS)));
        var facts = new HashMap<LearnerCardKey, RecordedFacts>();
        var erased = new HashSet<LearnerId>();
        var withGoals = new HashSet<LearnerId>();
        for (var row : view.aggregate(pipeline)) {
            if (!(row.get(Stored.ID) instanceof String context)) {
                var key = mapping.key(row);
                facts.put(key, HeldFacts.read(key, row));
            } else if (learners.get(context) instanceof LearnerId learner) {
                withGoals.add(learner);
            } else if (hashes.get(context) instanceof LearnerId learner) {
                erased.add(learner);
            }
        }
        return new Recorded(facts, erased, withGoals);
    }

    @Override
    public Map<EventId, Set<CardId>> holders(LearnerId learner, Set<EventId> targets) {
        var ids = targets.stream().map(EventId::value).toList();
        var held = or(
                in(LearnerCardMapping.REVIEW_ID, ids),
                and(LearnerCardMapping.HAS_ACTIONS, in(LearnerCardMapping.ACTION_ID, ids)));
        var rows = view.rows(and(held, eq(LearnerCardMapping.LEARNER, learner.value())))
                .projection(
                        include(LearnerCardMapping.CARD, LearnerCardMapping.REVIEW_ID, LearnerCardMapping.ACTION_ID));
        var holders = new HashMap<EventId, Set<CardId>>();
        for (var row : rows) {
            var card = mapping.key(row).cardId();
            for (var field : List.of(HistoryDocument.RECORDED, HistoryDocument.ACTIONS)) {
                for (var event : row.getList(field, Document.class, List.of())) {
                    var id = new EventId(event.get(StampDocument.ID, UUID.class));
                    if (targets.contains(id)) {
                        holders.computeIfAbsent(id, _ -> new HashSet<>()).add(card);
                    }
                }
            }
        }
        return holders;
    }

    @Override
    public void eachCardInConflict(LearnerId learner, @Nullable CardId from, Predicate<OneCard> cards) {
        var context = context(learner);
        var which = and(
                eq(LearnerCardMapping.LEARNER, learner.value()),
                LearnerCardMapping.IN_CONFLICT,
                from == null ? new Document() : gte(LearnerCardMapping.CARD, from.value()));
        for (var found : view.documents(which, ascending(LearnerCardMapping.CARD))) {
            if (!cards.test(new OneCard(context, found.state(), found.quarantined()))) {
                return;
            }
        }
    }

    @Override
    public List<ReviewSpan.Found> reviews(LearnerId learner, ReviewSpan span) {
        var found = new ArrayList<ReviewSpan.Found>();
        for (var row : view.aggregate(ReviewsByTime.pipeline(learner, span))) {
            view.readable(row, false, ReviewsByTime::found).ifPresent(found::add);
        }
        return found;
    }

    /** From an index that covers it; all others are counted only if there are any. */
    @Override
    public LapsedCards lapses(LearnerId learner, double level) {
        var own = eq(LearnerCardMapping.LEARNER, learner.value());
        var tail = LearnerCardMapping.LAPSES + ".p";
        var cards = new ArrayList<LapsedCards.Card>();
        for (var row : view.rows(and(own, lte(tail, level)))
                .projection(fields(
                        include(LearnerCardMapping.LEARNER, LearnerCardMapping.CARD),
                        include(LearnerCardMapping.LAPSES + ".n", LearnerCardMapping.LAPSES + ".lapses"),
                        include(LearnerCardMapping.LAPSES + ".expected", tail),
                        excludeId()))) {
            cards.add(new LapsedCards.Card(LearnerCardMapping.keyIn(row).cardId(), LearnerCardMapping.lapses(row)));
        }
        if (cards.isEmpty()) {
            return new LapsedCards(level, cards, 0);
        }
        var counted = view.aggregate(List.of(match(and(own, gte(tail, 0))), count("n")))
                .first();
        return new LapsedCards(level, cards, counted == null ? 0 : Stored.number(counted, "n"));
    }

    @Override
    public List<CardWeek> weeks(List<CardId> cards, boolean simulated, long before) {
        var weeks = new CardWeeks();
        if (!cards.isEmpty()) {
            view.rows(CardAnswers.BY_WEEK, CardWeeks.filter(cards, simulated, before))
                    .forEach(weeks::add);
        }
        return weeks.weeks();
    }

    @Override
    public @Nullable Instant dataUpTo() {
        return view.checkpoints().stream()
                .map(Checkpoint::dataUpTo)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    @Override
    public @Nullable Instant dataUpTo(LearnerId learner) {
        return checkpoint(learner).dataUpTo();
    }

    @Override
    public Position passed(Collection<LearnerId> learners) {
        return learners.stream()
                .mapToInt(learner -> view.partitionOf(learner.text()))
                .distinct()
                .mapToObj(view::checkpoint)
                .filter(checkpoint -> checkpoint.next() > 0)
                .map(checkpoint ->
                        Position.reviews(checkpoint.topicId(), checkpoint.partition(), checkpoint.next() - 1))
                .reduce(Position.NONE, Position::and);
    }

    private Checkpoint checkpoint(LearnerId learner) {
        return view.checkpoint(view.partitionOf(learner.text()));
    }
}
