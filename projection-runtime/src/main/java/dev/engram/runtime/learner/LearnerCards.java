package dev.engram.runtime.learner;

import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.LearnerStates;
import dev.engram.projections.learner.OneCard;
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

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Position;
import dev.engram.runtime.runner.Progress;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.scheduler.CardState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Reads what learners have answered and know. Every method looks at one snapshot of the live generation. States derived
 * under an older plan are derived anew in memory. Safe for use by many threads.
 */
public final class LearnerCards {
    private static final ClientSessionOptions SNAPSHOT =
            ClientSessionOptions.builder().snapshot(true).build();

    /** Error code of MongoDB for a collection that was made, or indexed, after the snapshot: gone in a moment. */
    private static final int SNAPSHOT_UNAVAILABLE = 246;

    private static final int MOST_ATTEMPTS = 20;

    /** Of usual length these are a megabyte. */
    private static final int HISTORIES_AT_ONCE = 200;

    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final MongoClient client;
    private final LearnerCardMapping mapping = new LearnerCardMapping();
    private final LearnerCardProjection projection;
    private final ProjectionReader<LearnerCardKey, LearnerCard, LearnerContext> reader;

    /**
     * @param client   one that serves requests
     * @param database of {@code client}
     * @param topic    of the learner events
     * @param progress of the runner in this process, or a new one if there is none
     */
    public LearnerCards(
            MongoClient client,
            MongoDatabase database,
            LearnerCardProjection projection,
            TopicDefinition topic,
            Progress progress) {
        this.client = client;
        this.projection = projection;
        this.reader = new ProjectionReader<>(database, projection, mapping, topic, progress);
    }

    /** The projection of learner events, under a name of the service's own. */
    public static ProjectionDefinition<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> definition(
            String name, TopicDefinition topic) {
        return new ProjectionDefinition<>(
                new LearnerCardProjection(name), new LearnerCardMapping(), LearnerEvents.codec()::decode, topic);
    }

    /** Plan and memberships of a learner, {@link LearnerContext#EMPTY} if nothing is known of him. */
    public LearnerContext context(LearnerId learnerId) {
        return reader.context(learnerId.text()).context();
    }

    /** The states of all cards of a learner, from an index that covers them. */
    public LearnerStates states(LearnerId learnerId) {
        return inSnapshot((generation, session) -> states(generation, session, learnerId));
    }

    private LearnerStates states(GenerationCollections generation, ClientSession session, LearnerId learnerId) {
        var context = context(generation, session, learnerId);
        var states = new HashMap<CardId, CardState>();
        var quarantined = new HashMap<CardId, String>();
        boolean outdated = false;
        try (var found = generation
                .documents()
                .find(session, eq(LearnerCardMapping.LEARNER, learnerId.value()))
                .projection(fields(include(LearnerCardMapping.covered()), excludeId()))
                .batchSize(5_000)
                .cursor()) {
            while (found.hasNext()) {
                Document row = found.next();
                CardId card = mapping.key(row).cardId();
                String reason = row.getString("quarantined");
                if (epoch(row) < context.epoch()) {
                    outdated = true;
                } else if (reason != null) {
                    quarantined.put(card, reason);
                } else {
                    states.put(card, StateDocument.read(row));
                }
            }
        }
        if (outdated) {
            // Seldom: the plan has changed a moment ago and the projection is still at it.
            Bson old = and(eq("context", learnerId.text()), lt("epoch", context.epoch()));
            each(generation, session, old, context, (card, reason) -> {
                if (reason != null) {
                    quarantined.put(card.key().cardId(), reason);
                } else {
                    states.put(card.key().cardId(), card.state());
                }
            });
        }
        return new LearnerStates(context.context(), states, quarantined);
    }

    /** One card of a learner with its whole history. */
    public OneCard card(LearnerId learnerId, CardId cardId) {
        var key = new LearnerCardKey(learnerId, cardId);
        return inSnapshot((generation, session) -> {
            var context = context(generation, session, learnerId);
            var answer = new OneCard[] {new OneCard(context.context(), projection.initial(key), null)};
            each(
                    generation,
                    session,
                    eq("_id", mapping.id(key)),
                    context,
                    (card, reason) -> answer[0] = new OneCard(context.context(), card, reason));
            return answer[0];
        });
    }

    /**
     * Hands every card of a learner with its whole history to {@code visitor}, one after the other, with the reason if
     * its state could not be derived. Slow: for questions about the past, which the states of today do not answer.
     * May begin anew if another generation becomes live meanwhile, hence what it fills is made by {@code visitor}'s maker.
     */
    public <V extends BiConsumer<LearnerCard, @Nullable String>> Histories<V> histories(
            LearnerId learnerId, Supplier<V> visitors) {
        return inSnapshot((generation, session) -> {
            var context = context(generation, session, learnerId);
            V visitor = visitors.get();
            each(generation, session, eq(LearnerCardMapping.LEARNER, learnerId.value()), context, visitor);
            return new Histories<>(context.context(), visitor);
        });
    }

    /** What {@link #histories} went through: the learner as a whole, and the visitor after its last card. */
    public record Histories<V>(LearnerContext context, V visited) {}

    /**
     * What is held about one card.
     *
     * @param present those of the ids asked about that reviews or retractions of the card bear
     */
    public record Recorded(int reviews, int retractions, Set<EventId> present) {
        public Recorded {
            present = Set.copyOf(present);
        }
    }

    /** Sizes of histories, and which of the ids asked about they hold; counted by the server, not read here. */
    public Map<CardId, Recorded> recorded(LearnerId learnerId, Map<CardId, Set<EventId>> asked) {
        var keys = new ArrayList<Document>();
        var ids = new ArrayList<UUID>();
        asked.forEach((card, events) -> {
            keys.add(mapping.id(new LearnerCardKey(learnerId, card)));
            events.forEach(event -> ids.add(event.value()));
        });
        var present = new Document(
                "$setIntersection",
                List.of(
                        new Document(
                                "$concatArrays",
                                List.of(
                                        "$" + HistoryDocument.RECORDED + "." + StampDocument.ID,
                                        "$" + HistoryDocument.RETRACTED + "." + StampDocument.ID)),
                        ids));
        var pipeline = List.of(
                match(in("_id", keys)),
                project(new Document("_id", 0)
                        .append(LearnerCardMapping.CARD, 1)
                        .append("reviews", new Document("$size", "$" + HistoryDocument.RECORDED))
                        .append("retractions", new Document("$size", "$" + HistoryDocument.RETRACTED))
                        .append("present", present)));
        return reader.read(generation -> {
            var found = new HashMap<CardId, Recorded>();
            for (Document row : generation.documents().aggregate(pipeline)) {
                found.put(
                        new CardId(row.get(LearnerCardMapping.CARD, UUID.class)),
                        new Recorded(
                                row.getInteger("reviews"),
                                row.getInteger("retractions"),
                                row.getList("present", UUID.class).stream()
                                        .map(EventId::new)
                                        .collect(toSet())));
            }
            return found;
        });
    }

    /**
     * Waits, at most {@code atMost}, until the projection has passed the learner events of {@code after}.
     *
     * @return whether it has, and whether one of them was passed without being applied
     */
    public CatchUpResult awaits(Position after, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean caughtUp = true;
        boolean parked = false;
        for (var one : after.reviews().entrySet()) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            var reached = reader.await(one.getKey(), one.getValue(), left);
            caughtUp &= reached.caughtUp();
            parked |= reached.parked();
        }
        return new CatchUpResult(caughtUp, parked);
    }

    /** When the last event applied that lies in the partition of the learner was appended; null before the first. */
    public @Nullable Instant dataUpTo(LearnerId learnerId) {
        return reader.dataUpTo(reader.partitionOf(learnerId.text()));
    }

    /** A position that every event of the learner applied so far lies before; {@link Position#NONE} before the first. */
    public Position passed(LearnerId learnerId) {
        int partition = reader.partitionOf(learnerId.text());
        long next = reader.next(partition);
        return next == 0 ? Position.NONE : Position.reviews(partition, next - 1);
    }

    /** What else can be read of the projection. */
    public ProjectionReader<LearnerCardKey, LearnerCard, LearnerContext> reader() {
        return reader;
    }

    /** Asks in one snapshot of the live generation, and again where its collections are too new to have one. */
    private <T> T inSnapshot(BiFunction<GenerationCollections, ClientSession, T> question) {
        for (int left = MOST_ATTEMPTS; ; left--) {
            try {
                return reader.read(generation -> {
                    try (var session = client.startSession(SNAPSHOT)) {
                        return question.apply(generation, session);
                    }
                });
            } catch (MongoCommandException refused) {
                if (refused.getErrorCode() != SNAPSHOT_UNAVAILABLE || left == 0) {
                    throw refused;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void each(
            GenerationCollections generation,
            ClientSession session,
            Bson which,
            ProjectedContext<LearnerContext> context,
            BiConsumer<LearnerCard, @Nullable String> visitor) {
        // Raw, so that of an answer of the server, up to 16 MB, one history at a time takes the room of its objects.
        var raw = generation.documents().withDocumentClass(RawBsonDocument.class);
        var codec = raw.getCodecRegistry().get(Document.class);
        try (var found = raw.find(session, which).batchSize(HISTORIES_AT_ONCE).cursor()) {
            while (found.hasNext()) {
                Projected<LearnerCard> card =
                        reader.current(reader.projected(found.next().decode(codec)), context);
                visitor.accept(card.state(), card.quarantined());
            }
        }
    }

    private ProjectedContext<LearnerContext> context(
            GenerationCollections generation, ClientSession session, LearnerId learnerId) {
        Document found =
                generation.contexts().find(session, eq("_id", learnerId.text())).first();
        return found == null
                ? new ProjectedContext<>(projection.initialContext(), 0, false)
                : new ProjectedContext<>(
                        mapping.context(found), epoch(found), Boolean.TRUE.equals(found.getBoolean("marked")));
    }

    private static long epoch(Document stored) {
        return stored.get("epoch", Number.class).longValue();
    }
}
