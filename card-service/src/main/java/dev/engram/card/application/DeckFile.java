package dev.engram.card.application;

import dev.engram.card.domain.TextDigest;
import java.util.Set;

/** A deck file as it was imported, kept so that an export gives its lines back. */
public final class DeckFile {

    /** So many are kept of a deck: after an undo the file before is the one that counts. */
    public static final int KEPT = 2;

    private final long version;
    private final byte[] text;
    private final Set<String> authors;

    /**
     * @param version of the deck before the import
     * @param text not copied, since it may be large: not to be changed
     * @param authors names that were given with the import
     */
    public DeckFile(long version, byte[] text, Set<String> authors) {
        this.version = version;
        this.text = text;
        this.authors = Set.copyOf(authors);
    }

    /** Of the deck before the import. */
    public long version() {
        return version;
    }

    /** The file itself, not a copy. */
    public byte[] text() {
        return text;
    }

    /** Names that were given with the import. */
    public Set<String> authors() {
        return authors;
    }

    public TextDigest digest() {
        return TextDigest.of(text);
    }
}
