package dev.engram.card.application;

import dev.engram.card.domain.text.ImportPlan;
import dev.engram.card.domain.text.Notice;
import dev.engram.events.DeckId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an import. */
public sealed interface ImportResult {

    /**
     * The deck is as the file says, or would be after a dry run.
     *
     * @param deckId null where a dry run found no deck
     * @param version of the deck now; 0 where there is none
     */
    record Done(
            ImportPlan plan,
            List<Notice> warnings,
            @Nullable DeckId deckId,
            long version,
            boolean dryRun) implements ImportResult {}

    record FileErrors(List<Notice> errors, List<Notice> warnings) implements ImportResult {}

    record WarningsNotAccepted(List<Notice> warnings) implements ImportResult {}

    /** The deck would have more cards than a deck can have. */
    record Full() implements ImportResult {}

    /** Others changed the deck again and again; nothing was imported. */
    record Contended() implements ImportResult {}
}
