package dev.engram.card.domain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a deck stands among its owner's decks; with the owner it is the deck's identity.
 *
 * @param segments 1 to 20 of 1 to 200 characters, outermost first; the last is the deck's name
 */
public record DeckPath(List<String> segments) {

    private static final String BAR = " | ";
    public static final int MAX_SEGMENTS = 20;
    public static final int MAX_CHARACTERS = 200;
    public static final int MAX_TITLE_CHARACTERS = 4_000;

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
        var title = String.join(BAR, segments);
        if (title.codePointCount(0, title.length()) > MAX_TITLE_CHARACTERS) {
            throw new IllegalArgumentException("path must have at most 4,000 characters in all");
        }
    }

    /** The title line that says this path. */
    public String title() {
        return String.join(BAR, segments);
    }

    /** What paths are compared by: Unicode NFC, runs of white space as one space, case kept. */
    public String key() {
        return segments.stream().map(CardKey::folded).collect(Collectors.joining("\n"));
    }
}
