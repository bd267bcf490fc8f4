package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.added;
import static dev.engram.runtime.runner.Ledger.rate;
import static dev.engram.runtime.runner.LedgerBench.bytes;
import static dev.engram.runtime.runner.LedgerBench.shown;
import static dev.engram.runtime.runner.LedgerBench.state;
import static dev.engram.runtime.runner.LedgerBench.until;
import static dev.engram.runtime.runner.LedgerBench.untilLive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoWriteException;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Projected;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import dev.engram.runtime.runner.ParkedEvents.Outcome;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Resolution.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A projection between a real broker and a real mongod. */
final class HostedProjectionTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private LedgerBench bench;

    @BeforeEach
    void open() {
        bench = LedgerBench.shared(2);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldApplyEveryEventOnceAndShowHowFarItIs() {
        // given
        var expected = IntStream.rangeClosed(1, 1_500).boxed().toList();
        var sent = expected.stream()
                .map(amount -> bench.sendLater(bench.producer, 0, added("ann", "card", amount)))
                .toList();
        assertThat(sent.stream().map(LedgerBench::offset))
                .as("offsets in the order of sending")
                .isEqualTo(LongStream.range(0, 1_500).boxed().toList());
        long last = 1_499;
        var before = Instant.now();
        // when
        var runner = bench.start();
        var reader = bench.reader(runner.progress());
        until("started", () -> shown(runner) != null, runner::status);
        var reached = reader.await(bench.place(0), last, SOON);
        long other = bench.send(1, added("ben", "card", 5));
        var otherReached = reader.await(bench.place(1), other, SOON);
        // then
        assertThat(reached).isEqualTo(new CatchUpResult(true, false));
        assertThat(otherReached).isEqualTo(new CatchUpResult(true, false));
        assertThat(bench.amounts("ann", "card")).isEqualTo(expected);
        assertThat(bench.document("ann/card").orElseThrow().state().total()).isEqualTo(1_500L * 1_501 / 2);
        assertThat(bench.amounts("ben", "card")).containsExactly(5);
        assertThat(reader.await(bench.place(0), last + 1, Duration.ofMillis(60)).caughtUp())
                .isFalse();
        assertThat(reader.read(view -> view.checkpoint(1)).dataUpTo()).isAfterOrEqualTo(before.minusMillis(1));
        until("no lag", () -> Long.valueOf(0).equals(shown(runner, 0).lagEvents()), runner::status);
        var found = shown(runner, 0);
        assertThat(found.next()).isEqualTo(1_500);
        assertThat(found.state()).isEqualTo(new PartitionState.Live());
        assertThat(found.parked()).isZero();
    }

    @Test
    void shouldGoOnWhereAnotherWriterHasMovedTheCheckpoint() {
        // given
        var runner = bench.start();
        bench.untilApplied(0, bench.send(0, added("ann", "card", 1)));
        // when
        try (var store = bench.store()) {
            var held = store.take(0);
            store.transact(work -> {
                work.advance(held, held.advancedTo(2, null, null));
                work.write(Map.of("ann/elsewhere", new Projected<>(new Ledger.Tally(List.of(2), 2), "ann", 0, null)));
            });
        }
        bench.send(0, added("ann", "card", 2));
        bench.untilApplied(0, bench.send(0, added("ann", "card", 3)));
        // then
        assertThat(bench.amounts("ann", "card")).containsExactly(1, 3);
        assertThat(bench.amounts("ann", "elsewhere")).containsExactly(2);
        assertThat(state(runner, 0)).isEqualTo(new PartitionState.Live());
    }

    @Test
    void shouldBeginAgainWhereTheDatabaseHasLostEverything() {
        // given
        var runner = bench.start();
        bench.send(0, added("ann", "card", 1));
        bench.untilApplied(0, bench.send(0, added("ann", "card", 2)));
        // when
        bench.database.drop();
        // then
        until("read again", () -> bench.amounts("ann", "card").equals(List.of(1, 2)), runner::status);
        until("no lag", () -> Long.valueOf(0).equals(shown(runner, 0).lagEvents()), runner::status);
    }

    @Test
    void shouldStepOverTheGapsOfTransactionsAndIgnoreWhatWasAborted() {
        // given
        var runner = bench.start();
        untilLive(runner);
        var settings = Map.of("transactional.id", bench.topic.name());
        long last;
        // when
        try (var transactional = LedgerBench.producer(bench.bootstrap, settings)) {
            transactional.initTransactions();
            last = 0;
            for (int round = 0; round < 3; round++) {
                transactional.beginTransaction();
                last = bench.send(transactional, 0, added("ann", "card", 10 + round));
                transactional.commitTransaction();
                transactional.beginTransaction();
                bench.send(transactional, 0, added("ann", "card", 99));
                transactional.abortTransaction();
            }
        }
        // then
        bench.untilApplied(0, last);
        long end = last + 4; // its commit marker, one aborted record, its marker
        until("the end of the log", () -> bench.checkpoint(0).next() == end, () -> bench.checkpoint(0));
        until("no lag", () -> Long.valueOf(0).equals(shown(runner, 0).lagEvents()), runner::status);
        bench.untilApplied(0, bench.send(0, added("ann", "card", 20)));
        assertThat(bench.amounts("ann", "card")).containsExactly(10, 11, 12, 20);
    }

    @Test
    void shouldParkTheEventThatWouldMakeADocumentTooLargeAndGoOn() {
        // given
        var runner = bench.start();
        bench.untilApplied(0, bench.send(0, added("ann", "card", 1)));
        // the small cache of a mongod that other tests use, too, may have no room before its next checkpoint, once a
        // minute
        Awaitility.await()
                .ignoreException(MongoWriteException.class)
                .until(() -> GenerationCollections.of(bench.database, "ledger", 1)
                        .documents()
                        .updateOne(
                                new Document("_id", "ann/card"),
                                new Document("$set", new Document("filler", "x".repeat((16 << 20) - 120))))
                        .wasAcknowledged());
        // when
        long large = bench.send(0, added("ann", "card", 2));
        for (int i = 3; i < 8; i++) {
            bench.send(0, added("ann", "card", i));
        }
        long last = bench.send(0, added("ben", "card", 1));
        bench.untilApplied(0, last);
        // then
        assertThat(bench.amounts("ben", "card")).containsExactly(1);
        assertThat(runner.parked().list(0, 0, 100)).isNotEmpty().allSatisfy(event -> {
            assertThat(event.why().reason()).isEqualTo("document-too-large");
            assertThat(event.offset()).isBetween(large, last - 1);
        });
    }

    @Test
    void shouldParkWhatCannotBeAppliedAndGoOn() {
        // given
        var runner = bench.start();
        var reader = bench.reader(runner.progress());
        var odd = new ProducerRecord<>(bench.topic.name(), 0, bytes("ann"), new byte[] {'o', 'd', 'd', 0, (byte) 0xfe});
        odd.headers().add(new RecordHeader("ce_type", bytes("odd.v9")));
        // when
        bench.send(0, added("ann", "card", 1));
        long undecodable = LedgerBench.offset(bench.producer.send(odd));
        bench.send(0, "added ann card not-a-number");
        long unfoldable = bench.send(0, added("ann", "card", Ledger.UNFOLDABLE));
        LedgerBench.offset(bench.producer.send(new ProducerRecord<>(bench.topic.name(), 0, bytes("ann"), null)));
        bench.untilApplied(0, bench.send(0, added("ann", "card", 2)));
        // then
        assertThat(bench.amounts("ann", "card")).containsExactly(1, 2);
        assertThat(reader.await(bench.place(0), undecodable, SOON)).isEqualTo(new CatchUpResult(true, true));
        assertThat(reader.await(bench.place(0), unfoldable, SOON)).isEqualTo(new CatchUpResult(true, true));
        assertThat(bench.parked()).isEqualTo(4);
        assertThat(shown(runner, 0).parked()).isEqualTo(4);
        try (var store = bench.store()) {
            var parked = store.parkedEvents(0, 0, 10);
            assertThat(parked)
                    .extracting(event -> event.why().reason())
                    .containsExactly("unknown-type", "decoding-failed", "fold-failed", "no-value");
            assertThat(parked.getFirst().value()).isEqualTo(new Binary(odd.value()));
            assertThat(parked.getFirst().key()).isEqualTo(new Binary(bytes("ann")));
            assertThat(parked.getFirst().headers().getFirst().value()).isEqualTo(new Binary(bytes("odd.v9")));
            assertThat(parked.getLast().value()).isNull();
        }
    }

    @Test
    void shouldReplayAfterAFixAndDiscardWithANoteWhatWasParked() {
        // given
        bench.send(0, added("ann", "card", 1));
        long poison = bench.send(0, added("ann", "card", Ledger.UNFOLDABLE));
        long odd = bench.send(0, "odd ann");
        bench.send(0, added("ann", "card", 2));
        long reset = bench.send(1, rate("ben", Ledger.UNFOLDABLE));
        var before = bench.start();
        bench.untilApplied(0, 3);
        bench.untilApplied(1, 0);
        assertThat(before.parked().list(0, 0, 10))
                .extracting(ParkedEvent::offset)
                .containsExactly(poison, odd, reset);
        assertThat(before.parked().list(0, odd, 1))
                .extracting(ParkedEvent::offset)
                .containsExactly(odd);
        assertThat(before.parked().replay(0, poison)).isInstanceOf(Outcome.StillParked.class);
        before.close();
        // when
        var fixed = bench.start(bench.settings(), bench.ledger.fixed());
        untilLive(fixed);
        var outcomes = List.of(
                fixed.parked().replay(0, poison),
                fixed.parked().replay(0, poison),
                fixed.parked().replay(0, odd),
                fixed.parked().discard(0, odd, "sent by a test"),
                fixed.parked().discard(0, 99, "nothing there"),
                fixed.parked().replay(1, reset));
        bench.untilApplied(0, bench.send(0, added("ann", "card", 3)));
        bench.untilApplied(1, bench.send(1, added("ben", "card", 5)));
        // then
        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Resolved(Kind.REPLAYED),
                        new Outcome.NotParked(),
                        new Outcome.StillParked(new ParkedEvent.Why("unknown-type", "type odd is not known here")),
                        new Outcome.Resolved(Kind.DISCARDED),
                        new Outcome.NotParked(),
                        new Outcome.Resolved(Kind.REPLAYED));
        assertThat(bench.amounts("ann", "card")).containsExactly(1, 2, Ledger.UNFOLDABLE, 3);
        assertThat(fixed.parked().list(0, 0, 10)).isEmpty();
        until("shown", () -> shown(fixed, 0).parked() == 0, fixed::status);
        // when: the log is read again, where the odd record still cannot be decoded
        assertThat(fixed.rebuild()).isTrue();
        until("second generation live", () -> number(fixed.status().live()) == 2, fixed::status);
        // then
        assertThat(fixed.parked().list(0, 0, 10)).isEmpty();
        assertThat(fixed.parked().find(0, odd).orElseThrow().resolution())
                .satisfies(resolution -> assertThat(resolution.note()).isEqualTo("sent by a test"));
        until("shown", () -> shown(fixed, 0).parked() == 0, fixed::status);
    }

    @Test
    void shouldRebuildBesideTheLiveGenerationWhileEventsArriveAndAnswersStayRight() {
        // given
        var settings = bench.settings().withRetiredFor(Duration.ofMillis(200));
        var projection = bench.start(settings);
        untilLive(projection);
        var reader = bench.reader(projection.progress());
        int total = 0;
        int seen = 0;
        // when
        for (int amount = 1; amount <= 400; amount++) {
            long offset = bench.send(0, added("ann", "card", amount));
            total++;
            if (amount == 100) {
                assertThat(projection.rebuild()).isTrue();
                assertThat(projection.rebuild()).as("one at a time").isFalse();
            }
            // then
            if (amount % 10 == 0) {
                assertThat(reader.await(bench.place(0), offset, SOON).caughtUp())
                        .isTrue();
                assertThat(reader.read(view -> view.document("ann/card"))
                                .orElseThrow()
                                .state()
                                .amounts())
                        .hasSize(total);
                seen++;
            }
        }
        until("second generation live", () -> number(projection.status().live()) == 2, projection::status);
        assertThat(reader.read(view -> view.document("ann/card"))
                        .orElseThrow()
                        .state()
                        .amounts())
                .hasSize(400);
        assertThat(seen).isEqualTo(40);
        until(
                "first generation dropped",
                () -> bench.database.listCollectionNames().into(new ArrayList<>()).stream()
                        .noneMatch(name -> name.startsWith("ledger.g1")),
                projection::status);
        bench.untilApplied(0, bench.send(0, added("ann", "card", 401)));
        assertThat(projection.status().running()).hasSize(1);
    }

    @Test
    void shouldGiveUpARebuildAndLeaveTheLiveGenerationAlone() {
        // given: a topic whose second partition never gets as far, since another process holds the checkpoint back
        var projection = bench.start();
        untilLive(projection);
        IntStream.range(0, 3_000)
                .mapToObj(amount -> bench.sendLater(bench.producer, 0, added("ann", "card", amount)))
                .toList()
                .forEach(LedgerBench::offset);
        bench.untilApplied(0, 2_999);
        // when
        assertThat(projection.rebuild()).isTrue();
        boolean cancelled = projection.cancelRebuild();
        // then: it may have ended before the cancel reached it
        if (cancelled) {
            until("nothing built", () -> projection.status().building() == null, projection::status);
            assertThat(number(projection.status().live())).isEqualTo(1);
            until("one runs", () -> projection.status().running().size() == 1, projection::status);
        }
        assertThat(projection.cancelRebuild()).isFalse();
        assertThat(bench.amounts("ann", "card")).hasSize(3_000);
    }

    @Test
    void shouldBuildAGenerationOfItsOwnForANewerFoldVersionAndLetAnOlderProgramReadNothingWrong() {
        // given
        bench.send(0, added("ann", "card", 7));
        var older = bench.start();
        bench.untilApplied(0, 0);
        var olderReader = bench.reader(older.progress());
        // when
        var newer = bench.start(bench.settings(), new Ledger("ledger", 2, false));
        var newerReader = bench.reader(new Ledger("ledger", 2, false), newer.progress());
        until(
                "the newer one serves",
                () -> {
                    try {
                        // then: nothing, or the right figures
                        assertThat(newerReader
                                        .read(view -> view.document("ann/card"))
                                        .orElseThrow()
                                        .state()
                                        .amounts())
                                .containsExactly(7);
                        return true;
                    } catch (ProjectionNotReadyException building) {
                        assertThat(building).hasMessageContaining("fold version");
                        return false;
                    }
                },
                newer::status);
        // then
        assertThat(newerReader
                        .read(view -> view.document("ann/card"))
                        .orElseThrow()
                        .state()
                        .amounts())
                .containsExactly(7);
        assertThatExceptionOfType(ProjectionNotReadyException.class)
                .isThrownBy(() -> olderReader.read(view -> view.document("ann/card")))
                .withMessageContaining("fold version");
        until("the older one stops", () -> older.status().state() instanceof PartitionState.Stopped, older::status);
        assertThat(((PartitionState.Stopped) older.status().state()).reason()).isEqualTo("fold-version-older");
        assertThat(older.status().isServing()).isFalse();
        bench.send(0, added("ann", "card", 8));
        assertThat(newerReader.await(bench.place(0), 1, SOON).caughtUp()).isTrue();
        assertThat(newerReader
                        .read(view -> view.document("ann/card"))
                        .orElseThrow()
                        .state()
                        .amounts())
                .containsExactly(7, 8);
        assertThat(older.status().building()).as("does not build its own again").isNull();
    }

    private static int number(@Nullable Generation generation) {
        return generation == null ? 0 : generation.number();
    }

    @Test
    void shouldKeepTheFactsOfADocumentThatCannotBeDerived() {
        // given
        bench.start();
        // when
        bench.untilApplied(0, bench.send(0, added("ann", "card", -5)));
        var ill = bench.document("ann/card").orElseThrow();
        bench.untilApplied(0, bench.send(0, added("ann", "card", 8)));
        var well = bench.document("ann/card").orElseThrow();
        // then
        assertThat(ill.quarantined()).contains("a negative sum cannot be rated");
        assertThat(ill.state().amounts()).containsExactly(-5);
        assertThat(well.quarantined()).isNull();
        assertThat(well.state()).isEqualTo(new Ledger.Tally(List.of(-5, 8), 3));
    }

    @Test
    void shouldRefuseATopicWithAnotherNumberOfPartitions() {
        // given
        var other = new TopicDefinition(bench.topic.name(), 3);
        // when
        try (var runner =
                bench.start(bench.settings(), bench.ledger.on(other), bench.generations(bench.ledger, SOON))) {
            until("stopped", () -> runner.status().state() instanceof PartitionState.Stopped, runner::status);
            // then
            assertThat(((PartitionState.Stopped) runner.status().state()).remedy())
                    .contains("has 2 partitions, must have 3");
        }
    }

    @Test
    void shouldDeriveAllDocumentsOfAContextInChunksWhileOthersStayVisible() {
        // given
        int documents = 20_000;
        var runner = bench.start();
        var reader = bench.reader(runner.progress());
        untilLive(runner);
        var sent = IntStream.range(0, documents)
                .mapToObj(i -> bench.sendLater(bench.producer, 0, added("ann", "card" + i, 7)))
                .toList();
        long appended = System.nanoTime();
        bench.untilApplied(0, LedgerBench.offset(sent.getLast()));
        System.out.printf(
                "%d new documents written within %d ms of the last append%n",
                documents, (System.nanoTime() - appended) / 1_000_000);
        long turnBefore = bench.checkpoint(0).turn();
        // when
        long start = System.nanoTime();
        long change = bench.send(0, rate("ann", 3));
        var waits = new ArrayList<Long>();
        int others = 0;
        do {
            long sentAt = System.nanoTime();
            assertThat(reader.await(bench.place(0), bench.send(0, added("ben", "card", 1)), SOON)
                            .caughtUp())
                    .isTrue();
            waits.add((System.nanoTime() - sentAt) / 1_000_000);
            others++;
            if (others == 1) {
                var early = reader.read(view -> view.document("ann/card19999")).orElseThrow();
                assertThat(early.state().total())
                        .as("an old document, derived for the reader")
                        .isEqualTo(21);
            }
        } while (reader.read(view -> view.context("ann")).stale());
        long tookMillis = (System.nanoTime() - start) / 1_000_000;
        // then
        bench.untilApplied(0, change);
        Collections.sort(waits);
        System.out.printf(
                "%d documents derived anew in %d ms; %d reviews of another learner visible meanwhile, median %d ms, slowest %d ms%n",
                documents, tookMillis, others, waits.get(waits.size() / 2), waits.getLast());
        long chunks = bench.checkpoint(0).turn() - turnBefore - 1 - others;
        assertThat(chunks).as("transactions of at most 500 documents").isGreaterThanOrEqualTo(documents / 500);
        assertThat(others)
                .as("reviews that became visible while documents were derived")
                .isGreaterThan(5);
        assertThat(waits.getLast()).as("ms until visible").isLessThan(tookMillis / 2 + 200);
        assertThat(bench.amounts("ben", "card")).hasSize(others);
        var wrong = reader.read(view -> view.rows(new Document("context", "ann")
                        .append(
                                "$or",
                                List.of(
                                        new Document("total", new Document("$ne", 21L)),
                                        new Document("epoch", new Document("$ne", 1L)))))
                .into(new ArrayList<>()));
        assertThat(wrong).isEmpty();
    }
}
