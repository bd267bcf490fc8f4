package dev.engram.card;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Decks, cards and commits for tests. */
public final class Decks {

    public static final Instant NOW = Instant.parse("2026-03-01T08:30:00Z");

    private Decks() {}

    public static LearnerId someone() {
        return new LearnerId(UUID.randomUUID());
    }

    public static CardId card() {
        return new CardId(Ids.v7());
    }

    public static CardContent asking(String question) {
        return new CardContent(question, null, List.of(new Tag("attention")), null, null);
    }

    /** Every optional field present. */
    public static CardContent full(String question) {
        return new CardContent(
                question,
                "from-source",
                List.of(new Tag("ml::nn"), new Tag("attention")),
                new Answer("Brian", "It’s \"so\"\n\tand so.", true),
                new Source("Murphy, K. (2022).", new Locator("equation", "15.34")));
    }

    /** The commits that make a deck with these cards, one version for each part of {@link Commit#of}. */
    public static List<Commit> made(LearnerId owner, DeckPath path, List<CardContent> cards) {
        var changes = new ArrayList<DeckChange>();
        changes.add(new DeckChange.Created(owner, path, path.title()));
        for (var card : cards) {
            changes.add(new DeckChange.Added(card(), changes.size() - 1, card));
        }
        return Commit.of(new DeckId(Ids.v7()), 0, changes, owner, NOW);
    }

    public static List<Commit> changed(Deck deck, DeckChange... changes) {
        return Commit.of(deck.id(), deck.version(), List.of(changes), deck.owner(), NOW);
    }

    public static List<DeckEvent> events(List<Commit> commits) {
        return commits.stream().flatMap(commit -> commit.events().stream()).toList();
    }

    /** One valid change of a deck, any. */
    public static DeckChange anyChange(Deck deck, Random random) {
        var live =
                deck.cards().values().stream().filter(card -> !card.retired()).toList();
        int choice = live.isEmpty() ? 0 : random.nextInt(4);
        if (choice < 2) {
            return new DeckChange.Added(card(), deck.nextOrdinal(), asking("Question " + random.nextLong() + "?"));
        }
        var card = live.get(random.nextInt(live.size()));
        return choice == 2
                ? new DeckChange.Revised(card.id(), card.revision() + 1, full("Question " + random.nextLong() + "?"))
                : new DeckChange.Retired(card.id());
    }
}
