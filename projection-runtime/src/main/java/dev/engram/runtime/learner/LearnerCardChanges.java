package dev.engram.runtime.learner;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static java.util.stream.Collectors.toSet;

import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.projections.feed.LearnerChanges;
import dev.engram.projections.feed.Mark;
import dev.engram.projections.feed.Turn;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.reader.WrittenAfter;
import dev.engram.runtime.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/** When learner-cards were written last, in MongoDB. States derived under an older plan are written again soon. */
public final class LearnerCardChanges implements LearnerChanges {

    private static final String UNREADABLE = "unreadable-document";

    private final LearnerCardMapping mapping = new LearnerCardMapping();
    private final ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view;

    public LearnerCardChanges(ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> view) {
        this.view = view;
    }

    @Override
    public Turn turn(LearnerId learner) {
        return view.turns().get(view.partitionOf(learner.text()));
    }

    @Override
    public ContextTurns context(LearnerId learner) {
        var stored = view.contexts(eq(Stored.ID, learner.text()))
                .projection(include(Stored.TURNS))
                .first();
        if (stored == null) {
            return ContextTurns.NONE;
        }
        var turns = new HashMap<>(stored.get(Stored.TURNS, new Document()));
        var plan = turns.remove(LearnerCardMapping.PLAN);
        var memberships = new HashMap<DeckId, Long>();
        turns.forEach((deck, turn) -> memberships.put(DeckId.parse(deck), ((Number) turn).longValue()));
        return new ContextTurns(plan instanceof Number turn ? turn.longValue() : 0, memberships);
    }

    @Override
    public List<Schedule> schedules(LearnerId learner, Mark after, int limit) {
        var wanted = new ArrayList<>(StateDocument.FIELDS);
        wanted.addAll(List.of(
                LearnerCardMapping.LEARNER,
                LearnerCardMapping.CARD,
                Stored.TURN,
                Stored.QUARANTINED,
                HistoryDocument.CONFLICTS));
        return view.rows(and(eq(Stored.CONTEXT, learner.text()), WrittenAfter.filter(after, LearnerCardMapping.CARD)))
                .projection(fields(include(wanted)))
                .sort(ascending(Stored.TURN, LearnerCardMapping.CARD))
                .limit(limit)
                .map(this::schedule)
                .into(new ArrayList<>());
    }

    private Schedule schedule(Document row) {
        var card = mapping.key(row).cardId();
        long turn = Stored.number(row, Stored.TURN);
        var reason = row.getString(Stored.QUARANTINED);
        if (reason != null) {
            return new Schedule(card, turn, null, reason, conflicts(row));
        }
        return view.readable(
                        row,
                        false,
                        stored -> new Schedule(card, turn, StateDocument.read(stored), null, conflicts(stored)))
                .orElseGet(() -> new Schedule(card, turn, null, UNREADABLE, Set.of()));
    }

    private static Set<EventId> conflicts(Document row) {
        return row.getList(HistoryDocument.CONFLICTS, UUID.class, List.of()).stream()
                .map(EventId::new)
                .collect(toSet());
    }
}
