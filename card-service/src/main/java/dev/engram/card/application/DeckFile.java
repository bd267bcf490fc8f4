package dev.engram.card.application;

import dev.engram.card.domain.TextDigest;
import java.util.Set;

/**
 * A deck file as it was imported, kept so that an export gives its lines back.
 *
 * @param version of the deck before the import
 * @param text not copied, since it may be large: not to be changed
 * @param authors names that were given with the import
 */
public record DeckFile(long version, byte[] text, Set<String> authors) {

    /** So many are kept of a deck: after an undo the file before is the one that counts. */
    public static final int KEPT = 2;

    public DeckFile {
        authors = Set.copyOf(authors);
    }

    public TextDigest digest() {
        return TextDigest.of(text);
    }
}
