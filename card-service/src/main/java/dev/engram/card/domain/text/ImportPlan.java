package dev.engram.card.domain.text;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.card.domain.text.ImportPlan.Row.New;
import dev.engram.card.domain.text.ImportPlan.Row.Skipped;
import dev.engram.card.domain.text.ImportPlan.Row.Unchanged;
import dev.engram.card.domain.text.ImportPlan.Row.Updated;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What importing a file would do to a deck. Cards with the same {@link CardKey} are the same card.
 *
 * @param rows one for each card of the file, in its order
 * @param gone live cards of the deck that the file does not have; reported, never retired
 */
public record ImportPlan(DeckText text, @Nullable Deck deck, List<Row> rows, List<Card> gone) {

    public ImportPlan {
        rows = List.copyOf(rows);
        gone = List.copyOf(gone);
    }

    /** What becomes of one card of the file. */
    public sealed interface Row {

        CardText text();

        record New(CardText text) implements Row {}

        record Updated(CardText text, Card card) implements Row {}

        record Unchanged(CardText text, Card card) implements Row {}

        /** The card is retired, and an import brings none back. */
        record Skipped(CardText text, Card card) implements Row {}
    }

    /** Each card read is in exactly one of the others. */
    public record Counts(int read, int added, int updated, int unchanged, int skipped, int rejected) {}

    /** @param deck null if the owner has none at the file's path */
    public static ImportPlan of(DeckText text, @Nullable Deck deck) {
        if (deck == null) {
            return new ImportPlan(
                    text, null, text.cards().stream().<Row>map(New::new).toList(), List.of());
        }
        var byKey = deck.byKey();
        var seen = new HashSet<CardId>();
        var rows = new ArrayList<Row>();
        for (var card : text.cards()) {
            var known = byKey.get(CardKey.of(card.content().question()));
            if (known != null) {
                seen.add(known.id());
            }
            rows.add(row(card, known));
        }
        var gone = deck.cards().values().stream()
                .filter(card -> !card.retired() && !seen.contains(card.id()))
                .toList();
        return new ImportPlan(text, deck, rows, gone);
    }

    private static Row row(CardText text, @Nullable Card known) {
        if (known == null) {
            return new New(text);
        }
        if (known.retired()) {
            return new Skipped(text, known);
        }
        return known.content().equals(text.content()) ? new Unchanged(text, known) : new Updated(text, known);
    }

    public Counts counts() {
        // a file is taken as a whole, so that no single card of it is rejected
        return new Counts(
                rows.size(), count(New.class), count(Updated.class), count(Unchanged.class), count(Skipped.class), 0);
    }

    private int count(Class<? extends Row> kind) {
        return (int) rows.stream().filter(kind::isInstance).count();
    }

    /** Whether the deck would have more cards than a deck can have. */
    public boolean overfills() {
        return (deck == null ? 0 : deck.cards().size()) + count(New.class) > Deck.MAX_CARDS;
    }

    /**
     * The changes, none if the deck is as the file says.
     *
     * @param owner of the deck where it is new
     * @param newCards ids for the new cards, at least as many
     */
    public List<DeckChange> changes(LearnerId owner, Iterator<CardId> newCards) {
        var changes = new ArrayList<DeckChange>();
        if (deck == null) {
            changes.add(new DeckChange.Created(owner, new DeckPath(text.path()), text.title()));
        }
        int ordinal = deck == null ? 0 : deck.nextOrdinal();
        for (var row : rows) {
            switch (row) {
                case New added ->
                    changes.add(new DeckChange.Added(
                            newCards.next(), ordinal++, added.text().content()));
                case Updated updated ->
                    changes.add(new DeckChange.Revised(
                            updated.card().id(),
                            updated.card().revision() + 1,
                            updated.text().content()));
                case Unchanged _, Skipped _ -> {}
            }
        }
        return changes;
    }
}
