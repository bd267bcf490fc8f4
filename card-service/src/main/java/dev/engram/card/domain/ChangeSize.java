package dev.engram.card.domain;

import dev.engram.events.CardContent;
import org.jspecify.annotations.Nullable;

/** How much room a change takes in a commit: never less than its JSON form, to keep commits within their limit. */
final class ChangeSize {

    /** Field names, ids, times and headers of one event. */
    private static final int FRAME_BYTES = 1_200;

    private ChangeSize() {}

    static long bytes(DeckChange change) {
        return FRAME_BYTES
                + switch (change) {
                    case DeckChange.Created created ->
                        text(created.title())
                                + created.path().segments().stream()
                                        .mapToLong(ChangeSize::text)
                                        .sum();
                    case DeckChange.Added added -> content(added.content());
                    case DeckChange.Revised revised -> content(revised.content());
                    case DeckChange.Retired _ -> 0;
                };
    }

    private static long content(CardContent content) {
        long bytes = text(content.question()) + text(content.provenance());
        for (var tag : content.tags()) {
            bytes += text(tag.value());
        }
        var answer = content.answer();
        if (answer != null) {
            bytes += text(answer.author()) + text(answer.text());
        }
        var source = content.source();
        if (source != null) {
            bytes += text(source.title());
        }
        return bytes;
    }

    /** In JSON and UTF-8, with two quotes and a comma. */
    private static long text(@Nullable String text) {
        return text == null ? 0 : 3 + text.chars().mapToLong(ChangeSize::bytes).sum();
    }

    private static int bytes(int c) {
        if (c < 0x20 || Character.isSurrogate((char) c)) {
            return 6; // escaped
        }
        if (c == '"' || c == '\\') {
            return 2;
        }
        return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
}
