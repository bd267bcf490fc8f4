package dev.engram.card.domain;

/**
 * What a deck remembers of the imports of files.
 *
 * @param from version of the deck before the latest import that changed it and was not undone
 * @param to its version after that import; not above {@code from} if there is none to undo
 * @param agreed for cards of releases that stored no {@link CardOrigin}: one changed by a later version is edited
 * @param open whether parts of that import are still to be written
 * @param forced whether that import overwrote edits or restored cards that were retired by hand
 */
public record ImportMark(long from, long to, long agreed, boolean open, boolean forced) {

    /** Before the first import. */
    public static final ImportMark NONE = new ImportMark(0, 0, 0, false, false);

    public boolean isUndoable() {
        return to > from;
    }

    /** After an import that led from {@code before} to {@code after}, which are equal where it changed nothing. */
    ImportMark imported(long before, long after, boolean nowOpen, boolean nowForced) {
        return after > before ? new ImportMark(before, after, agreed, nowOpen, nowForced) : this;
    }

    /** After the latest import was undone. */
    ImportMark undone() {
        return new ImportMark(0, 0, agreed, false, false);
    }
}
