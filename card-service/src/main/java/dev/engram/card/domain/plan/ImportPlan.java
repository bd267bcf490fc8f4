package dev.engram.card.domain.plan;

import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.TextDigest;
import dev.engram.card.domain.plan.ImportPlan.Row.New;
import dev.engram.card.domain.plan.ImportPlan.Row.Restored;
import dev.engram.card.domain.plan.ImportPlan.Row.Skipped;
import dev.engram.card.domain.plan.ImportPlan.Row.Unchanged;
import dev.engram.card.domain.plan.ImportPlan.Row.Updated;
import dev.engram.card.domain.text.DeckText;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What importing a file would do to a deck. Cards with the same {@link CardKey} are the same card, and so are those that the
 * author declares to be the same although the question was reworded.
 *
 * @param rows one for each card of the file, in its order
 * @param gone live cards of the deck that the file does not have; reported, never retired
 * @param wrongSame lines of declarations that hold for no card of the file, or name a card that cannot be the same
 */
public record ImportPlan(
        DeckText text, @Nullable DeckOutline deck, List<Row> rows, List<CardOutline> gone, Set<Integer> wrongSame) {

    public ImportPlan {
        rows = List.copyOf(rows);
        gone = List.copyOf(gone);
        wrongSame = Set.copyOf(wrongSame);
    }

    /** What becomes of one card of the file. */
    public sealed interface Row {

        CardText text();

        record New(CardText text) implements Row {}

        /** @param card as it is in the deck */
        record Updated(CardText text, CardOutline card) implements Row {}

        record Unchanged(CardText text, CardOutline card) implements Row {}

        /** The card was retired and is studied again. */
        record Restored(CardText text, CardOutline card) implements Row {}

        /** The card was retired by hand, and the import is not to restore any. */
        record Skipped(CardText text, CardOutline card) implements Row {}

        /** The card of the deck; null for a new one. */
        default @Nullable CardOutline known() {
            return switch (this) {
                case New _ -> null;
                case Updated row -> row.card();
                case Unchanged row -> row.card();
                case Restored row -> row.card();
                case Skipped row -> row.card();
            };
        }

        /** Whether the import changes the deck here. */
        default boolean changes() {
            return !(this instanceof Unchanged || this instanceof Skipped);
        }
    }

    /** Each card read is in exactly one of the others. */
    public record Counts(int read, int added, int updated, int unchanged, int restored, int skipped, int rejected) {}

    /**
     * @param deck null if the owner has none at the file's path
     * @param same cards of the deck by the line of the file at which they stand with another question
     * @param restoreRetired whether cards that were retired by hand are studied again if the file has them; those that an undo
     *     retired always are
     */
    public static ImportPlan of(
            DeckText text, @Nullable DeckOutline deck, Map<Integer, CardId> same, boolean restoreRetired) {
        if (deck == null) {
            return new ImportPlan(
                    text, null, text.cards().stream().<Row>map(New::new).toList(), List.of(), same.keySet());
        }
        var byKey = deck.byKey();
        var keys = text.cards().stream()
                .map(card -> TextDigest.of(CardKey.of(card.content().question())))
                .toList();
        var seen = new HashSet<CardId>();
        for (var key : keys) {
            var known = byKey.get(key);
            if (known != null) {
                seen.add(known.id());
            }
        }
        var wrong = new HashSet<>(same.keySet());
        var rows = new ArrayList<Row>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            var card = text.cards().get(i);
            var known = byKey.get(keys.get(i));
            var declared = same.get(card.line());
            if (known == null && declared != null) {
                known = deck.card(declared).filter(old -> !old.retired()).orElse(null);
                if (known != null && seen.add(known.id())) {
                    wrong.remove(card.line());
                } else {
                    known = null;
                }
            }
            rows.add(row(card, known, restoreRetired));
        }
        var gone = deck.cards().values().stream()
                .filter(card -> !card.retired() && !seen.contains(card.id()))
                .toList();
        return new ImportPlan(text, deck, rows, gone, wrong);
    }

    private static Row row(CardText text, @Nullable CardOutline known, boolean restoreRetired) {
        if (known == null) {
            return new New(text);
        }
        if (known.retired()) {
            return restoreRetired || known.origin() == CardOrigin.UNDONE
                    ? new Restored(text, known)
                    : new Skipped(text, known);
        }
        return known.says(text.content()) ? new Unchanged(text, known) : new Updated(text, known);
    }

    public Counts counts() {
        // a file is taken as a whole, so that no single card of it is rejected
        return new Counts(
                rows.size(),
                count(New.class),
                count(Updated.class),
                count(Unchanged.class),
                count(Restored.class),
                count(Skipped.class),
                0);
    }

    private int count(Class<? extends Row> kind) {
        return (int) rows.stream().filter(kind::isInstance).count();
    }

    /** What the deck would hold; {@link DeckHeader} says what is counted. */
    public record Totals(int cards, long bytes) {}

    public Totals totals() {
        int cards = deck == null ? 0 : deck.header().cards();
        long bytes = deck == null ? 0 : deck.header().bytes();
        for (var row : rows) {
            var card = row.known();
            if (row.changes()) {
                cards += card == null ? 1 : 0;
                bytes += DeckChange.bytes(row.text().content()) - (card == null ? 0 : card.bytes());
            }
        }
        return new Totals(cards, bytes);
    }

    /** Whether the import would overwrite in this row what was not written by an import of a file. */
    public boolean overwrites(Row row) {
        var card = row.known();
        return card != null
                && row.changes()
                && card.origin() == CardOrigin.EDITED
                && !card.says(row.text().content());
    }

    /** Whether the import overwrites edits or restores cards that were retired by hand. */
    public boolean isForced() {
        return rows.stream()
                .anyMatch(row -> overwrites(row)
                        || row instanceof Row.Restored restored
                                && restored.card().origin() != CardOrigin.UNDONE);
    }

    /** The cards that were edited and that the file has with the same content. */
    public Set<CardId> confirmed() {
        return rows.stream()
                .filter(Row.Unchanged.class::isInstance)
                .map(row -> ((Row.Unchanged) row).card())
                .filter(card -> card.origin() == CardOrigin.EDITED)
                .map(CardOutline::id)
                .collect(Collectors.toSet());
    }

    /**
     * The rows whose card stands elsewhere in the deck than in the file: as few as must move for the two orders to be the
     * same. The deck keeps its order, in which new cards come last.
     */
    public List<Row> moved() {
        var places = new int[rows.size()];
        for (int i = 0; i < places.length; i++) {
            var card = rows.get(i).known();
            places[i] = card == null ? Integer.MAX_VALUE - places.length + i : card.ordinal();
        }
        var inOrder = Ascending.longest(places);
        var moved = new ArrayList<Row>();
        for (int i = 0; i < places.length; i++) {
            if (!inOrder.get(i)) {
                moved.add(rows.get(i));
            }
        }
        return moved;
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
        int ordinal = deck == null ? 0 : deck.header().cards();
        for (var row : rows) {
            switch (row) {
                case New(var added) -> changes.add(new DeckChange.Added(newCards.next(), ordinal++, added.content()));
                case Updated(var said, var card) -> changes.add(revision(card, said));
                case Restored(var said, var card) -> changes.add(revision(card, said));
                case Unchanged _, Skipped _ -> {}
            }
        }
        return changes;
    }

    private static DeckChange revision(CardOutline card, CardText said) {
        return new DeckChange.Revised(card.id(), card.revision() + 1, said.content());
    }
}
