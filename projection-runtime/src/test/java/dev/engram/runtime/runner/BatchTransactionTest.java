package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.Ledger.rate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.runner.Ledger.Entry;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ProjectionStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches and re-derivations over the double of the store. */
final class BatchTransactionTest {

    private static final List<String> ACCOUNTS = List.of("ann", "ben", "eve");
    private static final Ledger LEDGER = Ledger.named("ledger");

    private final ProjectionStore<String, Tally, Rate> store = emptyStore();
    private final BatchTransaction<Entry, String, Tally, Rate> step = new BatchTransaction<>(LEDGER, store);

    private static ProjectionStore<String, Tally, Rate> emptyStore() {
        var generations = new InMemoryGenerations<String, Tally, Rate>();
        generations.createFirst(1, List.of(Checkpoint.first(0, "id", 0)));
        return generations.store(1);
    }

    private static Batch.Entry<Entry, String> entry(long offset, String text) {
        var value = text.getBytes(StandardCharsets.UTF_8);
        var words = text.split(" ");
        var origin = new ConsumerRecord<byte[], byte[]>(
                "t",
                0,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                3,
                value.length,
                words[words.length > 1 ? 1 : 0].getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.of(0));
        return Batch.entry(origin, Ledger::decode, LEDGER);
    }

    private static List<Batch.Entry<Entry, String>> entries(List<String> log) {
        return IntStream.range(0, log.size())
                .mapToObj(offset -> entry(offset, log.get(offset)))
                .toList();
    }

    private void apply(List<Batch.Entry<Entry, String>> entries) {
        step.apply(Batch.of(entries), store.take(0));
    }

    /** Re-derives all stale contexts, three documents at a time. */
    private int rederiveAll() {
        int chunks = 0;
        for (var stale = store.staleContexts(0); !stale.isEmpty(); stale = store.staleContexts(0)) {
            assertThat(step.rederive(stale.getFirst(), store.take(0), 3).documents())
                    .isLessThanOrEqualTo(3);
            chunks++;
        }
        return chunks;
    }

    private static String randomEvent(Random random) {
        var account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
        return switch (random.nextInt(12)) {
            case 0 -> rate(account, random.nextInt(5));
            case 1 -> added(account, "i" + random.nextInt(5), Ledger.UNFOLDABLE);
            case 2 -> "odd " + account;
            default -> added(account, "i" + random.nextInt(5), random.nextInt(1, 100));
        };
    }

    private static Map<String, Tally> expected(List<String> log) {
        var rates = new HashMap<String, Rate>();
        var states = new HashMap<String, Tally>();
        for (var entry : entries(log)) {
            if (entry instanceof Batch.Entry.Readable<Entry, String> readable) {
                switch (readable.event()) {
                    case Ledger.RateSet set -> rates.put(set.account(), new Rate(set.rate()));
                    case Ledger.Added added when added.amount() == Ledger.UNFOLDABLE -> {}
                    case Ledger.Added added ->
                        states.merge(
                                Ledger.key(added.account(), added.item()),
                                new Tally(List.of(added.amount()), 0),
                                (state, _) -> LEDGER.apply(state, added));
                }
            }
        }
        states.replaceAll(
                (key, state) -> LEDGER.derive(state, rates.getOrDefault(key.split("/")[0], LEDGER.initialContext())));
        return states;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveTheSameDocumentsForAnySplitIntoBatchesAndChunks(long seed) {
        // given
        var random = new Random(seed);
        var log = IntStream.range(0, 300).mapToObj(_ -> randomEvent(random)).toList();
        var entries = entries(log);
        // when
        for (int from = 0; from < entries.size(); ) {
            int to = Math.min(entries.size(), from + random.nextInt(1, 60));
            apply(entries.subList(from, to));
            from = to;
            if (random.nextBoolean() && !store.staleContexts(0).isEmpty()) {
                step.rederive(store.staleContexts(0).getFirst(), store.take(0), 2);
            }
        }
        rederiveAll();
        // then
        var states = new HashMap<String, Tally>();
        for (var account : ACCOUNTS) {
            for (int item = 0; item < 5; item++) {
                var key = Ledger.key(account, "i" + item);
                store.read(key).ifPresent(found -> states.put(key, found.state()));
            }
        }
        assertThat(states).isEqualTo(expected(log));
        assertThat(store.take(0).next()).isEqualTo(300);
        assertThat(store.parked(0))
                .isEqualTo(log.stream()
                        .filter(event -> event.startsWith("odd") || event.endsWith("" + Ledger.UNFOLDABLE))
                        .count());
    }

    @Test
    void shouldRaiseTheEpochAndMarkStaleOnlyTheContextThatChanged() {
        // given
        apply(entries(List.of(added("ann", "a", 1), added("ann", "b", 2), added("ben", "a", 3))));
        // when
        apply(List.of(entry(3, rate("ann", 5)), entry(4, added("ann", "b", 2))));
        // then
        assertThat(store.staleContexts(0)).containsExactly("ann");
        assertThat(store.readContext("ann")).hasValue(new ProjectedContext<>(new Rate(5), 1, true));
        assertThat(store.readContext("ben")).isEmpty();
        assertThat(store.read("ann/b").orElseThrow())
                .isEqualTo(new Projected<>(new Tally(List.of(2, 2), 20), "ann", 1, null));
        assertThat(store.read("ann/a").orElseThrow().epoch()).isZero();
        assertThat(rederiveAll()).isEqualTo(1);
        assertThat(store.read("ann/a").orElseThrow())
                .isEqualTo(new Projected<>(new Tally(List.of(1), 5), "ann", 1, null));
        assertThat(store.read("ben/a").orElseThrow().epoch()).isZero();
    }

    @Test
    void shouldQuarantineInAChunkAndGoOn() {
        // given
        apply(entries(List.of(rate("ann", 0), added("ann", "a", -1), added("ann", "b", 2))));
        rederiveAll();
        // when
        apply(List.of(entry(3, rate("ann", 2))));
        rederiveAll();
        // then
        assertThat(store.read("ann/a").orElseThrow().quarantined()).contains("cannot be rated");
        assertThat(store.read("ann/a").orElseThrow().state().amounts()).containsExactly(-1);
        assertThat(store.read("ann/b").orElseThrow().state().total()).isEqualTo(4);
    }

    @Test
    void shouldBoundABatchByEventsBytesAndDocumentsAndHalveIt() {
        // given
        var defaults = ProjectionSettings.of("s", KafkaAccess.open("b:1"), null);
        var settings = new ProjectionSettings(
                "s",
                KafkaAccess.open("b:1"),
                null,
                8,
                4,
                200,
                defaults.buildBytes(),
                defaults.transactionTimeout(),
                defaults.backoffMin(),
                defaults.backoffMax(),
                defaults.retiredFor(),
                Map.of());
        var limits = new BatchLimits(settings);
        var same = entries(IntStream.range(0, 20).mapToObj(_ -> "added ann a 1").toList());
        var different = entries(
                IntStream.range(0, 20).mapToObj(i -> added("ann", "i" + i, 1)).toList());
        var large = entries(List.of("x".repeat(150), "x".repeat(150), "x".repeat(500), "x"));
        // when
        var sizes = List.of(sizes(limits, same), sizes(limits, different), sizes(limits, large));
        limits.halve();
        var halved =
                List.of(sizes(limits, same).getFirst(), sizes(limits, different).getFirst(), limits.documents());
        IntStream.range(0, 20).forEach(_ -> limits.halve());
        var smallest = List.of(sizes(limits, same).getFirst(), limits.documents());
        IntStream.range(0, 80).forEach(_ -> limits.grow());
        // then
        assertThat(sizes).containsExactly(List.of(8, 8, 4), List.of(4, 4, 4, 4, 4), List.of(1, 1, 1, 1));
        assertThat(halved).containsExactly(4, 2, 2);
        assertThat(smallest).containsExactly(1, 1);
        assertThat(sizes(limits, same)).containsExactly(8, 8, 4);
    }

    private static List<Integer> sizes(BatchLimits limits, List<Batch.Entry<Entry, String>> entries) {
        var sizes = new ArrayList<Integer>();
        for (int from = 0; from < entries.size(); ) {
            int end = limits.end(entries, from);
            sizes.add(end - from);
            from = end;
        }
        return sizes;
    }
}
