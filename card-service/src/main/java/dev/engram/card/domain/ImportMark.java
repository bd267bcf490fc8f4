package dev.engram.card.domain;

/**
 * What a deck remembers of the imports of files.
 *
 * @param from version of the deck before the latest import that changed it and was not undone
 * @param to its version after that import; not above {@code from} if there is none to undo
 * @param agreed version at which the cards of the latest file were as the file says; a card changed by a later version was
 *     edited otherwise
 */
public record ImportMark(long from, long to, long agreed) {

    /** Before the first import. */
    public static final ImportMark NONE = new ImportMark(0, 0, 0);

    public boolean isUndoable() {
        return to > from;
    }

    /** After an import that led from {@code before} to {@code after}, which are equal where it changed nothing. */
    ImportMark imported(long before, long after) {
        return after > before ? new ImportMark(before, after, after) : new ImportMark(from, to, after);
    }

    /** After the latest import was undone: what the undo wrote counts as edited otherwise. */
    ImportMark undone() {
        return new ImportMark(0, 0, agreed);
    }
}
