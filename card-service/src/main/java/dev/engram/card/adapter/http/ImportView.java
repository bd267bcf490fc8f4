package dev.engram.card.adapter.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.engram.card.adapter.http.DeckViews.ContentView;
import dev.engram.card.domain.plan.ImportPlan;
import dev.engram.card.domain.text.Notice;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an import did, or would do. Lists are cut at stated lengths; the counts say how long they are. */
@Schema(name = "ImportResult")
public record ImportView(
        @Schema(description = "Absent where a dry run found no deck at the path") @Nullable
        UUID deckId,

        @Schema(description = "Of the deck now; 0 where a dry run found none")
        long version,

        boolean dryRun,
        List<String> path,

        @Schema(description = "Each card read is in exactly one of the others")
        Counts counts,

        @Schema(
                description =
                        "In a dry run the cards of the file as they were read, from 'from' on, else those that changed and"
                                + " those that were skipped; at most 'limit' and about a million characters")
        List<ImportedCard> cards,

        @Schema(
                description =
                        "In a dry run what to send as 'from' for the rest of the cards; absent if there is none, and after an"
                                + " import")
        @Nullable
        Integer next,

        @Schema(description = "Cards that were edited otherwise since the last import and are overwritten")
        int overwritten,

        @Schema(description = "Cards of the deck that the file does not have; they stay. The first 500")
        List<CardRef> gone,

        int goneCount,

        @Schema(
                description =
                        "Cards that stand elsewhere in the file than in the deck, whose order stays, with new cards last."
                                + " The first 500")
        List<MovedCard> moved,

        int movedCount,

        @Schema(
                description =
                        "In a dry run: new questions close to one that the file does not have any more. If the card is the"
                                + " same, send same=cardId@line with the import")
        List<SimilarCard> similar,

        @Schema(description = "The first 1,000 cards of the file that were left out, with the reason")
        List<SkippedCard> skipped,

        @Schema(description = "Names that were taken for authors of answers, in the order of the file; the first 500")
        List<String> authors,

        @Schema(description = "The first 1,000") List<NoticeView> warnings,

        int warningCount,

        @Schema(description = "Hand it to a read as 'after', and the answer contains this write; absent without a deck")
        @Nullable
        String position) {

    static final int MOST_REFS = 500;
    private static final int MOST_NOTICES = 1_000;

    @Schema(name = "ImportCounts")
    public record Counts(
            int read,
            @JsonProperty("new") int added,
            int updated,
            int unchanged,
            int restored,
            int skipped,
            int rejected) {

        static Counts of(ImportPlan.Counts counts) {
            return new Counts(
                    counts.read(),
                    counts.added(),
                    counts.updated(),
                    counts.unchanged(),
                    counts.restored(),
                    counts.skipped(),
                    counts.rejected());
        }
    }

    /** @param change what the file does to the card */
    @Schema(name = "ImportedCard")
    public record ImportedCard(
            int line,

            @Schema(enumeration = {"new", "updated", "unchanged", "restored", "skipped"})
            String change,

            @Schema(description = "Absent for a new card") @Nullable
            UUID cardId,

            @Schema(description = "Whether the card was edited otherwise since the last import")
            boolean overwritten,

            @Schema(description = "Of a card that changes: its content before") @Nullable
            ContentView before,

            @Schema(description = "As read from the file") ContentView after) {}

    @Schema(name = "CardRef")
    public record CardRef(UUID cardId, String question) {}

    @Schema(name = "MovedCard")
    public record MovedCard(
            int line,

            @Schema(description = "Absent for a new card") @Nullable
            UUID cardId,

            String question) {}

    @Schema(name = "SimilarCard")
    public record SimilarCard(
            int line,
            UUID cardId,
            String before,
            String after,

            @Schema(description = "From 0.8 to 1") double similarity) {}

    @Schema(name = "SkippedCard")
    public record SkippedCard(
            int line,
            UUID cardId,
            String question,

            @Schema(
                    enumeration = "retired",
                    description = "retired: the card is retired; import with restoreRetired=true, or restore the card")
            String code) {}

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
                    .limit(MOST_NOTICES)
                    .map(notice -> new NoticeView(
                            notice.line(), notice.column(), notice.code().slug(), notice.message(), notice.text()))
                    .toList();
        }
    }
}
