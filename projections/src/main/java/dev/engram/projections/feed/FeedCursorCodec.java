package dev.engram.projections.feed;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.projections.feed.FeedCursor.Walk;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Cursors as clients get them: base64url of a version, the fields and a checksum. Opaque to clients. */
public final class FeedCursorCodec {

    /** Longest text read; written ones have below 400 characters. */
    public static final int MAX_LENGTH = 1_000;

    private static final byte VERSION = 1;

    /** In the byte of flags. */
    private static final int HAS_WALK = 1;

    private static final int IS_MISSED_SEEN = 2;
    private static final int MOST_BYTES = 700;
    private static final String RULE = "must be the next of an earlier answer";

    private FeedCursorCodec() {}

    public static String encode(FeedCursor cursor) {
        var out = ByteBuffer.allocate(MOST_BYTES)
                .put(VERSION)
                .putLong(cursor.identity())
                .putLong(cursor.context());
        put(out, cursor.schedules());
        out.put((byte) cursor.decks().size());
        cursor.decks().forEach(mark -> put(out, mark));
        out.putLong(cursor.shown());
        put(out, cursor.missed());
        var walk = cursor.walk();
        out.put((byte) ((walk == null ? 0 : HAS_WALK) | (cursor.isMissedSeen() ? IS_MISSED_SEEN : 0)));
        if (walk != null) {
            out.putLong(walk.context());
            put(out, walk.returning());
            var deck = walk.deck();
            put(out, deck == null ? null : deck.value());
            put(out, walk.mark());
        }
        out.putInt(checksum(out.array(), out.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(out.array(), out.position()));
    }

    /**
     * Inverse of {@link #encode}.
     *
     * @param partitions of the catalogue
     * @throws IllegalArgumentException with the rule as its message for any other text, and for a cursor of other partitions
     */
    public static FeedCursor decode(String text, int partitions) {
        try {
            if (text.length() <= MAX_LENGTH) {
                var bytes = Base64.getUrlDecoder().decode(text);
                int end = bytes.length - Integer.BYTES;
                if (end > 0 && ByteBuffer.wrap(bytes).getInt(end) == checksum(bytes, end) && bytes[0] == VERSION) {
                    return read(ByteBuffer.wrap(bytes, 1, end - 1), partitions);
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException damaged) {
            // the rule says it
        }
        throw new IllegalArgumentException(RULE);
    }

    private static FeedCursor read(ByteBuffer in, int wanted) {
        long identity = in.getLong();
        long context = in.getLong();
        var schedules = mark(in);
        int partitions = in.get();
        if (partitions != wanted) {
            throw new IllegalArgumentException(RULE);
        }
        var decks = new ArrayList<Mark>();
        for (int partition = 0; partition < partitions; partition++) {
            decks.add(mark(in));
        }
        long shown = in.getLong();
        var missed = decks(in);
        int flags = in.get();
        var walk = (flags & HAS_WALK) == 0 ? null : walk(in);
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(RULE);
        }
        return new FeedCursor(identity, context, schedules, decks, shown, missed, (flags & IS_MISSED_SEEN) != 0, walk);
    }

    private static Walk walk(ByteBuffer in) {
        long context = in.getLong();
        var returning = decks(in);
        var deck = uuid(in);
        return new Walk(context, returning, deck == null ? null : new DeckId(deck), mark(in));
    }

    private static void put(ByteBuffer out, Mark mark) {
        out.putLong(mark.turn());
        var card = mark.card();
        put(out, card == null ? null : card.value());
    }

    private static Mark mark(ByteBuffer in) {
        long turn = in.getLong();
        var card = uuid(in);
        return new Mark(turn, card == null ? null : new CardId(card));
    }

    /** A byte says whether it is there. */
    private static void put(ByteBuffer out, @Nullable UUID id) {
        out.put((byte) (id == null ? 0 : 1));
        if (id != null) {
            out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
    }

    private static @Nullable UUID uuid(ByteBuffer in) {
        return in.get() == 0 ? null : new UUID(in.getLong(), in.getLong());
    }

    private static void put(ByteBuffer out, DeckSet decks) {
        var bytes = decks.bytes();
        out.put((byte) bytes.length).put(bytes);
    }

    private static DeckSet decks(ByteBuffer in) {
        var bytes = new byte[Math.clamp(in.get(), 0, DeckSet.MOST_BYTES)];
        in.get(bytes);
        return DeckSet.ofBytes(bytes);
    }

    private static int checksum(byte[] bytes, int length) {
        var sum = new CRC32();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
