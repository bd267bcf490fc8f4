package dev.engram.card.application;

import dev.engram.events.LearnerId;
import java.util.Set;

/** A wish to import a deck file. A class, since a record would compare the bytes by identity. */
public final class DeckImport {

    private final LearnerId owner;
    private final byte[] file;
    private final boolean dryRun;
    private final boolean acceptWarnings;
    private final Set<String> authors;

    /**
     * @param dryRun only say what would change
     * @param acceptWarnings import although the file has warnings
     * @param authors names to be taken for authors of answers
     */
    public DeckImport(LearnerId owner, byte[] file, boolean dryRun, boolean acceptWarnings, Set<String> authors) {
        this.owner = owner;
        this.file = file.clone();
        this.dryRun = dryRun;
        this.acceptWarnings = acceptWarnings;
        this.authors = Set.copyOf(authors);
    }

    LearnerId owner() {
        return owner;
    }

    byte[] file() {
        return file.clone();
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean acceptWarnings() {
        return acceptWarnings;
    }

    Set<String> authors() {
        return authors;
    }
}
