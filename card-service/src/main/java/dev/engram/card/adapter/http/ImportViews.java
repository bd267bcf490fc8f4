package dev.engram.card.adapter.http;

import dev.engram.card.adapter.http.DeckViews.ContentView;
import dev.engram.card.adapter.http.ImportView.CardRef;
import dev.engram.card.adapter.http.ImportView.Counts;
import dev.engram.card.adapter.http.ImportView.ImportedCard;
import dev.engram.card.adapter.http.ImportView.MovedCard;
import dev.engram.card.adapter.http.ImportView.NoticeView;
import dev.engram.card.adapter.http.ImportView.SimilarCard;
import dev.engram.card.adapter.http.ImportView.SkippedCard;
import dev.engram.card.application.CommitStore;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.plan.ImportPlan;
import dev.engram.card.domain.plan.ImportPlan.Row;
import dev.engram.card.domain.plan.SimilarQuestion;
import dev.engram.events.CardId;
import dev.engram.projections.Position;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers about imports, in a size that does not depend on that of the deck; of the deck only what is answered is read. */
@Singleton
final class ImportViews {

    private static final long MOST_CHARACTERS = 1_000_000;
    private static final int MOST_SKIPPED = 1_000;

    private final CommitStore store;

    ImportViews(CommitStore store) {
        this.store = store;
    }

    /** @param from place among the cards to be listed, from 0 */
    record Page(int from, int limit) {}

    /** @param next where the next page begins; null on the last */
    record Cards(List<ImportedCard> cards, @Nullable Integer next) {}

    /** The cards to be listed, with their contents as they are before anything is written. */
    Cards cards(ImportPlan plan, boolean dryRun, Page page) {
        return cards(plan, row -> dryRun || !(row instanceof Row.Unchanged), page);
    }

    /** @param cards listed before anything was written */
    ImportView of(ImportResult.Done done, Cards cards) {
        var plan = done.plan();
        var deckId = done.deckId();
        var moved = plan.moved();
        return new ImportView(
                deckId == null ? null : deckId.value(),
                done.version(),
                done.dryRun(),
                plan.text().path(),
                Counts.of(plan.counts()),
                cards.cards(),
                done.dryRun() ? cards.next() : null,
                (int) plan.rows().stream().filter(plan::overwrites).count(),
                gone(plan),
                plan.gone().size(),
                moved.stream()
                        .limit(ImportView.MOST_REFS)
                        .map(ImportViews::moved)
                        .toList(),
                moved.size(),
                done.dryRun() ? similar(plan) : List.of(),
                plan.rows().stream()
                        .filter(Row.Skipped.class::isInstance)
                        .limit(MOST_SKIPPED)
                        .map(row -> skipped((Row.Skipped) row))
                        .toList(),
                plan.text().authors().stream().limit(ImportView.MOST_REFS).toList(),
                NoticeView.of(done.warnings()),
                done.warnings().size(),
                deckId == null ? null : Position.deck(deckId, done.version()).toString());
    }

    /** The cards that an import would overwrite although they were edited otherwise. */
    Cards overwritten(ImportPlan plan, Page page) {
        return cards(plan, plan::overwrites, page);
    }

    private Cards cards(ImportPlan plan, Predicate<Row> listed, Page page) {
        var rows = plan.rows().stream().filter(listed).skip(page.from()).toList();
        var taken = rows.subList(0, Math.min(page.limit(), rows.size()));
        var before = contents(
                plan,
                taken.stream()
                        .filter(Row::changes)
                        .map(Row::known)
                        .filter(Objects::nonNull)
                        .toList());
        var cards = new ArrayList<ImportedCard>();
        long characters = 0;
        for (var row : taken) {
            var card = card(plan, row, before);
            characters += card.after().characters()
                    + (card.before() == null ? 0 : card.before().characters());
            if (characters > MOST_CHARACTERS && !cards.isEmpty()) {
                break;
            }
            cards.add(card);
        }
        return new Cards(cards, cards.size() < rows.size() ? page.from() + cards.size() : null);
    }

    private static ImportedCard card(ImportPlan plan, Row row, Map<CardId, Card> before) {
        var known = row.known();
        var old = known == null ? null : before.get(known.id());
        return new ImportedCard(
                row.text().line(),
                switch (row) {
                    case Row.New _ -> "new";
                    case Row.Updated _ -> "updated";
                    case Row.Unchanged _ -> "unchanged";
                    case Row.Restored _ -> "restored";
                    case Row.Skipped _ -> "skipped";
                },
                known == null ? null : known.id().value(),
                plan.overwrites(row),
                old == null ? null : ContentView.of(old.content()),
                ContentView.of(row.text().content()));
    }

    private List<CardRef> gone(ImportPlan plan) {
        var listed = plan.gone().stream().limit(ImportView.MOST_REFS).toList();
        return inOrder(listed, contents(plan, listed)).stream()
                .map(card -> new CardRef(card.id().value(), card.content().question()))
                .toList();
    }

    private List<SimilarCard> similar(ImportPlan plan) {
        var added = plan.rows().stream()
                .filter(Row.New.class::isInstance)
                .map(Row::text)
                .limit(SimilarQuestion.MOST)
                .toList();
        var gone = plan.gone().stream().limit(SimilarQuestion.MOST).toList();
        if (added.isEmpty() || gone.isEmpty()) {
            return List.of();
        }
        return SimilarQuestion.among(added, inOrder(gone, contents(plan, gone))).stream()
                .map(pair -> new SimilarCard(
                        pair.line(), pair.cardId().value(), pair.before(), pair.after(), pair.similarity()))
                .toList();
    }

    private Map<CardId, Card> contents(ImportPlan plan, List<CardOutline> cards) {
        var deck = plan.deck();
        return deck == null || cards.isEmpty()
                ? Map.of()
                : store.cards(
                        deck.header().id(), cards.stream().map(CardOutline::id).toList());
    }

    private static List<Card> inOrder(List<CardOutline> order, Map<CardId, Card> cards) {
        return order.stream()
                .map(card -> cards.get(card.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static MovedCard moved(Row row) {
        var known = row.known();
        return new MovedCard(
                row.text().line(),
                known == null ? null : known.id().value(),
                row.text().content().question());
    }

    private static SkippedCard skipped(Row.Skipped row) {
        return new SkippedCard(
                row.text().line(), row.card().id().value(), row.text().content().question(), "retired");
    }
}
