package dev.engram.runtime.learner;

import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.project;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static java.util.stream.Collectors.toSet;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Position;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.LearnerStates;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.LearnerCardQueries;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Stored;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Learner-cards in MongoDB. */
public final class LearnerCards implements LearnerCardQueries {

    private final LearnerCardMapping mapping = new LearnerCardMapping();
    private final ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view;

    public LearnerCards(ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view) {
        this.view = view;
    }

    /** The projection of learner events, under a name of the service's own. */
    public static ProjectionDefinition<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> definition(
            String name, TopicDefinition topic) {
        return new ProjectionDefinition<>(
                new LearnerCardProjection(name), new LearnerCardMapping(), LearnerEvents.codec()::decode, topic);
    }

    @Override
    public LearnerContext context(LearnerId learner) {
        return view.context(learner.text()).context();
    }

    /** From an index that covers them. */
    @Override
    public LearnerStates states(LearnerId learner) {
        var context = view.context(learner.text());
        var states = new HashMap<CardId, CardState>();
        var quarantined = new HashMap<CardId, String>();
        boolean outdated = false;
        var rows = view.rows(eq(LearnerCardMapping.LEARNER, learner.value()))
                .projection(fields(include(LearnerCardMapping.covered()), excludeId()));
        for (var row : rows) {
            try {
                var card = LearnerCardMapping.keyIn(row).cardId();
                var reason = row.getString(Stored.QUARANTINED);
                if (Stored.number(row, Stored.EPOCH) < context.epoch()) {
                    outdated = true;
                } else if (reason != null) {
                    quarantined.put(card, reason);
                } else {
                    states.put(card, StateDocument.read(row));
                }
            } catch (RuntimeException unreadable) {
                // a row of the index does not say which document it is of: all of the learner are looked at whole
                states.clear();
                quarantined.clear();
                collect(eq(LearnerCardMapping.LEARNER, learner.value()), states, quarantined, null, context.context());
                return new LearnerStates(context.context(), states, quarantined);
            }
        }
        if (outdated) {
            // Rare: the plan has changed a moment ago and the projection is still deriving states under it.
            var old = and(eq(Stored.CONTEXT, learner.text()), lt(Stored.EPOCH, context.epoch()));
            collect(old, states, quarantined, null, context.context());
        }
        return new LearnerStates(context.context(), states, quarantined);
    }

    @Override
    public LearnerStates statesAsOf(LearnerId learner, Instant moment) {
        var latest = states(learner);
        if (latest.states().values().stream().noneMatch(state -> isAnsweredAfter(state, moment))) {
            return latest;
        }
        var states = new HashMap<CardId, CardState>();
        var quarantined = new HashMap<CardId, String>();
        collect(eq(LearnerCardMapping.LEARNER, learner.value()), states, quarantined, moment, latest.context());
        return new LearnerStates(latest.context(), states, quarantined);
    }

    /** One history after the other, so that only one is held at a time. @param moment null: as of now */
    private void collect(
            Bson which,
            Map<CardId, CardState> states,
            Map<CardId, String> quarantined,
            @Nullable Instant moment,
            LearnerContext context) {
        for (var found : view.documents(which)) {
            var card = found.state();
            if (found.quarantined() != null) {
                quarantined.put(card.key().cardId(), found.quarantined());
            } else if (moment == null) {
                states.put(card.key().cardId(), card.state());
            } else {
                states.put(card.key().cardId(), CardFold.fold(card.history().asOf(moment), context.plan()));
            }
        }
    }

    private static boolean isAnsweredAfter(CardState state, Instant moment) {
        return state.lastReviewAt() != null && state.lastReviewAt().isAfter(moment);
    }

    @Override
    public OneCard card(LearnerId learner, CardId card) {
        var key = new LearnerCardKey(learner, card);
        var context = context(learner);
        return view.document(key)
                .map(found -> new OneCard(context, found.state(), found.quarantined()))
                .orElseGet(() ->
                        new OneCard(context, new LearnerCard(key, CardHistory.EMPTY, CardState.NEW, List.of()), null));
    }

    /** Counted by the server, not read here; of what cannot be read nothing counts. */
    @Override
    public Map<CardId, RecordedFacts> recorded(LearnerId learner, Map<CardId, Set<EventId>> asked) {
        var keys = new ArrayList<Document>();
        var ids = new ArrayList<UUID>();
        asked.forEach((card, events) -> {
            keys.add(mapping.id(new LearnerCardKey(learner, card)));
            events.forEach(event -> ids.add(event.value()));
        });
        var reviewIds = "$" + HistoryDocument.RECORDED + "." + StampDocument.ID;
        var retractionIds = "$" + HistoryDocument.RETRACTED + "." + StampDocument.ID;
        var held = new Document("$concatArrays", List.of(array(reviewIds), array(retractionIds)));
        var pipeline = List.of(
                match(in(Stored.ID, keys)),
                project(new Document(Stored.ID, 1)
                        .append("reviews", new Document("$size", array("$" + HistoryDocument.RECORDED)))
                        .append("retractions", new Document("$size", array("$" + HistoryDocument.RETRACTED)))
                        .append("present", new Document("$setIntersection", List.of(held, ids)))));
        var found = new HashMap<CardId, RecordedFacts>();
        for (var row : view.aggregate(pipeline)) {
            var present = row.getList("present", UUID.class).stream()
                    .map(EventId::new)
                    .collect(toSet());
            found.put(
                    mapping.key(row).cardId(),
                    new RecordedFacts(row.getInteger("reviews"), row.getInteger("retractions"), present));
        }
        return found;
    }

    /** The array, or an empty one where it is damaged: what cannot be read is not held. */
    private static Document array(String expression) {
        return new Document("$cond", List.of(new Document("$isArray", List.of(expression)), expression, List.of()));
    }

    @Override
    public @Nullable Instant dataUpTo(LearnerId learner) {
        return checkpoint(learner).dataUpTo();
    }

    @Override
    public Position passed(LearnerId learner) {
        var checkpoint = checkpoint(learner);
        return checkpoint.next() == 0
                ? Position.NONE
                : Position.reviews(checkpoint.topicId(), checkpoint.partition(), checkpoint.next() - 1);
    }

    private Checkpoint checkpoint(LearnerId learner) {
        return view.checkpoint(view.partitionOf(learner.text()));
    }
}
