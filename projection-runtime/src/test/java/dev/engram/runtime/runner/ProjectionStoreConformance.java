package dev.engram.runtime.runner;

import static dev.engram.runtime.runner.Ledger.ITEMS;
import static dev.engram.runtime.runner.Ledger.TOTALS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.ContextHash;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generation.Role;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ParkedEvent.Resolution;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import dev.engram.testing.Rendezvous;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/** What every store of projections must do. It does not say how long anything takes, nor how a store fails. */
abstract class ProjectionStoreConformance {

    private static final Instant NOW = Instant.parse("2026-10-03T08:00:00Z");
    private static final int PARTITIONS = 3;
    private static final String TOPIC_ID = "ot9bZv8lTKahYVDxgqYsYw";
    private static final String CARD = "ann/card";

    /** Generations on a store that holds nothing yet. */
    protected abstract Generations<String, Tally, Rate> emptyGenerations();

    /** Damages a document, or a context, of generation 1. */
    protected abstract void damage(Generations<String, Tally, Rate> generations, String key);

    private static List<Checkpoint> firstCheckpoints() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Checkpoint.first(partition, TOPIC_ID, 0))
                .toList();
    }

    private static ProjectionStore<String, Tally, Rate> open(Generations<String, Tally, Rate> generations) {
        generations.createFirst(1, firstCheckpoints());
        return generations.store(1);
    }

    private static Projected<Tally> tally(int... amounts) {
        var list = IntStream.of(amounts).boxed().toList();
        return new Projected<>(new Tally(list, IntStream.of(amounts).sum()), "ann", 0, null);
    }

    private static Projected<Tally> atEpoch(long epoch, String account) {
        return new Projected<>(new Tally(List.of(1), epoch), account, epoch, null);
    }

    /** Advances partition 0 by one offset and does {@code work}. */
    private static void step(
            ProjectionStore<String, Tally, Rate> store, Consumer<ProjectionStore.Work<String, Tally, Rate>> work) {
        var held = store.take(0);
        store.transact(w -> {
            w.advance(held, held.advancedTo(held.next() + 1, 4, Instant.ofEpochMilli(1_700_000_000_123L)));
            work.accept(w);
        });
    }

    @Test
    void shouldBeginEveryPartitionAtItsStart() {
        // given
        var generations = emptyGenerations();
        // when
        var store = open(generations);
        // then
        assertThat(IntStream.range(0, PARTITIONS).mapToObj(store::take)).isEqualTo(firstCheckpoints());
        assertThat(catchThrowable(() -> store.take(PARTITIONS))).isInstanceOf(ProjectionStoppedException.class);
    }

    @Test
    void shouldEraseAContextAndRememberThatItWas() {
        // given
        var store = open(emptyGenerations());
        var bob = "bob/card";
        step(store, work -> {
            work.write(Map.of(CARD, tally(7), bob, atEpoch(0, "bob")));
            work.writeContexts(Map.of("ann", new ProjectedContext<>(new Rate(3), 0, false)));
            work.add(TOTALS, Map.of(new AggregateKey("ann", 1), new long[] {1, 7}));
        });
        // when
        step(store, work -> {
            assertThat(work.loadErased(Set.of("ann", "bob"))).isEmpty();
            work.erase("ann", 1, List.of(TOTALS));
            assertThat(work.loadErased(Set.of("ann", "bob"))).containsExactly("ann");
        });
        // then
        assertThat(store.erasure(ContextHash.of("ann"))).contains(new Erasure(0, 1, 1, 1, 1, 0));
        assertThat(store.erasure(ContextHash.of("bob"))).isEmpty();
        assertThat(store.read(CARD)).isEmpty();
        assertThat(store.read(bob)).isPresent();
        assertThat(store.readContext("ann")).isEmpty();
        assertThat(store.rows(TOTALS, "ann", 0, 9)).isEmpty();
    }

    @Test
    void shouldCreateOneGenerationForAllWhoStartAtOnce() {
        // given
        var generations = emptyGenerations();
        // when
        var created = Rendezvous.collide(4, _ -> () -> {
            generations.createFirst(1, firstCheckpoints());
            return generations.read().orElseThrow().live();
        });
        // then
        var live = new Generation(1, 1, Role.LIVE, null);
        assertThat(created).containsOnly(new Rendezvous.Outcome.Returned<>(live));
        step(generations.store(1), work -> work.write(Map.of(CARD, tally(7))));
        generations.createFirst(1, firstCheckpoints());
        assertThat(generations.store(1).take(0).next()).isEqualTo(1);
    }

    @Test
    void shouldBuildOneGenerationBesideTheLiveOneAndPutItInItsPlace() {
        // given
        var generations = emptyGenerations();
        step(open(generations), work -> work.write(Map.of(CARD, tally(7))));
        // when
        var started = Rendezvous.collide(4, _ -> () -> generations.startBuilding(2, firstCheckpoints(), NOW));
        var before = generations.read().orElseThrow();
        var building = requireNonNull(before.building());
        step(generations.store(building.number()), work -> work.write(Map.of(CARD, tally(8))));
        var promoted = Rendezvous.collide(4, _ -> () -> generations.promote(building, before.live(), NOW));
        // then
        assertThat(started).containsOnlyOnce(new Rendezvous.Outcome.Returned<>(true));
        assertThat(promoted).containsOnlyOnce(new Rendezvous.Outcome.Returned<>(true));
        assertThat(before.live()).isEqualTo(new Generation(1, 1, Role.LIVE, null));
        assertThat(building.foldVersion()).isEqualTo(2);
        var after = generations.read().orElseThrow();
        assertThat(after.live()).isEqualTo(new Generation(building.number(), 2, Role.LIVE, null));
        assertThat(after.building()).isNull();
        assertThat(after.retired()).containsExactly(new Generation(1, 1, Role.RETIRED, NOW));
        assertThat(generations.store(1).read(CARD)).hasValue(tally(7));
        assertThat(generations.store(building.number()).read(CARD)).hasValue(tally(8));
    }

    @Test
    void shouldNeverUseANumberAgainAndDropWhatWasRetiredLongAgo() {
        // given
        var generations = emptyGenerations();
        open(generations);
        assertThat(generations.startBuilding(1, firstCheckpoints(), NOW)).isTrue();
        var given = requireNonNull(generations.read().orElseThrow().building());
        step(generations.store(given.number()), work -> work.write(Map.of(CARD, tally(7))));
        // when
        boolean cancelled = generations.cancel(given, NOW);
        boolean again = generations.cancel(given, NOW);
        assertThat(generations.startBuilding(1, firstCheckpoints(), NOW)).isTrue();
        var next = requireNonNull(generations.read().orElseThrow().building());
        generations.dropRetired(NOW);
        var kept = generations.store(given.number()).read(CARD);
        generations.dropRetired(NOW.plusMillis(1));
        // then
        assertThat(cancelled).isTrue();
        assertThat(again).isFalse();
        assertThat(next.number()).isGreaterThan(given.number());
        assertThat(kept).hasValue(tally(7));
        assertThat(generations.read().orElseThrow().retired()).isEmpty();
        assertThat(generations.store(given.number()).read(CARD)).isEmpty();
        assertThat(generations.checkpoints(given.number())).isEmpty();
        assertThat(generations.checkpoints(1)).isEqualTo(firstCheckpoints());
    }

    @Test
    void shouldStoreDocumentsAndCheckpointTogether() {
        // given
        var store = open(emptyGenerations());
        // when
        step(store, work -> work.write(Map.of(CARD, tally(7))));
        step(store, work -> {
            assertThat(work.load(Set.of(CARD, "ann/other"))).isEqualTo(Map.of(CARD, tally(7)));
            work.write(Map.of(CARD, tally(7, 2), "ann/other", tally(1)));
        });
        // then
        assertThat(store.read(CARD)).hasValue(tally(7, 2));
        assertThat(store.read("ann/other")).hasValue(tally(1));
        assertThat(store.read("ann/none")).isEmpty();
        assertThat(store.take(0))
                .isEqualTo(new Checkpoint(0, 2, 4, TOPIC_ID, 2, Instant.ofEpochMilli(1_700_000_000_123L)));
        assertThat(store.take(1)).isEqualTo(Checkpoint.first(1, TOPIC_ID, 0));
    }

    @Test
    void shouldWriteNothingWhenTheCheckpointHasMoved() {
        // given
        var store = open(emptyGenerations());
        var stale = store.take(0);
        step(store, work -> work.write(Map.of(CARD, tally(7))));
        // when
        var late = catchThrowable(() -> store.transact(work -> {
            work.advance(stale, stale.advancedTo(5, null, null));
            work.write(Map.of("ann/late", tally(6)));
        }));
        // then
        assertThat(late).isInstanceOf(CheckpointMovedException.class);
        assertThat(store.read(CARD)).hasValue(tally(7));
        assertThat(store.read("ann/late")).isEmpty();
        assertThat(store.take(0).next()).isEqualTo(1);
    }

    @Test
    void shouldWriteNothingWhenOnlyTheTurnHasMoved() {
        // given
        var store = open(emptyGenerations());
        var stale = store.take(0);
        store.transact(work -> {
            work.advance(stale, stale.turned());
            work.write(Map.of(CARD, tally(7)));
        });
        // when
        var late = catchThrowable(() -> store.transact(work -> work.advance(stale, stale.advancedTo(5, null, null))));
        // then
        assertThat(late).isInstanceOf(CheckpointMovedException.class);
        assertThat(store.take(0).next()).isZero();
        assertThat(store.take(0).turn()).isEqualTo(1);
    }

    @Test
    void shouldWriteNothingWhenTheWorkFails() {
        // given
        var store = open(emptyGenerations());
        step(store, work -> work.write(Map.of(CARD, tally(7))));
        // when
        var failed = catchThrowable(() -> step(store, work -> {
            work.load(Set.of(CARD));
            work.write(Map.of(CARD, tally(7, 2)));
            work.writeContexts(Map.of("ann", new ProjectedContext<>(new Rate(3), 1, true)));
            throw new IllegalStateException("on purpose");
        }));
        // then
        assertThat(failed).hasMessage("on purpose");
        assertThat(store.read(CARD)).hasValue(tally(7));
        assertThat(store.readContext("ann")).isEmpty();
        assertThat(store.take(0).next()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWorkThatDoesNotAdvanceFirst() {
        // given
        var store = open(emptyGenerations());
        // when
        var unguarded = catchThrowable(() -> store.transact(work -> work.write(Map.of(CARD, tally(7)))));
        var idle = catchThrowable(() -> store.transact(_ -> {}));
        // then
        assertThat(unguarded).isInstanceOf(IllegalStateException.class);
        assertThat(idle).isInstanceOf(IllegalStateException.class);
        assertThat(store.read(CARD)).isEmpty();
    }

    @Test
    void shouldLetOneOfSeveralWritersWin() {
        // given
        var generations = emptyGenerations();
        var held = open(generations).take(0);
        // when
        var outcomes = Rendezvous.collide(4, writer -> () -> {
            try (var store = generations.store(1)) {
                store.transact(work -> {
                    work.advance(held, held.advancedTo(10, null, null));
                    work.write(Map.of("ann/" + writer, tally(writer)));
                });
            }
            return writer;
        });
        // then
        var winners = outcomes.stream()
                .filter(Rendezvous.Outcome.Returned.class::isInstance)
                .toList();
        assertThat(winners).hasSize(1);
        var store = generations.store(1);
        var written = IntStream.range(0, 4)
                .filter(writer -> store.read("ann/" + writer).isPresent())
                .boxed()
                .toList();
        assertThat(winners).containsExactly(new Rendezvous.Outcome.Returned<>(written.getFirst()));
        assertThat(written).hasSize(1);
        assertThat(store.take(0).turn()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhyADocumentIsQuarantinedUntilItIsWell() {
        // given
        var store = open(emptyGenerations());
        var ill = new Projected<>(new Tally(List.of(-1), 0), "ann", 0, "cannot be rated");
        // when
        step(store, work -> work.write(Map.of(CARD, ill)));
        var kept = store.read(CARD);
        step(store, work -> {
            work.load(Set.of(CARD));
            work.write(Map.of(CARD, new Projected<>(new Tally(List.of(-1, 2), 1), "ann", 3, null)));
        });
        // then
        assertThat(kept).hasValue(ill);
        assertThat(store.read(CARD)).hasValue(new Projected<>(new Tally(List.of(-1, 2), 1), "ann", 3, null));
    }

    @Test
    void shouldFindStaleContextsOfAPartition() {
        // given
        var store = open(emptyGenerations());
        var stale = new ProjectedContext<>(new Rate(3), 1, true);
        var calm = new ProjectedContext<>(new Rate(5), 0, false);
        // when
        step(store, work -> work.writeContexts(Map.of("ann", stale, "ben", calm)));
        // then
        assertThat(store.readContext("ann")).hasValue(stale);
        assertThat(store.readContext("ben")).hasValue(calm);
        assertThat(store.staleContexts(0)).containsExactly("ann");
        assertThat(store.staleContexts(1)).isEmpty();
        step(store, work -> assertThat(work.loadContexts(Set.of("ann", "eve"))).isEqualTo(Map.of("ann", stale)));
    }

    @Test
    void shouldEndTheReDerivationUnlessTheEpochWasRaised() {
        // given
        var store = open(emptyGenerations());
        step(store, work -> work.writeContexts(Map.of("ann", new ProjectedContext<>(new Rate(3), 2, true))));
        // when
        step(store, work -> work.clearStale("ann", 1));
        var afterOlder = store.staleContexts(0);
        step(store, work -> work.clearStale("ann", 2));
        // then
        assertThat(afterOlder).containsExactly("ann");
        assertThat(store.staleContexts(0)).isEmpty();
        assertThat(store.readContext("ann")).hasValue(new ProjectedContext<>(new Rate(3), 2, false));
    }

    @Test
    void shouldFindOutdatedDocumentsOfOneContextUpToALimit() {
        // given
        var store = open(emptyGenerations());
        var documents = new HashMap<String, Projected<Tally>>();
        IntStream.range(0, 5).forEach(i -> documents.put("ann/old" + i, atEpoch(1, "ann")));
        documents.put("ann/new", atEpoch(2, "ann"));
        documents.put("ben/old", atEpoch(1, "ben"));
        step(store, work -> work.write(documents));
        // when
        var found = new HashSet<String>();
        step(store, work -> {
            found.addAll(work.outdated("ann", 2, 3).documents().keySet());
            var derived = new HashMap<String, Projected<Tally>>();
            found.forEach(key -> derived.put(key, atEpoch(2, "ann")));
            work.write(derived);
        });
        // then
        assertThat(found).hasSize(3);
        step(store, work -> {
            var rest = work.outdated("ann", 2, 3).documents().keySet();
            assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(found).allMatch(key -> key.startsWith("ann/old"));
        });
        assertThat(store.read(found.iterator().next())).hasValue(atEpoch(2, "ann"));
    }

    @Test
    void shouldSayWhetherThereAreMoreOutdatedDocuments() {
        // given
        var store = open(emptyGenerations());
        step(store, work -> work.write(Map.of(CARD, atEpoch(1, "ann"), "ann/other", atEpoch(1, "ann"))));
        // when
        step(store, work -> {
            var some = work.outdated("ann", 2, 1);
            var all = work.outdated("ann", 2, 2);
            // then
            assertThat(some.documents()).hasSize(1);
            assertThat(some.complete()).isFalse();
            assertThat(all.documents()).containsOnlyKeys(CARD, "ann/other");
            assertThat(all.complete()).isTrue();
        });
    }

    @Test
    void shouldGoThroughTheDocumentsOfAContext() {
        // given
        var generations = emptyGenerations();
        var store = open(generations);
        step(
                store,
                work -> work.write(Map.of(
                        CARD, atEpoch(1, "ann"), "ann/damaged", atEpoch(1, "ann"), "ben/card", atEpoch(1, "ben"))));
        damage(generations, "ann/damaged");
        // when
        var found = new HashMap<String, Tally>();
        step(store, work -> work.scan("ann", found::put));
        // then
        assertThat(found).isEqualTo(Map.of(CARD, atEpoch(1, "ann").state()));
    }

    @Test
    void shouldGiveWhatCanBeReadBesideWhatCannot() {
        // given
        var generations = emptyGenerations();
        var store = open(generations);
        var well = new ProjectedContext<>(new Rate(3), 1, true);
        step(store, work -> {
            work.write(Map.of(CARD, atEpoch(0, "ann"), "ann/well", atEpoch(0, "ann")));
            work.writeContexts(Map.of("ann", well, "ben", well));
        });
        // when
        damage(generations, CARD);
        damage(generations, "ben");
        // then
        step(store, work -> {
            assertThat(work.load(Set.of(CARD, "ann/well", "ann/none"))).containsOnlyKeys("ann/well");
            assertThat(work.unreadableDocuments()).containsOnlyKeys(CARD);
            assertThat(work.unreadableDocuments().get(CARD)).startsWith("document-unreadable: ");
            assertThat(work.loadContexts(Set.of("ann", "ben"))).containsOnlyKeys("ann");
            assertThat(work.unreadableContexts()).containsOnlyKeys("ben");
        });
        step(store, work -> {
            assertThat(work.outdated("ann", 1, 1).documents())
                    .as("does not count towards the limit")
                    .containsOnlyKeys("ann/well");
            work.write(Map.of("ann/well", atEpoch(1, "ann")));
        });
        assertThat(catchThrowable(() -> store.read(CARD))).isInstanceOf(UnreadableException.class);
        assertThat(catchThrowable(() -> store.readContext("ben"))).isInstanceOf(UnreadableException.class);
        assertThat(store.read("ann/well")).hasValue(atEpoch(1, "ann"));
        assertThat(store.readContext("ann")).hasValue(well);
    }

    @Test
    void shouldAddToTheRowsOfAnAggregateWithinTheTransaction() {
        // given
        var store = open(emptyGenerations());
        step(
                store,
                work -> work.add(
                        TOTALS, Map.of(row("ann", 3), new long[] {2, 7}, row("ann", 9), new long[] {1, 1L << 40})));
        // when
        step(
                store,
                work -> work.add(
                        TOTALS,
                        Map.of(
                                row("ann", 3),
                                new long[] {-1, 1},
                                row("ann", 9),
                                new long[] {-1, -(1L << 40)},
                                row("ann", -4),
                                new long[] {0, -5},
                                row("ann2", 3),
                                new long[] {1, 1})));
        var failed = catchThrowable(() -> step(store, work -> {
            work.add(TOTALS, Map.of(row("ann", 3), new long[] {100, 100}));
            throw new IllegalStateException("on purpose");
        }));
        // then
        assertThat(failed).hasMessage("on purpose");
        assertThat(rows(store, TOTALS, "ann", -10, 10))
                .as("without the row whose counts are all 0")
                .isEqualTo(Map.of(3L, List.of(1L, 8L), -4L, List.of(0L, -5L)));
        assertThat(rows(store, TOTALS, "ann", 3, 9)).containsOnlyKeys(3L);
        assertThat(rows(store, TOTALS, "ann", -4, 2)).containsOnlyKeys(-4L);
        assertThat(rows(store, TOTALS, "an", -10, 10)).isEmpty();
    }

    @Test
    void shouldSumTheRowsThatSeveralPartitionsFeed() {
        // given
        var store = open(emptyGenerations());
        // when
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var held = store.take(partition);
            long count = partition + 1L;
            store.transact(work -> {
                work.advance(held, held.turned());
                work.add(ITEMS, Map.of(row("card", 5), new long[] {1, count}, row("card", 6), new long[] {0, 1}));
            });
        }
        // then
        assertThat(rows(store, ITEMS, "card", 5, 5)).isEqualTo(Map.of(5L, List.of(3L, 6L)));
        assertThat(rows(store, TOTALS, "card", 5, 5)).isEmpty();
    }

    private static AggregateKey row(String subject, long day) {
        return new AggregateKey(subject, day);
    }

    private static Map<Long, List<Long>> rows(
            ProjectionStore<String, Tally, Rate> store,
            Aggregate<String, Tally> aggregate,
            String subject,
            long from,
            long to) {
        var rows = new HashMap<Long, List<Long>>();
        store.rows(aggregate, subject, from, to)
                .forEach((key, counts) ->
                        rows.put(key.day(), LongStream.of(counts).boxed().toList()));
        return rows;
    }

    @Test
    void shouldParkEventsWithTheirOriginalBytes() {
        // given
        var store = open(emptyGenerations());
        var bytes = new Binary(new byte[] {0, (byte) 0xff, 10});
        var headers = List.of(new ParkedEvent.Header("ce_type", new Binary("odd".getBytes(StandardCharsets.UTF_8))));
        // when
        step(
                store,
                work -> work.park(List.of(
                        new ParkedEvent(
                                "t", 0, 8, new ParkedEvent.Why("no-value", "none"), null, List.of(), null, null),
                        new ParkedEvent(
                                "t", 0, 7, new ParkedEvent.Why("unknown-type", "odd"), bytes, headers, bytes, null))));
        // then
        assertThat(store.parked(0)).isEqualTo(2);
        assertThat(store.parked(1)).isZero();
        var parked = store.parkedEvents(0, 0, 10).stream()
                .filter(event -> event.offset() == 7)
                .findFirst()
                .orElseThrow();
        assertThat(parked.why()).isEqualTo(new ParkedEvent.Why("unknown-type", "odd"));
        assertThat(parked.key()).isEqualTo(bytes);
        assertThat(parked.value()).isEqualTo(bytes);
        assertThat(parked.headers().getFirst().value()).isEqualTo(new Binary("odd".getBytes(StandardCharsets.UTF_8)));
        assertThat(store.parkedEvents(0, 0, 1)).hasSize(1);
        assertThat(store.parkedEvents(0, 8, 10)).hasSize(1);
    }

    @Test
    void shouldFindParkedEventsByTheirKeyAndThoseThatWereSkipped() {
        // given
        var store = open(emptyGenerations());
        var ann = new Binary("ann".getBytes(StandardCharsets.UTF_8));
        var failed = new ParkedEvent.Why("fold-failed", "odd");
        var skipped = new ParkedEvent.Why(ParkedEvent.Why.SKIPPED, "on purpose");
        var first = new ParkedEvent("t", 0, 7, failed, ann, List.of(), null, null);
        var second = new ParkedEvent("t", 0, 9, skipped, ann, List.of(), null, null);
        var other = new ParkedEvent("t", 0, 8, failed, null, List.of(), null, null);
        // when
        step(store, work -> work.park(List.of(second, first, other)));
        // then
        assertThat(store.parkedOf(0, "ann", 10)).containsExactly(first, second);
        assertThat(store.parkedOf(0, "ann", 1)).containsExactly(first);
        assertThat(store.parkedOf(1, "ann", 10)).isEmpty();
        assertThat(store.skippedFrom(0, 9)).containsExactly(9L);
        assertThat(store.skippedFrom(0, 10)).isEmpty();
        step(store, work -> work.resolve(first, new Resolution(Resolution.Kind.OBSOLETE, NOW, "")));
        assertThat(store.parkedOf(0, "ann", 10)).containsExactly(second);
    }

    @Test
    void shouldStepOverInANewGenerationWhatWasSkippedAndNotReplayed() {
        // given
        var generations = emptyGenerations();
        var store = open(generations);
        var skipped = new ParkedEvent.Why(ParkedEvent.Why.SKIPPED, "on purpose");
        var events = LongStream.rangeClosed(7, 9)
                .mapToObj(offset -> new ParkedEvent("t", 0, offset, skipped, null, List.of(), null, null))
                .toList();
        step(store, work -> work.park(events));
        step(store, work -> {
            work.resolve(events.get(0), new Resolution(Resolution.Kind.REPLAYED, NOW, ""));
            work.resolve(events.get(1), new Resolution(Resolution.Kind.DISCARDED, NOW, "a test"));
        });
        // when
        assertThat(generations.startBuilding(1, firstCheckpoints(), NOW)).isTrue();
        // then
        var building = requireNonNull(generations.read().orElseThrow().building());
        var built = generations.store(building.number());
        assertThat(built.skippedFrom(0, 0)).containsExactlyInAnyOrder(8L, 9L);
        assertThat(built.parkedEvents(0, 0, 10)).containsExactly(events.get(2));
    }

    @Test
    void shouldRemoveWhatIsStoredOfAPartitionSomeAtATime() {
        // given
        var store = open(emptyGenerations());
        var why = new ParkedEvent.Why("fold-failed", "odd");
        var skipped = new ParkedEvent.Why(ParkedEvent.Why.SKIPPED, "on purpose");
        var held = store.take(1);
        store.transact(work -> {
            work.advance(held, held.turned());
            work.write(Map.of("bob/card", atEpoch(0, "bob")));
            work.writeContexts(Map.of("bob", new ProjectedContext<>(new Rate(3), 0, false)));
            work.add(ITEMS, Map.of(new AggregateKey("card", 1), new long[] {1, 7}));
        });
        step(store, work -> {
            work.write(Map.of("ann/1", tally(1), "ann/2", tally(2), "ann/3", tally(3)));
            work.writeContexts(Map.of("ann", new ProjectedContext<>(new Rate(3), 0, true)));
            work.add(TOTALS, Map.of(new AggregateKey("ann", 1), new long[] {1, 7}));
            work.add(ITEMS, Map.of(new AggregateKey("card", 1), new long[] {1, 8}));
            work.erase("eve", 1, List.of(TOTALS, ITEMS));
            work.park(List.of(
                    new ParkedEvent("t", 0, 7, why, null, List.of(), null, null),
                    new ParkedEvent("t", 0, 8, skipped, null, List.of(), null, null)));
        });
        // when
        var nothingLeft = new boolean[2];
        for (int i = 0; i < 2; i++) {
            int turn = i;
            step(store, work -> nothingLeft[turn] = work.removeSome(Set.of("ann", "eve"), List.of(TOTALS, ITEMS), 2));
        }
        // then
        assertThat(nothingLeft).containsExactly(false, true);
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(i -> store.read("ann/" + i)))
                .allMatch(Optional::isEmpty);
        assertThat(store.readContext("ann")).isEmpty();
        assertThat(store.staleContexts(0)).isEmpty();
        assertThat(store.erasure(ContextHash.of("eve"))).isEmpty();
        assertThat(store.rows(TOTALS, "ann", 0, 9)).isEmpty();
        assertThat(store.parkedEvents(0, 0, 9)).extracting(ParkedEvent::offset).containsExactly(8L);
        assertThat(store.rows(ITEMS, "card", 0, 9).get(new AggregateKey("card", 1)))
                .containsExactly(1, 7);
        assertThat(store.read("bob/card")).isPresent();
        assertThat(store.readContext("bob")).isPresent();
    }

    @Test
    void shouldEndTheWaitingOfAParkedEventAndKeepTheOthers() {
        // given
        var store = open(emptyGenerations());
        var why = new ParkedEvent.Why("fold-failed", "odd");
        var first = new ParkedEvent("t", 0, 7, why, null, List.of(), null, null);
        var second = new ParkedEvent("t", 0, 8, why, null, List.of(), null, null);
        step(store, work -> work.park(List.of(first, second)));
        // when
        step(store, work -> work.resolve(first, new Resolution(Resolution.Kind.DISCARDED, NOW, "a test")));
        // then
        assertThat(store.parked(0)).isEqualTo(1);
        assertThat(store.parkedEvents(0, 0, 10)).containsExactly(second);
        assertThat(store.parkedEvent(0, 7).orElseThrow().resolution())
                .isEqualTo(new Resolution(Resolution.Kind.DISCARDED, NOW, "a test"));
        assertThat(store.checkpoint(0).next()).isEqualTo(2);
    }
}
