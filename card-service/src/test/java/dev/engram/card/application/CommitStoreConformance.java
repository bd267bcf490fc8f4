package dev.engram.card.application;

import static dev.engram.card.Decks.anyChange;
import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.full;
import static dev.engram.card.Decks.header;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.outline;
import static dev.engram.card.Decks.someone;
import static dev.engram.card.Decks.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.DeckFold;
import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.card.application.CommitStore.Appending;
import dev.engram.card.application.CommitStore.Cause;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardContent;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.testing.Rendezvous;
import dev.engram.testing.Rendezvous.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a store of commits and its outbox must do. Says nothing about the order of decks in the outbox, nor
 * about what a store does while its database is unavailable.
 */
public abstract class CommitStoreConformance {

    /** The two views of one store, which may hold decks of other tests. */
    public record Views(CommitStore store, CommitOutbox outbox) {}

    protected abstract Views views();

    private CommitStore store;
    private CommitOutbox outbox;

    @BeforeEach
    void open() {
        var views = views();
        store = views.store();
        outbox = views.outbox();
    }

    @Test
    void shouldGiveBackADeckWithAllItsFields() {
        // given
        var path = somePath();
        var commits = made(someone(), path, List.of(asking("One?"), full("Two?")));
        var deck = DeckFold.of(events(commits));
        // when
        var answer = append(store, commits, deck);
        // then
        assertThat(answer).isEqualTo(Appending.DONE);
        assertThat(store.find(deck.id())).contains(deck);
        assertThat(store.header(deck.owner(), path)).contains(header(deck));
        assertThat(store.header(deck.id())).contains(header(deck));
        assertThat(store.header(someone(), path)).isEmpty();
    }

    @Test
    void shouldFindADeckByAPathWrittenOtherwise() {
        // given
        var name = "Caf\u00e9 " + UUID.randomUUID();
        var deck = stored(new DeckPath(List.of("ML", name)), List.of());
        // then
        assertThat(store.header(deck.owner(), new DeckPath(List.of(" ML", name.replace("\u00e9 ", "e\u0301  ")))))
                .contains(header(deck));
    }

    @Test
    void shouldRefuseASecondDeckAtAPath() {
        // given
        var deck = stored(somePath(), List.of(asking("One?")));
        var other = made(deck.owner(), deck.path(), List.of(asking("Two?")));
        // when
        var answer = append(store, other, DeckFold.of(events(other)));
        // then
        assertThat(answer).isEqualTo(Appending.PATH_TAKEN);
        assertThat(store.find(other.getFirst().deckId())).isEmpty();
        assertThat(outbox.next(other.getFirst().deckId())).isEmpty();
        assertThat(store.header(deck.owner(), deck.path())).contains(header(deck));
    }

    @Test
    void shouldWriteNothingOnAVersionThatIsTaken() {
        // given
        var deck = stored(somePath(), List.of(asking("One?")));
        var first = changed(deck, new DeckChange.Added(card(), 1, asking("Two?")));
        var late = changed(deck, new DeckChange.Added(card(), 1, asking("Three?")));
        // when
        var won = append(store, first, DeckFold.after(deck, events(first)));
        var lost = append(store, late, DeckFold.after(deck, events(late)));
        // then
        assertThat(won).isEqualTo(Appending.DONE);
        assertThat(lost).isEqualTo(Appending.VERSION_TAKEN);
        assertThat(store.find(deck.id())).contains(DeckFold.after(deck, events(first)));
        assertThat(outbox.next(deck.id())).extracting(Outgoing::version).containsExactly(1L, 2L);
    }

    @Test
    void shouldWriteNothingOnAVersionThatLeavesAGap() {
        // given
        var deck = stored(somePath(), List.of(asking("One?")));
        var second = changed(deck, new DeckChange.Added(card(), 1, asking("Two?")));
        var third = changed(DeckFold.after(deck, events(second)), new DeckChange.Added(card(), 2, asking("Three?")));
        // when
        var answer = append(store, third, DeckFold.after(DeckFold.after(deck, events(second)), events(third)));
        // then
        assertThat(answer).isEqualTo(Appending.VERSION_TAKEN);
        assertThat(store.find(deck.id())).contains(deck);
        assertThat(outbox.next(deck.id())).hasSize(1);
    }

    @Test
    void shouldLetOneOfManyWinAVersion() {
        // given
        var deck = stored(somePath(), List.of(asking("One?")));
        // when
        var outcomes = Rendezvous.collide(8, i -> () -> {
            var commits = changed(deck, new DeckChange.Added(card(), 1, asking("Question " + i + "?")));
            return append(store, commits, DeckFold.after(deck, events(commits)));
        });
        // then
        assertThat(outcomes).filteredOn(returned(Appending.DONE)).hasSize(1);
        assertThat(outcomes).filteredOn(returned(Appending.VERSION_TAKEN)).hasSize(7);
        assertThat(store.find(deck.id()).orElseThrow().cards()).hasSize(2);
    }

    @Test
    void shouldLetOneOfManyMakeTheDeckAtAPath() {
        // given
        var owner = someone();
        var path = somePath();
        // when
        var outcomes = Rendezvous.collide(8, i -> () -> {
            var commits = made(owner, path, List.of(asking("Question " + i + "?")));
            return append(store, commits, DeckFold.of(events(commits)));
        });
        // then
        assertThat(outcomes).filteredOn(returned(Appending.DONE)).hasSize(1);
        assertThat(outcomes).filteredOn(returned(Appending.PATH_TAKEN)).hasSize(7);
    }

    @Test
    void shouldKeepALargeChangeAsConsecutiveVersions() {
        // given
        var cards = IntStream.range(0, 1_200)
                .mapToObj(i -> asking("Question " + i + "?"))
                .toList();
        // when
        var deck = stored(somePath(), cards);
        // then
        assertThat(deck.version()).isEqualTo(3);
        assertThat(store.find(deck.id())).contains(deck);
        assertThat(outbox.next(deck.id())).extracting(Outgoing::version).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldHandOutEventsAsTheyWereCommitted() {
        // given
        var commits = made(someone(), somePath(), List.of(asking("One?"), full("Two?")));
        append(store, commits, DeckFold.of(events(commits)));
        // when
        var outgoing = outbox.next(commits.getFirst().deckId());
        // then
        assertThat(outgoing).singleElement().satisfies(commit -> {
            assertThat(commit.events()).extracting(event -> decoded(event)).containsExactlyElementsOf(events(commits));
            assertThat(commit.events())
                    .allSatisfy(event -> assertThat(event.key())
                            .isEqualTo(commits.getFirst().deckId().toString()));
        });
    }

    @Test
    void shouldWaitUntilACommitIsMarkedAsPublished() {
        // given
        var deck = stored(somePath(), List.of());
        var second = changed(deck, new DeckChange.Added(card(), 0, asking("One?")));
        append(store, second, DeckFold.after(deck, events(second)));
        // then
        assertThat(outbox.waiting(1_000)).contains(deck.id());
        outbox.published(deck.id(), 1);
        assertThat(outbox.next(deck.id())).extracting(Outgoing::version).containsExactly(2L);
        outbox.published(deck.id(), 2);
        outbox.published(deck.id(), 2);
        assertThat(outbox.next(deck.id())).isEmpty();
        assertThat(outbox.waiting(1_000)).doesNotContain(deck.id());
    }

    @Test
    void shouldFindEveryCommitPublishedOrNot() {
        // given
        var deck = stored(somePath(), List.of(asking("One?")));
        var second = changed(deck, new DeckChange.Added(card(), 1, asking("Two?")));
        append(store, second, DeckFold.after(deck, events(second)));
        var both = outbox.next(deck.id());
        // when
        outbox.published(deck.id(), 1);
        // then
        assertThat(List.of(outbox.commit(deck.id(), 1), outbox.commit(deck.id(), 2)))
                .extracting(commit -> commit.orElseThrow().events().getFirst().value())
                .containsExactlyElementsOf(both.stream()
                        .map(commit -> commit.events().getFirst().value())
                        .toList());
        assertThat(outbox.commit(deck.id(), 3)).isEmpty();
        assertThat(outbox.commit(new DeckId(UUID.randomUUID()), 1)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldHoldTheFoldOfTheHistory(long seed) {
        // given
        var random = new Random(seed);
        var deck = stored(somePath(), List.of(asking("One?")));
        // when
        for (int i = 0; i < 30; i++) {
            var commits = changed(deck, anyChange(deck, random));
            deck = DeckFold.after(deck, events(commits));
            assertThat(append(store, commits, deck)).isEqualTo(Appending.DONE);
        }
        // then
        assertThat(store.find(deck.id())).contains(deck);
        assertThat(store.outline(deck.id())).contains(outline(deck));
    }

    @Test
    void shouldShowAnEditorTheCardAndWhoElseAsksItsQuestion() {
        // given
        var deck = stored(somePath(), List.of(asking("One?"), full("Two?"), asking("Three?")));
        var cards = List.copyOf(deck.cards().keySet());
        var retired = changed(deck, new DeckChange.Retired(cards.getLast()));
        var now = DeckFold.after(deck, events(retired));
        append(store, retired, now);
        // then
        for (var asked : List.of(" One?", "Two?", "Three?", "Four?")) {
            var key = CardKey.of(asked);
            assertThat(store.view(now.id(), cards.get(1), key)).contains(view(now, cards.get(1), key));
            assertThat(store.view(now.id(), card(), key))
                    .isPresent()
                    .hasValueSatisfying(view -> assertThat(view.card()).isNull());
        }
        assertThat(store.view(now.id(), cards.getLast(), null)).contains(view(now, cards.getLast(), null));
        assertThat(store.view(new DeckId(UUID.randomUUID()), cards.getFirst(), null))
                .isEmpty();
    }

    @Test
    void shouldGiveSomeCardsOfADeck() {
        // given
        var deck = stored(somePath(), List.of(asking("One?"), full("Two?")));
        var other = stored(somePath(), List.of(asking("One?")));
        var two = List.copyOf(deck.cards().keySet()).getLast();
        // then
        assertThat(store.cards(
                        deck.id(),
                        List.of(two, card(), other.cards().keySet().iterator().next())))
                .isEqualTo(Map.of(two, deck.cards().get(two)));
    }

    @Test
    void shouldGiveTheHistoryBackwardsAsFarAsItIsWanted() {
        // given
        var deck = stored(somePath(), List.of(asking("One?")));
        var second = changed(deck, new DeckChange.Added(card(), 1, full("Two?")));
        append(store, second, DeckFold.after(deck, events(second)));
        var third = changed(DeckFold.after(deck, events(second)), new DeckChange.Added(card(), 2, asking("Three?")));
        append(store, third, DeckFold.after(DeckFold.after(deck, events(second)), events(third)));
        // when
        var all = new ArrayList<List<DeckEvent>>();
        store.history(deck.id(), 2, all::add);
        var first = new ArrayList<List<DeckEvent>>();
        store.history(deck.id(), 3, events -> !first.add(events));
        // then
        assertThat(all).hasSize(2).startsWith(events(second));
        assertThat(first).containsExactly(events(third));
    }

    @Test
    void shouldKeepTheLatestFilesAndTheMarkOfTheirImport() {
        // given
        var deck = header(stored(somePath(), List.of(asking("One?"))));
        var mark = deck.withImport(0, true, true);
        var files = IntStream.range(0, 3)
                .mapToObj(i -> new DeckFile(i, ("D\nFile " + i + "?\nnlp").getBytes(UTF_8), Set.of("Brian", "Émile")))
                .toList();
        // when
        for (var file : files) {
            assertThat(store.append(1, List.of(), mark, new Cause.Import(file, Set.of())))
                    .isEqualTo(Appending.DONE);
        }
        store.append(
                1,
                List.of(),
                mark,
                new Cause.Import(
                        new DeckFile(7, files.get(2).text(), files.get(2).authors()), Set.of()));
        // then
        assertThat(store.header(deck.id())).contains(mark);
        assertThat(store.file(deck.id(), 0)).hasValueSatisfying(file -> {
            assertThat(file.version()).isEqualTo(2);
            assertThat(file.text()).isEqualTo(files.get(2).text());
            assertThat(file.authors()).containsExactlyInAnyOrder("Brian", "Émile");
        });
        assertThat(store.file(deck.id(), 1)).map(DeckFile::version).hasValue(1L);
        assertThat(store.file(deck.id(), 2)).isEmpty();
        store.append(1, List.of(), mark.withUndo(), new Cause.Undo(Set.of(), 2L));
        assertThat(store.file(deck.id(), 0)).map(DeckFile::version).hasValue(1L);
        assertThat(store.file(deck.id(), 1)).isEmpty();
        assertThat(store.header(deck.id())).contains(mark.withUndo());
        assertThat(store.append(5, List.of(), mark, new Cause.Edit())).isEqualTo(Appending.VERSION_TAKEN);
    }

    /** A file that changes nothing, and one that changes the deck, are read at the same version of it. */
    @Test
    void shouldKeepAFileThatChangedNothingBesideTheOneThatFollows() {
        // given
        var deck = header(stored(somePath(), List.of(asking("One?"))));
        for (var text : List.of("D\nFirst?\nnlp", "D\nSecond?\nnlp")) {
            var file = new DeckFile(1, text.getBytes(UTF_8), Set.of());
            store.append(1, List.of(), deck, new Cause.Import(file, Set.of()));
        }
        // when
        store.append(1, List.of(), deck, new Cause.Undo(Set.of(), 1L));
        // then
        assertThat(store.file(deck.id(), 0))
                .map(file -> new String(file.text(), UTF_8))
                .hasValue("D\nFirst?\nnlp");
        assertThat(store.file(deck.id(), 1)).isEmpty();
    }

    @Test
    void shouldRememberWhereEachCardHasItsContentFrom() {
        // given
        var deck = stored(somePath(), List.of(asking("One?"), asking("Two?"), asking("Three?")));
        var cards = List.copyOf(deck.cards().keySet());
        var file = new DeckFile(1, "D\nOne?\nnlp".getBytes(UTF_8), Set.of());
        // when
        var revised = changed(deck, new DeckChange.Revised(cards.getFirst(), 2, full("One?")));
        var imported = DeckFold.after(deck, events(revised));
        store.append(1, revised, header(imported), new Cause.Import(file, Set.of(cards.get(1))));
        // then
        assertThat(origins(deck)).containsExactly(CardOrigin.FILE, CardOrigin.FILE, CardOrigin.EDITED);
        // when
        var undone = changed(
                imported,
                new DeckChange.Revised(cards.getFirst(), 3, asking("One?")),
                new DeckChange.Retired(cards.get(1)),
                new DeckChange.Retired(cards.get(2)));
        var after = DeckFold.after(imported, events(undone));
        store.append(2, undone, header(after), new Cause.Undo(Set.of(cards.getFirst()), null));
        // then
        assertThat(origins(deck)).containsExactly(CardOrigin.EDITED, CardOrigin.UNDONE, CardOrigin.UNDONE);
    }

    private List<CardOrigin> origins(Deck deck) {
        return store.outline(deck.id()).orElseThrow().cards().values().stream()
                .map(CardOutline::origin)
                .toList();
    }

    @Test
    void shouldCountTheDecksOfAnOwner() {
        // given
        var deck = stored(somePath(), List.of());
        var more = made(deck.owner(), somePath(), List.of());
        append(store, more, DeckFold.of(events(more)));
        // then
        assertThat(store.decksOf(deck.owner(), 10)).isEqualTo(2);
        assertThat(store.decksOf(deck.owner(), 1)).isEqualTo(1);
        assertThat(store.decksOf(someone(), 10)).isZero();
    }

    private Deck stored(DeckPath path, List<CardContent> cards) {
        List<Commit> commits = made(someone(), path, cards);
        var deck = DeckFold.of(events(commits));
        assertThat(append(store, commits, deck)).isEqualTo(Appending.DONE);
        return deck;
    }

    private static DeckPath somePath() {
        return new DeckPath(List.of("Tests", UUID.randomUUID().toString()));
    }

    private static DeckEvent decoded(EncodedEvent event) {
        return switch (DeckEvents.codec().decode(event.headers(), event.value())) {
            case Decoded.Event<DeckEvent> known -> known.event();
            case Decoded.Undecodable<DeckEvent> broken -> throw new AssertionError(broken.detail());
        };
    }

    private static Predicate<Outcome<Appending>> returned(Appending answer) {
        return outcome -> outcome instanceof Outcome.Returned<Appending> returned && returned.value() == answer;
    }
}
