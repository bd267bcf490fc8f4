package dev.engram.runtime.query;

import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.project;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static java.util.stream.Collectors.groupingBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.feed.ChangeWatch;
import dev.engram.projections.feed.Turn;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.reader.Snapshot;
import dev.engram.runtime.runner.Progress;
import dev.engram.runtime.store.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the checkpoints of the live generations, and only where they have moved for whom documents were written: three round
 * trips when nothing has happened, at most six otherwise, whatever was written and by which process.
 */
public final class MongoChangeWatch implements ChangeWatch {

    /** Decks written between two looks; beyond that everybody is told to look. */
    private static final int MOST_DECKS = 1_000;

    private final MongoClient client;
    private final MongoDatabase database;
    private final ProjectionReader<LearnerCardKey, LearnerCard, LearnerContext> learnerCards;
    private final ProjectionReader<CardId, CardFacts, DeckProgress> catalogue;
    private final HostedProjection<?, LearnerCardKey, LearnerCard, LearnerContext> hosted;

    /** @param client one that serves requests @param database of {@code client}; its timeout bounds each round trip */
    public MongoChangeWatch(
            MongoClient client,
            MongoDatabase database,
            HostedProjection<?, LearnerCardKey, LearnerCard, LearnerContext> learnerCards,
            HostedProjection<?, CardId, CardFacts, DeckProgress> catalogue) {
        this.client = client;
        this.database = database;
        this.learnerCards = MongoProjectionQueries.reader(client, database, learnerCards);
        this.catalogue = MongoProjectionQueries.reader(client, database, catalogue);
        this.hosted = learnerCards;
    }

    @Override
    public Seen look(@Nullable Place since, Set<LearnerId> learners) {
        return Snapshot.of(client, database, snapshot -> {
            var cards = learnerCards.in(snapshot);
            var decks = catalogue.in(snapshot);
            var now = new Place(cards.generation(), cards.turns(), decks.turns());
            return since == null || isOther(since.schedules(), now.schedules()) || isOther(since.decks(), now.decks())
                    ? new Seen(now, true, Set.of(), Set.of(), Set.of())
                    : compared(cards, decks, since, now, learners);
        });
    }

    /** Of documents that were built anew or repaired turns say nothing. */
    private static boolean isOther(List<Turn> since, List<Turn> now) {
        return !since.stream()
                .map(Turn::identity)
                .toList()
                .equals(now.stream().map(Turn::identity).toList());
    }

    private static Seen compared(
            ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> cards,
            ProjectionView<CardId, CardFacts, DeckProgress> decks,
            Place since,
            Place now,
            Set<LearnerId> learners) {
        var changed = changedLearners(cards, since, now, learners);
        var written = new HashSet<DeckId>();
        var owners = new HashSet<LearnerId>();
        var moved = moved(since.decks(), now.decks());
        if (!moved.isEmpty()) {
            var after = moved.stream()
                    .map(partition -> and(
                            eq(Stored.PARTITION, partition),
                            gt(Stored.TURN, since.decks().get(partition).turn())))
                    .toList();
            for (var deck : decks.contexts(or(after))
                    .projection(include(Stored.ID, "owner"))
                    .limit(MOST_DECKS)) {
                written.add(DeckId.parse(Stored.text(deck, Stored.ID)));
                var owner = deck.get("owner", UUID.class);
                if (owner != null) {
                    owners.add(new LearnerId(owner));
                }
            }
        }
        return new Seen(now, written.size() == MOST_DECKS, changed, written, owners);
    }

    private static Set<LearnerId> changedLearners(
            ProjectionView<LearnerCardKey, LearnerCard, LearnerContext> cards,
            Place since,
            Place now,
            Set<LearnerId> learners) {
        var moved = moved(since.schedules(), now.schedules());
        var byPartition = learners.stream().map(LearnerId::text).collect(groupingBy(cards::partitionOf));
        byPartition.keySet().retainAll(moved);
        var changed = new HashSet<LearnerId>();
        if (byPartition.isEmpty()) {
            return changed;
        }
        var ofDocuments = new ArrayList<Bson>();
        var ofContexts = new ArrayList<Bson>();
        byPartition.forEach((partition, keys) -> {
            var later = gt(Stored.TURN, since.schedules().get(partition).turn());
            ofDocuments.add(and(in(Stored.CONTEXT, keys), later));
            ofContexts.add(and(in(Stored.ID, keys), later));
        });
        for (var row : cards.aggregate(
                List.of(match(or(ofDocuments)), project(include(Stored.CONTEXT)), group("$" + Stored.CONTEXT)))) {
            changed.add(LearnerId.parse(Stored.text(row, Stored.ID)));
        }
        for (var row : cards.contexts(or(ofContexts)).projection(include(Stored.ID))) {
            changed.add(LearnerId.parse(Stored.text(row, Stored.ID)));
        }
        var asked = byPartition.values().stream().flatMap(List::stream).toList();
        cards.erasedAmong(asked).forEach(key -> changed.add(LearnerId.parse(key)));
        return changed;
    }

    private static List<Integer> moved(List<Turn> since, List<Turn> now) {
        var moved = new ArrayList<Integer>();
        for (int partition = 0; partition < now.size(); partition++) {
            if (now.get(partition).turn() > since.get(partition).turn()) {
                moved.add(partition);
            }
        }
        return moved;
    }

    @Override
    public void await(Place since, Set<LearnerId> learners, Duration atMost) throws InterruptedException {
        var partitions = learners.stream()
                .map(learner -> hosted.definition().partitionOf(learner.text()))
                .distinct()
                .toList();
        var progress = hosted.progress();
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (left > 0) {
            long seen = progress.moves();
            if (partitions.stream().anyMatch(partition -> hasMoved(progress, since, partition))) {
                return;
            }
            progress.await(seen, left);
            left = end - System.nanoTime();
        }
    }

    private static boolean hasMoved(Progress progress, Place since, int partition) {
        var reached = progress.of(since.generation(), partition);
        return reached != null
                && reached.turn() > since.schedules().get(partition).turn();
    }
}
