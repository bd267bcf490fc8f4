package dev.engram.card.domain.plan;

import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.outline;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.card.DeckFold;
import dev.engram.card.Decks;
import dev.engram.card.TransformersDeck;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.plan.ImportPlan.Counts;
import dev.engram.card.domain.text.DeckText;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.card.domain.text.DeckTextReader;
import dev.engram.card.domain.text.DeckTextReader.DeckReading.Read;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImportPlanTest {

    private final LearnerId owner = someone();
    private final DeckText text = ((Read) DeckTextReader.read(TransformersDeck.file(), Set.of())).deck();

    @Test
    void shouldMakeANewDeckOfThirteenCards() {
        // when
        var plan = plan(text, null);
        var deck = imported(plan, null);
        // then
        assertThat(plan.counts()).isEqualTo(new Counts(13, 13, 0, 0, 0, 0, 0));
        assertThat(deck.cards().values())
                .extracting(Card::content)
                .containsExactlyElementsOf(TransformersDeck.expectedCards());
        assertThat(deck.version()).isEqualTo(1);
    }

    @Test
    void shouldFindNothingToChangeTheSecondTime() {
        // given
        var deck = imported(plan(text, null), null);
        // when
        var again = plan(text, deck);
        // then
        assertThat(again.counts()).isEqualTo(new Counts(13, 0, 0, 13, 0, 0, 0));
        assertThat(again.changes(owner, ids())).isEmpty();
        assertThat(again.gone()).isEmpty();
    }

    @Test
    void shouldReportCardsThatAreGoneAndKeepThem() {
        // given
        var deck = imported(plan(text, null), null);
        var shorter = new DeckText(text.title(), text.path(), text.cards().subList(0, 10), text.head());
        // when
        var plan = plan(shorter, deck);
        // then
        assertThat(plan.gone()).extracting(CardOutline::ordinal).containsExactly(10, 11, 12);
        assertThat(imported(plan, deck)).isEqualTo(deck);
    }

    @Test
    void shouldSkipRetiredCards() {
        // given
        var deck = imported(plan(text, null), null);
        var first = deck.cards().values().iterator().next();
        var without = DeckFold.after(deck, events(changed(deck, new DeckChange.Retired(first.id()))));
        // when
        var plan = plan(text, without);
        // then
        assertThat(plan.counts()).isEqualTo(new Counts(13, 0, 0, 12, 0, 1, 0));
        assertThat(plan.changes(owner, ids())).isEmpty();
    }

    /** For any deck: afterwards it says what the file says, and the same file changes nothing. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldBringAnyDeckToWhatTheFileSays(long seed) {
        // given
        var random = new Random(seed);
        var deck = imported(plan(text, null), null);
        for (int i = 0; i < 20; i++) {
            deck = DeckFold.after(deck, events(changed(deck, Decks.anyChange(deck, random))));
        }
        var cards = new ArrayList<>(text.cards());
        Collections.shuffle(cards, random);
        var file = new DeckText(text.title(), text.path(), cards.subList(0, random.nextInt(13) + 1), text.head());
        // when
        var plan = plan(file, deck);
        var after = imported(plan, deck);
        // then
        var counts = plan.counts();
        assertThat(counts.added() + counts.updated() + counts.unchanged() + counts.skipped() + counts.rejected())
                .isEqualTo(counts.read())
                .isEqualTo(file.cards().size());
        var live = after.cards().values().stream()
                .filter(card -> !card.retired())
                .map(Card::content)
                .toList();
        var retired = after.cards().values().stream()
                .filter(Card::retired)
                .map(Card::key)
                .toList();
        assertThat(file.cards().stream().map(CardText::content))
                .allMatch(content -> live.contains(content) || retired.contains(CardKey.of(content.question())));
        assertThat(DeckFold.liveCards(after)).isEqualTo(DeckFold.liveCards(deck) + counts.added());
        assertThat(plan(file, after).changes(owner, ids())).isEmpty();
    }

    private static ImportPlan plan(DeckText file, @Nullable Deck deck) {
        return ImportPlan.of(file, deck == null ? null : outline(deck), Map.of(), false);
    }

    private Deck imported(ImportPlan plan, @Nullable Deck before) {
        var deckId = before == null ? new DeckId(Ids.v7()) : before.id();
        var changes = plan.changes(owner, ids());
        var commits = Commit.of(deckId, before == null ? 0 : before.version(), changes, owner, Decks.NOW);
        return before == null ? DeckFold.of(events(commits)) : DeckFold.after(before, events(commits));
    }

    private static Iterator<CardId> ids() {
        return Stream.generate(Decks::card).iterator();
    }
}
