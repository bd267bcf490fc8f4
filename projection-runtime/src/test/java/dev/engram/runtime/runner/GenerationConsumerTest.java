package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.Ledger.rate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.log.LogDamage;
import dev.engram.runtime.log.LogUnreachableException;
import dev.engram.runtime.log.TopicMonitor;
import dev.engram.runtime.runner.Ledger.Entry;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.StoreException;
import dev.engram.runtime.store.StoreException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every path of the state machine of a partition, without servers: time moves only when a test says so. */
final class GenerationConsumerTest {

    private static final TopicDefinition TOPIC = new TopicDefinition("t", 2);
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final PartitionState LIVE = new PartitionState.Live();

    private final Ledger ledger = Ledger.named("ledger");
    private final ProjectionSettings settings = ProjectionSettings.of("test", KafkaAccess.open("nowhere:1"), null);
    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final StubTopic topic = new StubTopic();
    private final Progress progress = new Progress();
    private final long[] nanos = {0};
    private final RunnerEnvironment environment =
            new RunnerEnvironment(() -> Instant.ofEpochSecond(0, nanos[0]), () -> nanos[0], () -> 0);
    private final StatusTracker status = new StatusTracker("ledger", 1, 2, topic, environment);
    private final InMemoryGeneration<String, Tally, Rate> generation =
            new InMemoryGeneration<>(List.of(Checkpoint.first(0, "id", 0), Checkpoint.first(1, "id", 0)));
    private final ScriptedStore store = new ScriptedStore(new InMemoryProjectionStore<>(generation));
    private final GenerationConsumer<Entry, String, Tally, Rate> consumer =
            new GenerationConsumer<>(settings, ledger.on(TOPIC), 1, store, kafka, topic, status, progress, environment);
    private final Map<Integer, Long> sent = new HashMap<>();

    /** What the broker says of the topic. */
    private static final class StubTopic implements TopicMonitor {
        private String id = "id";
        private @Nullable RuntimeException failure;
        private int asked;

        @Override
        public String topicId() {
            asked++;
            if (failure != null) {
                throw failure;
            }
            return id;
        }

        @Override
        public void requestEnds() {}

        @Override
        public @Nullable Long end(int partition) {
            return null;
        }

        @Override
        public Start verifiedStart() {
            return new Start(topicId(), List.of(0L));
        }

        @Override
        public @Nullable LogDamage damage() {
            return null;
        }

        @Override
        public void report(LogDamage loss) {}

        @Override
        public void close() {}
    }

    private void assignBoth() {
        kafka.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        kafka.rebalance(List.of(ZERO, ONE));
    }

    private void send(int partition, String... values) {
        for (var value : values) {
            long offset = sent.merge(partition, 1L, Long::sum) - 1;
            var bytes = LedgerBench.bytes(value);
            var key = LedgerBench.bytes(value.split(" ")[1]);
            kafka.addRecord(new ConsumerRecord<>(
                    "t",
                    partition,
                    offset,
                    1_000 + offset,
                    TimestampType.CREATE_TIME,
                    key.length,
                    bytes.length,
                    key,
                    bytes,
                    new RecordHeaders(),
                    Optional.of(0)));
        }
    }

    private void pass(Duration time) {
        nanos[0] += time.toNanos();
    }

    private PartitionState state(int partition) {
        return status.status().partitions().get(partition).state();
    }

    private static String reason(PartitionState state) {
        return switch (state) {
            case PartitionState.Retrying retrying -> retrying.reason();
            case PartitionState.Stopped stopped -> stopped.reason();
            default -> state.label();
        };
    }

    private List<Integer> amounts(String key) {
        return store.read(key).map(found -> found.state().amounts()).orElse(List.of());
    }

    private static StoreException failure(Kind kind) {
        return new StoreException(kind, "scripted");
    }

    /** Everything that waits is tried again. */
    private void waitOutBackoff() {
        pass(settings.backoffMax());
    }

    @Test
    void shouldBeLiveOnceTheCheckpointsAreRead() {
        // when
        assignBoth();
        // then
        assertThat(List.of(state(0), state(1))).containsOnly(LIVE);
        assertThat(kafka.paused()).isEmpty();
        assertThat(progress.of(1, 0)).extracting(Checkpoint::next).isEqualTo(0L);
        assertThat(topic.asked).as("one question for all partitions").isEqualTo(1);
    }

    @Test
    void shouldApplyWhatIsPolledAndGoOnFromTheStoredCheckpoint() {
        // given
        assignBoth();
        send(0, added("ann", "card", 1), added("ann", "card", 2));
        // when
        consumer.turn();
        // then
        assertThat(amounts("ann/card")).containsExactly(1, 2);
        assertThat(progress.of(1, 0)).extracting(Checkpoint::next).isEqualTo(2L);
        var shown = status.status();
        assertThat(shown.partitions().getFirst().next()).isEqualTo(2);
        assertThat(shown.applied()).isEqualTo(2);
        assertThat(shown.batchEvents()).isEqualTo(2);
        assertThat(store.take(0).next()).isEqualTo(2);
    }

    @Test
    void shouldAskAStoreThatIsAwayOncePerTurnAndWaitBetween() {
        // given
        store.failTake(failure(Kind.UNAVAILABLE));
        // when
        assignBoth();
        consumer.turn();
        // then
        assertThat(store.takes).as("the second partition does not ask").isEqualTo(1);
        assertThat(List.of(reason(state(0)), reason(state(1)))).containsOnly("store-unavailable");
        assertThat(kafka.paused()).containsExactlyInAnyOrder(ZERO, ONE);
        assertThat(status.status().retries()).containsEntry("store-unavailable", 2L);
        // when: not before the wait is over
        pass(settings.backoffMin().dividedBy(2).minusNanos(1));
        consumer.turn();
        assertThat(store.takes).isEqualTo(1);
        pass(Duration.ofNanos(1));
        consumer.turn();
        // then
        assertThat(List.of(state(0), state(1))).containsOnly(LIVE);
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void shouldWaitTwiceAsLongAfterEachFailureInARowAndLittleAfterASuccess() {
        // given
        assignBoth();
        // when
        var waits = IntStream.range(0, 8).mapToObj(_ -> millisUntilTriedAgain()).toList();
        send(0, added("ann", "card", 1));
        consumer.turn();
        // then: half of the limit, since chance is 0 here
        assertThat(waits).containsExactly(25L, 50L, 100L, 200L, 400L, 800L, 1600L, 2500L);
        assertThat(millisUntilTriedAgain()).isEqualTo(25L);
    }

    private long millisUntilTriedAgain() {
        send(0, added("ann", "card", 9));
        store.failTransaction(failure(Kind.CONFLICT));
        consumer.turn();
        assertThat(reason(state(0))).isEqualTo("write-conflict");
        long from = nanos[0];
        while (!state(0).equals(LIVE)) {
            pass(Duration.ofMillis(25));
            consumer.turn();
        }
        return Duration.ofNanos(nanos[0] - from).toMillis();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DOCUMENT_TOO_LARGE", "DOCUMENT_UNWRITABLE"})
    void shouldKeepTheBatchOrHalveItByTheKindOfFailure(Kind kind) {
        // given
        assignBoth();
        var values =
                IntStream.range(0, 4_000).mapToObj(i -> added("ann", "card", 1)).toArray(String[]::new);
        send(0, values);
        store.failTransaction(failure(kind));
        // when
        consumer.turn();
        // then
        assertThat(reason(state(0))).isEqualTo(kind.slug());
        assertThat(amounts("ann/card")).isEmpty();
        assertThat(kafka.paused()).contains(ZERO);
        // when
        waitOutBackoff();
        consumer.turn();
        send(0, values);
        kafka.seek(ZERO, 0);
        sent.put(0, 4_000L);
        consumer.turn();
        // then
        boolean halved = switch (kind) {
            case COMMIT_UNKNOWN, UNAVAILABLE, ACCESS_DENIED -> false;
            case CONFLICT, TOO_SLOW, TOO_LARGE, REFUSED, DOCUMENT_TOO_LARGE, DOCUMENT_UNWRITABLE -> true;
        };
        assertThat(status.status().batchEvents() <= 2_500).isEqualTo(halved);
    }

    private void assignUnbuilt(long endOfZero, long endOfOne) {
        generation.checkpoints.put(0, Checkpoint.unbuilt(0, "id", 0));
        generation.checkpoints.put(1, Checkpoint.unbuilt(1, "id", 0));
        kafka.updateEndOffsets(Map.of(ZERO, endOfZero, ONE, endOfOne));
        assignBoth();
    }

    @Test
    void shouldBuildOnePartitionAfterTheOtherAlsoWhereATransactionWasTooLarge() {
        // given
        assignUnbuilt(4, 1);
        send(0, added("ann", "card", 1), added("ben", "card", 5), Ledger.rate("ann", 2), added("ann", "card", 3));
        store.failTransaction(failure(Kind.TOO_LARGE));
        // when
        consumer.turn();
        // then
        assertThat(state(0)).isEqualTo(LIVE);
        assertThat(store.take(0).isUnbuilt()).isTrue();
        assertThat(status.status().partitions().getFirst().next()).isZero();
        assertThat(kafka.paused()).containsExactlyInAnyOrder(ZERO, ONE);
        assertThat(progress.of(1, 0)).isNull();
        // when: a transaction, its checkpoint, and the other partition
        consumer.turn();
        assertThat(amounts("ann/card")).containsExactly(1, 3);
        assertThat(store.take(0).isUnbuilt()).isTrue();
        consumer.turn();
        assertThat(store.take(0).next()).isEqualTo(4);
        send(1, added("eve", "card", 7));
        consumer.turn();
        consumer.turn();
        consumer.turn();
        // then
        assertThat(store.read("ann/card").orElseThrow().state().total()).isEqualTo(8);
        assertThat(store.staleContexts(0)).isEmpty();
        assertThat(amounts("eve/card")).containsExactly(7);
        assertThat(List.of(state(0), state(1))).containsOnly(LIVE);
        assertThat(kafka.paused()).isEmpty();
        assertThat(progress.of(1, 0)).extracting(Checkpoint::next).isEqualTo(4L);
        assertThat(progress.of(1, 1)).extracting(Checkpoint::next).isEqualTo(1L);
    }

    @Test
    void shouldGoOnByBatchesWhereABuildMeetsAnEventThatCannotBeStored() {
        // given
        assignUnbuilt(40, 0);
        var values = IntStream.range(0, 40)
                .mapToObj(i -> added(i == 23 ? "bad" : "ann", "card", i))
                .toArray(String[]::new);
        store.refuse("bad/card", failure(Kind.DOCUMENT_TOO_LARGE));
        send(0, values);
        // when
        consumer.turn();
        // then
        assertThat(reason(state(0))).isEqualTo("document-too-large");
        assertThat(amounts("ann/card")).isEmpty();
        // when
        IntStream.range(0, 4).forEach(_ -> {
            waitOutBackoff();
            consumer.turn();
        });
        assertThat(store.take(0).next()).isZero();
        // the records that the mock has handed out are sent again
        sent.put(0, 0L);
        send(0, values);
        consumer.turn();
        // then: all before it are applied
        assertThat(amounts("ann/card")).hasSize(23);
    }

    @Test
    void shouldNotApplyAgainWhatWasCommittedUnknown() {
        // given
        assignBoth();
        send(0, added("ann", "card", 1), added("ann", "card", 2));
        store.failAfterCommit(failure(Kind.COMMIT_UNKNOWN));
        // when
        consumer.turn();
        assertThat(reason(state(0))).isEqualTo("commit-unknown");
        waitOutBackoff();
        consumer.turn();
        send(0, added("ann", "card", 3));
        consumer.turn();
        // then
        assertThat(amounts("ann/card")).containsExactly(1, 2, 3);
    }

    @Test
    void shouldGoOnWhereAnotherWriterHasMovedTheCheckpoint() {
        // given
        assignBoth();
        send(0, added("ann", "card", 1), added("ann", "card", 2), added("ann", "card", 3));
        var held = store.take(0);
        store.transact(work -> work.advance(held, held.advancedTo(2, 0, null)));
        // when
        consumer.turn();
        // then
        assertThat(reason(state(0))).isEqualTo("checkpoint-moved");
        waitOutBackoff();
        consumer.turn();
        assertThat(state(0)).isEqualTo(LIVE);
        assertThat(kafka.position(ZERO)).isEqualTo(2);
    }

    @Test
    void shouldStopAndApplyNothingWhereTheTopicIsAnotherAfterThePoll() {
        // given
        assignBoth();
        send(0, added("ann", "card", 1));
        topic.id = "created again";
        // when
        consumer.turn();
        waitOutBackoff();
        consumer.turn();
        // then
        assertThat(state(0)).isInstanceOf(PartitionState.Stopped.class);
        assertThat(reason(state(0))).isEqualTo("log-changed");
        assertThat(amounts("ann/card")).isEmpty();
        assertThat(kafka.paused()).contains(ZERO);
    }

    @Test
    void shouldStopOnlyThePartitionWhoseRecordsAreGone() {
        // given
        assignBoth();
        send(1, added("ben", "card", 1));
        // when
        kafka.schedulePollTask(() -> {
            throw new OffsetOutOfRangeException(Map.of(ZERO, 0L));
        });
        consumer.turn();
        consumer.turn();
        // then
        assertThat(reason(state(0))).isEqualTo("log-changed");
        assertThat(state(1)).isEqualTo(LIVE);
        assertThat(amounts("ben/card")).containsExactly(1);
    }

    @Test
    void shouldWaitForABrokerThatDoesNotNameTheTopic() {
        // given
        topic.failure = new LogUnreachableException(new java.util.concurrent.TimeoutException("no answer"));
        // when
        assignBoth();
        // then
        assertThat(List.of(reason(state(0)), reason(state(1)))).containsOnly("log-unavailable");
        // when
        topic.failure = null;
        waitOutBackoff();
        consumer.turn();
        // then
        assertThat(state(0)).isEqualTo(LIVE);
    }

    @Test
    void shouldStopWhereTheGenerationHasNoCheckpoint() {
        // given
        store.failTake(ProjectionStoppedException.missingCheckpoint("ledger.g1", 0));
        // when
        assignBoth();
        waitOutBackoff();
        consumer.turn();
        // then
        assertThat(reason(state(0))).isEqualTo("checkpoint-missing");
        assertThat(state(1)).isEqualTo(LIVE);
        assertThat(((PartitionState.Stopped) state(0)).remedy()).contains("rebuild");
    }

    @Test
    void shouldRetryWhatNobodyForesaw() {
        // given
        assignBoth();
        send(0, added("ann", "card", 1));
        store.failTransaction(new IllegalStateException("a bug"));
        // when
        consumer.turn();
        // then
        assertThat(state(0)).isEqualTo(new PartitionState.Retrying("unexpected", "IllegalStateException: a bug"));
    }

    @Test
    void shouldParkTheOneEventThatCannotBeStoredAndApplyTheOthers() {
        parkOneOf(failure(Kind.DOCUMENT_TOO_LARGE), "document-too-large", "document-too-large");
    }

    @Test
    void shouldParkTheOneEventAtWhichAMappingFailsAndApplyTheOthers() {
        parkOneOf(new IllegalStateException("a bug in a mapping"), "unexpected", "apply-failed");
    }

    private void parkOneOf(RuntimeException refusal, String retried, String reason) {
        // given
        assignBoth();
        var values = IntStream.range(0, 40)
                .mapToObj(i -> added(i == 23 ? "bad" : "ann", "card", i))
                .toArray(String[]::new);
        store.refuse("bad/card", refusal);
        send(0, values);
        // when
        consumer.turn();
        // then: all before it are applied, and it is tried again
        assertThat(reason(state(0))).isEqualTo(retried);
        assertThat(amounts("ann/card")).hasSize(23);
        // when
        waitOutBackoff();
        consumer.turn();
        // the records that the mock has handed out are sent again from the checkpoint
        sent.put(0, 23L);
        send(0, List.of(values).subList(23, 40).toArray(String[]::new));
        consumer.turn();
        // then
        assertThat(state(0)).isEqualTo(LIVE);
        assertThat(amounts("ann/card")).hasSize(39);
        var parked = store.parkedEvents(0, 0, 10);
        assertThat(parked).singleElement().satisfies(event -> {
            assertThat(event.offset()).isEqualTo(23);
            assertThat(event.why().reason()).isEqualTo(reason);
        });
        assertThat(status.status().partitions().getFirst().firstParked())
                .extracting(ProjectionStatus.Parked::id)
                .containsExactly("0-23");
    }

    @Test
    void shouldStepOverWhatWasSkippedBeforeItWasReached() {
        // given
        var held = store.take(0);
        var why = new ParkedEvent.Why(ParkedEvent.Why.SKIPPED, "on purpose");
        store.transact(work -> {
            work.advance(held, held.turned());
            work.park(List.of(
                    new ParkedEvent("t", 0, 0, why, null, List.of(), null, null),
                    new ParkedEvent("t", 0, 2, why, null, List.of(), null, null)));
        });
        // when
        assignBoth();
        var afterLocating = kafka.position(ZERO);
        sent.put(0, 1L);
        send(0, added("ann", "card", 1), added("ann", "card", 2), added("ann", "card", 3));
        consumer.turn();
        // then
        assertThat(afterLocating).as("the record need not be readable").isEqualTo(1);
        assertThat(amounts("ann/card")).containsExactly(1, 3);
        assertThat(store.take(0).next()).isEqualTo(4);
    }

    @Test
    void shouldEndTheWaitingOfParkedEventsThatHaveBecomeObsolete() {
        // given: the ledger holds a rate to be obsolete once the account has that rate
        assignBoth();
        send(0, rate("ann", Ledger.UNFOLDABLE), rate("ben", Ledger.UNFOLDABLE), added("ann", "card", 1));
        consumer.turn();
        assertThat(store.parkedEvents(0, 0, 10)).hasSize(2);
        // when
        send(0, rate("ann", Ledger.OBSOLETING));
        consumer.turn();
        // then
        assertThat(store.parkedEvents(0, 0, 10)).extracting(ParkedEvent::offset).containsExactly(1L);
        assertThat(store.parkedEvent(0, 0).orElseThrow().resolution())
                .extracting(ParkedEvent.Resolution::kind)
                .isEqualTo(ParkedEvent.Resolution.Kind.OBSOLETE);
        var shown = status.status().partitions().getFirst();
        assertThat(shown.parked()).isEqualTo(1);
        assertThat(shown.firstParked()).extracting(ProjectionStatus.Parked::id).containsExactly("0-1");
    }

    @Test
    void shouldParkTheEventsOfWhatCannotBeReadAndApplyTheOthers() {
        // given
        assignBoth();
        send(0, added("ann", "card", 1), added("ann", "other", 1), added("ben", "card", 1), rate("ben", 3));
        consumer.turn();
        generation.damaged.addAll(List.of("ann/card", "ben"));
        // when
        send(0, added("ann", "card", 2), added("ann", "other", 2), added("ben", "card", 2));
        consumer.turn();
        // then
        assertThat(state(0)).isEqualTo(LIVE);
        assertThat(amounts("ann/other")).containsExactly(1, 2);
        assertThat(store.parkedEvents(0, 0, 10)).extracting(ParkedEvent::offset).containsExactly(4L, 6L);
        assertThat(store.parkedEvents(0, 0, 10))
                .extracting(event -> event.why().reason())
                .containsOnly("document-unreadable");
        // when: repaired
        generation.damaged.clear();
        var replayed = store.parkedEvents(0, 0, 10).size();
        assertThat(replayed).isEqualTo(2);
        assertThat(amounts("ann/card")).containsExactly(1);
    }

    @Test
    void shouldShowAndForgetAPartitionThatIsTakenAway() {
        // given
        assignBoth();
        // when
        kafka.rebalance(List.of(ONE));
        // then
        assertThat(state(0)).isEqualTo(new PartitionState.Unassigned());
        assertThat(state(1)).isEqualTo(LIVE);
        assertThat(progress.of(1, 0)).isNull();
    }

    @Test
    void shouldReDeriveAStaleContextBetweenPollsAndAgainAfterAFailure() {
        // given
        assignBoth();
        send(0, added("ann", "card", 2), rate("ann", 5));
        // when: the batch is applied, the re-derivation that follows it fails
        store.failSecondTransaction(failure(Kind.CONFLICT));
        consumer.turn();
        assertThat(reason(state(0))).isEqualTo("write-conflict");
        assertThat(store.staleContexts(0)).containsExactly("ann");
        waitOutBackoff();
        consumer.turn();
        for (int turn = 0; turn < 3; turn++) {
            consumer.turn();
        }
        // then
        assertThat(state(0)).isEqualTo(LIVE);
        assertThat(store.staleContexts(0)).isEmpty();
        assertThat(store.read("ann/card").orElseThrow().state().total()).isEqualTo(10);
    }

    @Test
    void shouldNeverSpendMoreTimeThanThereIs() {
        // given: a clock that runs at every look, so that time counted twice would show
        var ticking = new RunnerEnvironment(() -> Instant.ofEpochSecond(0, nanos[0]), () -> nanos[0] += 1_000, () -> 0);
        var shown = new StatusTracker("ledger", 1, 2, topic, ticking);
        var another = new MockConsumer<byte[], byte[]>("none");
        another.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        try (var turning = new GenerationConsumer<>(
                settings, ledger.on(TOPIC), 1, store, another, topic, shown, progress, ticking)) {
            another.rebalance(List.of(ZERO, ONE));
            // when
            for (int round = 0; round < 50; round++) {
                var bytes = LedgerBench.bytes(round % 7 == 0 ? rate("ann", round) : added("ann", "card", round + 1));
                another.addRecord(new ConsumerRecord<>("t", 0, round, LedgerBench.bytes("ann"), bytes));
                if (round % 5 == 0) {
                    store.failTransaction(failure(Kind.CONFLICT));
                }
                turning.turn();
                nanos[0] += settings.backoffMax().toNanos();
                // then
                var shares = shown.status().shares();
                assertThat(shares.idle() + shares.fold() + shares.store()).isBetween(0.0, 1.0);
            }
        }
    }
}
