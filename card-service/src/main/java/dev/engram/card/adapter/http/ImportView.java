package dev.engram.card.adapter.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.text.ImportPlan;
import dev.engram.card.domain.text.ImportPlan.Row;
import dev.engram.card.domain.text.Notice;
import dev.engram.projections.Position;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an import did, or would do. */
@Schema(name = "Import")
public record ImportView(
        @Schema(nullable = true, description = "Null where a dry run found no deck at the path") @Nullable
        UUID deckId,

        @Schema(description = "Of the deck now; 0 where a dry run found none")
        long version,

        boolean dryRun,
        List<String> path,

        @Schema(description = "Each card read is in exactly one of the others")
        Counts counts,

        @Schema(description = "Cards of the deck that the file does not have; they stay")
        List<CardRef> gone,

        @Schema(description = "Cards of the file that were left out, with the reason")
        List<SkippedCard> skipped,

        List<NoticeView> warnings,

        @Schema(
                nullable = true,
                description = "Hand it to a read as 'after', and the answer contains this write; null without a deck")
        @Nullable
        String position) {

    @Schema(name = "ImportCounts")
    public record Counts(
            int read, @JsonProperty("new") int added, int updated, int unchanged, int skipped, int rejected) {

        static Counts of(ImportPlan.Counts counts) {
            return new Counts(
                    counts.read(),
                    counts.added(),
                    counts.updated(),
                    counts.unchanged(),
                    counts.skipped(),
                    counts.rejected());
        }
    }

    @Schema(name = "CardRef")
    public record CardRef(UUID cardId, String question) {

        static CardRef of(Card card) {
            return new CardRef(card.id().value(), card.content().question());
        }
    }

    @Schema(name = "SkippedCard")
    public record SkippedCard(
            int line,
            UUID cardId,
            String question,

            @Schema(
                    enumeration = "retired",
                    description = "retired: the card is retired, and an import brings none back")
            String code) {

        static SkippedCard of(Row.Skipped row) {
            return new SkippedCard(
                    row.text().line(),
                    row.card().id().value(),
                    row.card().content().question(),
                    "retired");
        }
    }

    /** An error or a warning in a file. */
    @Schema(name = "Notice")
    public record NoticeView(
            @Schema(description = "From 1, empty lines counted")
            int line,

            @Schema(description = "From 1, in characters") int column,
            @Schema(examples = "W-NEW-TAG") String code,
            @Schema(description = "The rule and the remedy") String message,

            @Schema(description = "The offending text, its first 80 characters")
            String text) {

        static List<NoticeView> of(List<Notice> notices) {
            return notices.stream()
                    .map(notice -> new NoticeView(
                            notice.line(), notice.column(), notice.code().slug(), notice.message(), notice.text()))
                    .toList();
        }
    }

    static ImportView of(ImportResult.Done done) {
        var deckId = done.deckId();
        return new ImportView(
                deckId == null ? null : deckId.value(),
                done.version(),
                done.dryRun(),
                done.plan().text().path(),
                Counts.of(done.plan().counts()),
                done.plan().gone().stream().map(CardRef::of).toList(),
                done.plan().rows().stream()
                        .filter(Row.Skipped.class::isInstance)
                        .map(row -> SkippedCard.of((Row.Skipped) row))
                        .toList(),
                NoticeView.of(done.warnings()),
                deckId == null ? null : Position.deck(deckId, done.version()).toString());
    }
}
