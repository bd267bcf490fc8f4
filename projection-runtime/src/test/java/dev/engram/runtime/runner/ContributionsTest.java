package dev.engram.runtime.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.PlanChanged;
import dev.engram.events.Stamp;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Contributions;
import dev.engram.projections.LogFold;
import dev.engram.projections.learner.Activity;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.learner.LearnerLives;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.testing.Generate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives, in any batches and with documents half derived anew, counts equal those of a fresh fold. */
final class ContributionsTest {

    private static final LearnerCardProjection PROJECTION =
            new LearnerCardProjection("cards", List.of(Activity.BY_DAY, CardAnswers.BY_WEEK));

    private final ProjectionStore<LearnerCardKey, LearnerCard, LearnerContext> store = emptyStore();
    private final BatchTransaction<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> transaction =
            new BatchTransaction<>(PROJECTION, store);

    private static ProjectionStore<LearnerCardKey, LearnerCard, LearnerContext> emptyStore() {
        var generations = new InMemoryGenerations<LearnerCardKey, LearnerCard, LearnerContext>();
        generations.createFirst(PROJECTION.foldVersion(), List.of(Checkpoint.first(0, "id", 0)));
        return generations.store(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldEqualThoseOfAFreshFold(long seed) {
        // given
        var random = new Random(seed);
        var learners = new ArrayList<LearnerId>();
        for (int i = 0; i < 3; i++) {
            learners.add(Generate.learnerId(random));
        }
        learners.set(0, new LearnerId(Ids.v8(new UUID(0, 1), "a learner")));
        var cards = Stream.generate(() -> Generate.cardId(random)).limit(6).toList();
        var log = new ArrayList<LearnerEvent>();
        learners.forEach(learner -> log.addAll(life(learner, cards, random)));
        Collections.shuffle(log, random);
        if (random.nextBoolean()) {
            log.add(random.nextInt(log.size()), erasure(learners.getLast(), random));
        }
        var whole = new LogFold<>(PROJECTION);

        // when
        long offset = 0;
        for (var batch : Generate.batches(log, random)) {
            var entries = new ArrayList<Batch.Entry<LearnerEvent, LearnerCardKey>>();
            for (var event : batch) {
                whole.apply(offset, event);
                entries.add(entry(offset++, event));
            }
            transaction.apply(Batch.of(entries), store.take(0));
            if (random.nextBoolean()) {
                derive(1 + random.nextInt(3));
                assertCountsEqualThoseOfTheStoredDocuments(whole, learners);
            }
        }
        while (!store.staleContexts(0).isEmpty()) {
            derive(2);
        }

        // then
        var documents = whole.documents();
        documents.forEach((key, document) -> assertThat(store.read(key)).hasValue(document));
        for (var learner : whole.contexts().keySet()) {
            var context = store.readContext(learner).orElseThrow();
            assertThat(context.context())
                    .isEqualTo(whole.contexts().get(learner).context());
            assertThat(context.epoch()).isEqualTo(whole.contexts().get(learner).epoch());
        }
        var expected = Contributions.differences(Activity.BY_DAY, Map.of(), documents);
        assertThat(stored(learners)).isEqualTo(lists(expected));
        var ofCards = Contributions.differences(CardAnswers.BY_WEEK, Map.of(), documents);
        assertThat(storedOf(cards)).isEqualTo(lists(ofCards));
        assertThat(documents.values()).anyMatch(document -> document.quarantined() == null);
    }

    /** Everything that may happen to a learner, with plans that change the day, the intervals, or cannot be used. */
    private static List<LearnerEvent> life(LearnerId learner, List<CardId> cards, Random random) {
        var decks = List.of(new DeckId(cards.getFirst().value()));
        var events = new ArrayList<LearnerEvent>();
        for (var event : LearnerLives.of(learner, cards, decks, random)) {
            events.add(
                    event instanceof PlanChanged change && random.nextInt(3) > 0
                            ? LearnerLives.withWeight(
                                    change, 0, random.nextInt(4) == 0 ? 1e9 : random.nextDouble(0.1, 2))
                            : event);
        }
        return Generate.shuffledWithRepeats(events, random);
    }

    private void derive(int limit) {
        var stale = store.staleContexts(0);
        if (!stale.isEmpty()) {
            transaction.rederive(stale.getFirst(), store.take(0), limit);
        }
    }

    private void assertCountsEqualThoseOfTheStoredDocuments(
            LogFold<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> whole, List<LearnerId> learners) {
        var sums = new Contributions<>(Activity.BY_DAY);
        whole.documents()
                .keySet()
                .forEach(key -> sums.add(key, store.read(key).orElseThrow().state(), 1));
        assertThat(stored(learners)).isEqualTo(lists(sums.sums()));
    }

    private static LearnerErased erasure(LearnerId learner, Random random) {
        var now = Instant.parse("2026-05-01T12:00:00Z");
        var id = new EventId(Generate.cardId(random).value());
        return new LearnerErased(new Stamp(id, learner, now, ZoneOffset.UTC, new ClientId("server"), 0, now));
    }

    private Map<AggregateKey, List<Long>> storedOf(List<CardId> cards) {
        var rows = new HashMap<AggregateKey, List<Long>>();
        for (var card : cards) {
            for (boolean simulated : List.of(true, false)) {
                var subject = CardAnswers.subject(card, simulated);
                rows.putAll(lists(store.rows(CardAnswers.BY_WEEK, subject, Integer.MIN_VALUE, Integer.MAX_VALUE)));
            }
        }
        return rows;
    }

    private Map<AggregateKey, List<Long>> stored(List<LearnerId> learners) {
        var rows = new HashMap<AggregateKey, List<Long>>();
        for (var learner : learners) {
            rows.putAll(lists(store.rows(Activity.BY_DAY, learner.text(), Integer.MIN_VALUE, Integer.MAX_VALUE)));
        }
        return rows;
    }

    private static Map<AggregateKey, List<Long>> lists(Map<AggregateKey, long[]> rows) {
        var lists = new HashMap<AggregateKey, List<Long>>();
        rows.forEach(
                (key, counts) -> lists.put(key, LongStream.of(counts).boxed().toList()));
        return lists;
    }

    private static Batch.Entry<LearnerEvent, LearnerCardKey> entry(long offset, LearnerEvent event) {
        var encoded = LearnerEvents.codec().encode(event);
        var headers = new RecordHeaders();
        encoded.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        var origin = new ConsumerRecord<byte[], byte[]>(
                "t",
                0,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                1,
                1,
                encoded.key().getBytes(StandardCharsets.UTF_8),
                encoded.value(),
                headers,
                Optional.of(0));
        return Batch.entry(origin, LearnerEvents.codec()::decode, PROJECTION);
    }
}
