package dev.engram.card;

import dev.engram.card.application.CommitStore;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckAccess;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditView;
import dev.engram.card.domain.ImportMark;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** The card that an event is about. */
    public static CardId cardOf(DeckEvent event) {
        return switch (event) {
            case CardAdded card -> card.cardId();
            case CardRevised card -> card.cardId();
            case CardRetired card -> card.cardId();
            case DeckCreated _ -> throw new IllegalArgumentException("about no card");
        };
    }

    /** The deck without its cards, as counted from its cards. */
    public static DeckHeader header(Deck deck) {
        return new DeckHeader(
                deck.id(),
                DeckAccess.ofNew(deck.owner()),
                deck.path(),
                deck.title(),
                deck.version(),
                deck.cards().size(),
                DeckFold.liveCards(deck),
                deck.cards().values().stream()
                        .mapToLong(card -> card.outline().bytes())
                        .sum(),
                ImportMark.NONE);
    }

    /** The deck with its cards in outline. */
    public static DeckOutline outline(Deck deck) {
        var cards = new LinkedHashMap<CardId, CardOutline>();
        deck.cards().forEach((id, card) -> cards.put(id, card.outline()));
        return new DeckOutline(header(deck), cards);
    }

    /** What an editor of one card sees. */
    public static EditView view(Deck deck, CardId cardId, @Nullable CardKey key) {
        var card = deck.cards().get(cardId);
        var asked = key != null ? key : card == null ? null : card.key();
        var same = deck.cards().values().stream()
                .filter(other -> !other.retired()
                        && !other.id().equals(cardId)
                        && other.key().equals(asked))
                .map(Card::id)
                .findFirst();
        return new EditView(header(deck), card, same.orElse(null));
    }

    /** Appends what leads to {@code after}, and keeps no file. */
    public static CommitStore.Appending append(CommitStore store, List<Commit> commits, Deck after) {
        return store.append(commits.getFirst().version() - 1, commits, header(after), new CommitStore.Cause.Edit());
    }

    /** One valid change of a deck, any. */
    public static DeckChange anyChange(Deck deck, Random random) {
        var live =
                deck.cards().values().stream().filter(card -> !card.retired()).toList();
        var retired = deck.cards().values().stream().filter(Card::retired).toList();
        int choice = live.isEmpty() ? 0 : random.nextInt(5);
        if (choice < 2) {
            return new DeckChange.Added(card(), deck.cards().size(), asking("Question " + random.nextLong() + "?"));
        }
        if (choice == 4 && !retired.isEmpty()) {
            var card = retired.get(random.nextInt(retired.size()));
            return new DeckChange.Revised(card.id(), card.revision() + 1, card.content());
        }
        var card = live.get(random.nextInt(live.size()));
        return choice == 2
                ? new DeckChange.Revised(card.id(), card.revision() + 1, full("Question " + random.nextLong() + "?"))
                : new DeckChange.Retired(card.id());
    }
}
