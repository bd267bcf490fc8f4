package dev.engram.card.domain;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;

/**
 * A deck without its cards.
 *
 * @param access as it was read; changed on its own, and not by a version of the deck
 * @param version number of its latest change, from 1
 * @param cards that it ever had, the retired ones included; also the place of the next one
 * @param liveCards that are studied
 * @param bytes of the contents of all its cards as JSON, at most
 */
public record DeckHeader(
        DeckId id,
        DeckAccess access,
        DeckPath path,
        String title,
        long version,
        int cards,
        int liveCards,
        long bytes,
        ImportMark imported) {

    public LearnerId owner() {
        return access.owner();
    }

    /**
     * The same deck after the import of a file that led from {@code before} to this version.
     *
     * @param open whether parts of it are still to be written
     * @param forced whether it overwrote edits or restored cards that were retired by hand
     */
    public DeckHeader withImport(long before, boolean open, boolean forced) {
        return with(imported.imported(before, version, open, forced));
    }

    /** The same deck after its latest import was undone. */
    public DeckHeader withUndo() {
        return with(imported.undone());
    }

    private DeckHeader with(ImportMark mark) {
        return new DeckHeader(id, access, path, title, version, cards, liveCards, bytes, mark);
    }
}
