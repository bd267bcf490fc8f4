package dev.engram.card.domain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a deck stands among its owner's decks; with the owner it is the deck's identity.
 *
 * @param segments 1 to 20 of 1 to 200 characters, outermost first; the last is the deck's name
 */
public record DeckPath(List<String> segments) {

    public static final int MAX_SEGMENTS = 20;
    public static final int MAX_CHARACTERS = 200;

    /** @throws IllegalArgumentException naming the rule that {@code segments} break */
    public DeckPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || segments.size() > MAX_SEGMENTS) {
            throw new IllegalArgumentException("path must have 1 to 20 segments, has " + segments.size());
        }
        for (var segment : segments) {
            if (segment.isBlank() || segment.codePointCount(0, segment.length()) > MAX_CHARACTERS) {
                throw new IllegalArgumentException("path segments must have 1 to 200 characters");
            }
        }
    }

    /** The title line that says this path. */
    public String title() {
        return String.join(" | ", segments);
    }

    /** What paths are compared by: Unicode NFC, runs of white space as one space, case kept. */
    public String key() {
        return segments.stream().map(CardKey::folded).collect(Collectors.joining("\n"));
    }
}
