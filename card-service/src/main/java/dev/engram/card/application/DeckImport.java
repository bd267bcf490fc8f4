package dev.engram.card.application;

import dev.engram.card.domain.text.DeckReading;
import dev.engram.card.domain.text.DeckTextReader;
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
     * @param file not copied, since it may be large: not to be changed any more
     * @param dryRun only say what would change
     * @param acceptWarnings import although the file has warnings
     * @param authors names to be taken for authors of answers
     */
    public DeckImport(LearnerId owner, byte[] file, boolean dryRun, boolean acceptWarnings, Set<String> authors) {
        this.owner = owner;
        this.file = file;
        this.dryRun = dryRun;
        this.acceptWarnings = acceptWarnings;
        this.authors = Set.copyOf(authors);
    }

    LearnerId owner() {
        return owner;
    }

    DeckReading read() {
        return DeckTextReader.read(file, authors);
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean acceptWarnings() {
        return acceptWarnings;
    }
}
