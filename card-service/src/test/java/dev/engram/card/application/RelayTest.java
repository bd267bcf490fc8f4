package dev.engram.card.application;

import static dev.engram.card.Decks.anyChange;
import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.card.DeckFold;
import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.DeckId;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.testing.Rendezvous;
import dev.engram.testing.Rendezvous.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelayTest {

    /** The process ends here: nothing after it runs. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final InMemoryCommits commits = new InMemoryCommits();
    private final List<EncodedEvent> log = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldPublishEveryEventOnceWhenNothingGoesWrong() {
        // given
        var one = deck(5, new Random(1));
        var two = deck(3, new Random(2));
        // when
        new Relay(commits, log::add).turn(() -> {});
        // then
        var reader = Reader.of(log);
        assertThat(DeckFold.of(reader.events(one.id()))).isEqualTo(one);
        assertThat(DeckFold.of(reader.events(two.id()))).isEqualTo(two);
        assertThat(reader.repeats()).isZero();
        assertThat(new Relay(commits, log::add).turn(() -> {})).isZero();
    }

    /** Kills the relay before and after every single effect that it has. */
    @Test
    void shouldRepeatButNeverLeaveAGapWhereverItIsCutOff() {
        // given
        var deck = deck(4, new Random(3));
        int effects = 0;
        // when
        for (int step = 0; !commits.waiting(1).isEmpty() && step < 1_000; step++) {
            var killer = new Killer(step);
            try {
                new Relay(killer.outbox(commits), killer.log(log::add)).turn(() -> {});
            } catch (Killed atThisStep) {
                effects++;
            }
        }
        // then
        var reader = Reader.of(log);
        assertThat(effects).isGreaterThan(3);
        assertThat(reader.repeats()).isPositive();
        assertThat(DeckFold.of(reader.events(deck.id()))).isEqualTo(deck);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldLeaveNoGapBesideOtherRelaysThatDie(long seed) {
        // given
        var decks = List.of(deck(8, new Random(seed)), deck(8, new Random(seed + 1)), deck(1, new Random(seed + 2)));
        // when
        var outcomes = Rendezvous.collide(4, relay -> () -> {
            var random = new Random(seed + relay);
            while (!commits.waiting(1).isEmpty()) {
                var killer = new Killer(random.nextInt(20));
                try {
                    new Relay(killer.outbox(commits), killer.log(log::add)).turn(() -> {});
                } catch (Killed dead) {
                    Thread.yield();
                }
            }
            return true;
        });
        // then
        assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Returned<Boolean>);
        var reader = Reader.of(log);
        assertThat(decks)
                .allSatisfy(deck ->
                        assertThat(DeckFold.of(reader.events(deck.id()))).isEqualTo(deck));
    }

    @Test
    void shouldNotLetADeckThatFailsHoldUpTheOthers() {
        // given
        var poisoned = deck(2, new Random(4));
        var sound = deck(2, new Random(5));
        Consumer<EncodedEvent> refusing = event -> {
            if (event.key().equals(poisoned.id().toString())) {
                throw new IllegalStateException("refused");
            }
            log.add(event);
        };
        // when
        assertThatThrownBy(() -> new Relay(commits, refusing).turn(() -> {})).hasMessage("refused");
        // then
        assertThat(DeckFold.of(Reader.of(log).events(sound.id()))).isEqualTo(sound);
        assertThat(commits.waiting(10)).containsExactly(poisoned.id());
    }

    @Test
    void shouldPublishTheSameEventsAgain() {
        // given
        var deck = deck(5, new Random(7));
        var relay = new Relay(commits, log::add);
        relay.turn(() -> {});
        var once = List.copyOf(log);
        // when
        var again = relay.republish(deck.id());
        // then
        assertThat(again).contains(new Relay.Republished(deck.id().value(), deck.version(), once.size()));
        assertThat(log.subList(once.size(), log.size()))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(once);
        assertThat(Reader.of(log).repeats()).isEqualTo(once.size());
    }

    @Test
    void shouldRepublishNothingOfADeckThatThereIsNot() {
        assertThat(new Relay(commits, log::add).republish(new DeckId(UUID.randomUUID())))
                .isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void shouldPublishWhatWaitsWhenItRepublishes() {
        // given
        var deck = deck(3, new Random(8));
        // when
        new Relay(commits, log::add).republish(deck.id());
        // then
        assertThat(DeckFold.of(Reader.of(log).events(deck.id()))).isEqualTo(deck);
        assertThat(commits.waiting(10)).isEmpty();
    }

    /** A catalogue that stopped where a version was lost skips everything behind, also what the running relay adds meanwhile. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldEndEveryGapWhileTheDeckGoesOnChanging(long seed) {
        // given
        var deck = new AtomicReference<>(deck(6, new Random(seed)));
        new Relay(commits, log::add).turn(() -> {});
        int before = log.size();
        long known = deck.get().version();
        // when
        var outcomes = Rendezvous.collide(3, task -> () -> {
            for (int i = 0; task == 0 && i < 10; i++) {
                var next = changed(deck.get(), anyChange(deck.get(), new Random(seed + i)));
                deck.set(DeckFold.after(deck.get(), events(next)));
                append(commits, next, deck.get());
            }
            for (int i = 0; task == 1 && i < 30; i++) {
                new Relay(commits, log::add).turn(Thread::yield);
            }
            return task != 2
                    || new Relay(commits, log::add).republish(deck.get().id()).isPresent();
        });
        new Relay(commits, log::add).turn(() -> {});
        // then
        assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Returned<Boolean>);
        for (long lost = 1; lost <= known; lost++) {
            assertThat(DeckFold.of(Reader.skipping(log, before, lost))).isEqualTo(deck.get());
        }
    }

    /** The check of these tests is one: it fails on what a careless relay does. */
    @Test
    void shouldSeeAGapWhereThereIsOne() {
        // given
        var deck = deck(3, new Random(6));
        var all = commits.next(deck.id()).stream()
                .flatMap(c -> c.events().stream())
                .toList();
        // then
        for (int missing = 0; missing < all.size() - 1; missing++) {
            var holed = new ArrayList<>(all);
            holed.remove(missing);
            assertThatThrownBy(() -> Reader.of(holed)).isInstanceOf(AssertionError.class);
        }
    }

    private Deck deck(int changes, Random random) {
        var path = new DeckPath(List.of(UUID.randomUUID().toString()));
        var first = made(someone(), path, List.of(asking("One?"), asking("Two?")));
        var deck = DeckFold.of(events(first));
        append(commits, first, deck);
        for (int i = 0; i < changes; i++) {
            var next = changed(deck, anyChange(deck, random));
            deck = DeckFold.after(deck, events(next));
            append(commits, next, deck);
        }
        return deck;
    }

    /** Ends the process after some effects: between one that is done and the answer that says so, or before it. */
    private static final class Killer {
        private int left;

        Killer(int effects) {
            this.left = effects;
        }

        private void step() {
            if (left-- <= 0) {
                throw new Killed();
            }
        }

        Consumer<EncodedEvent> log(Consumer<EncodedEvent> real) {
            return event -> {
                step();
                real.accept(event);
                step();
            };
        }

        CommitOutbox outbox(CommitOutbox real) {
            return new CommitOutbox() {
                @Override
                public List<DeckId> waiting(int limit) {
                    return real.waiting(limit);
                }

                @Override
                public List<Outgoing> next(DeckId deckId) {
                    return real.next(deckId);
                }

                @Override
                public Optional<Outgoing> commit(DeckId deckId, long version) {
                    return real.commit(deckId, version);
                }

                @Override
                public void published(DeckId deckId, long version) {
                    step();
                    real.published(deckId, version);
                    step();
                }
            };
        }
    }
}
