package dev.engram.card.domain;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerId;
import org.jspecify.annotations.Nullable;

/** A decided change that has no place in the deck's history yet. */
public sealed interface DeckChange {
    /** Field names, ids, times and headers of one event. */
    int FRAME_BYTES = 1_200;

    record Created(LearnerId owner, DeckPath path, String title) implements DeckChange {}

    record Added(CardId cardId, int ordinal, CardContent content) implements DeckChange {}

    record Revised(CardId cardId, int revision, CardContent content) implements DeckChange {}

    record Retired(CardId cardId) implements DeckChange {}

    /** The change as the event at this place. */
    default DeckEvent at(CommitStamp stamp) {
        return switch (this) {
            case Created created ->
                new DeckCreated(stamp, created.owner(), created.path().segments(), created.title());
            case Added added -> new CardAdded(stamp, added.cardId(), 1, added.ordinal(), added.content());
            case Revised revised -> new CardRevised(stamp, revised.cardId(), revised.revision(), revised.content());
            case Retired retired -> new CardRetired(stamp, retired.cardId());
        };
    }

    /** Whether it counts towards the cards of a commit. */
    default boolean concernsCard() {
        return !(this instanceof Created);
    }

    /** How much room it takes in a commit: never less than its JSON form, to keep commits within their limit. */
    default long bytes() {
        return FRAME_BYTES
                + switch (this) {
                    case Created created ->
                        text(created.title())
                                + created.path().segments().stream()
                                        .mapToLong(DeckChange::text)
                                        .sum();
                    case Added added -> bytes(added.content());
                    case Revised revised -> bytes(revised.content());
                    case Retired _ -> 0;
                };
    }

    /** Of a content as JSON, at most. */
    static long bytes(CardContent content) {
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
        return text == null ? 0 : 3 + text.chars().mapToLong(DeckChange::bytes).sum();
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
