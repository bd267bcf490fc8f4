package dev.engram.runtime.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.BsonBinarySubType;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored documents as the driver's codec does, in a third of its time: a card's history has thousands of entries, and the
 * codec looks up and checks each value anew. Not safe for use by several threads.
 */
public final class BsonDocuments {

    private static final int MOST_NAMES = 256;
    private static final int HEADER = Integer.BYTES;

    private final Codec<Document> codec;

    /** Names of fields seen last, by their hash: the same few in each entry. */
    private final @Nullable String[] names = new @Nullable String[MOST_NAMES];

    private byte[] bytes = {};
    private int at;

    /** @param codec for documents with values that are none of those which mappings write; UUIDs in the standard representation */
    public BsonDocuments(Codec<Document> codec) {
        this.codec = codec;
    }

    /** What {@code codec} makes of {@code stored}. */
    public Document read(RawBsonDocument stored) {
        var buffer = stored.getByteBuffer();
        try {
            var nio = buffer.asNIO();
            bytes = nio.array();
            at = nio.arrayOffset() + nio.position();
            return document();
        } catch (OtherTypeException other) {
            return stored.decode(codec);
        } finally {
            bytes = new byte[0];
            buffer.release();
        }
    }

    private Document document() {
        at += HEADER;
        var document = new Document();
        for (byte type = bytes[at++]; type != 0; type = bytes[at++]) {
            document.put(name(), value(type));
        }
        return document;
    }

    private List<@Nullable Object> list() {
        at += HEADER;
        var list = new ArrayList<@Nullable Object>();
        for (byte type = bytes[at++]; type != 0; type = bytes[at++]) {
            while (bytes[at++] != 0) {
                // the name is the index
            }
            list.add(value(type));
        }
        return list;
    }

    private @Nullable Object value(byte type) {
        return switch (BsonType.findByValue(type)) {
            case DOUBLE -> Double.longBitsToDouble(number64());
            case STRING -> string();
            case DOCUMENT -> document();
            case ARRAY -> list();
            case BINARY -> binary();
            case BOOLEAN -> bytes[at++] != 0;
            case DATE_TIME -> new Date(number64());
            case NULL -> null;
            case INT32 -> number32();
            case INT64 -> number64();
            case null, default -> throw new OtherTypeException();
        };
    }

    private String string() {
        int length = number32() - 1;
        var text = new String(bytes, at, length, UTF_8);
        at += length + 1;
        return text;
    }

    private Object binary() {
        int length = number32();
        byte subtype = bytes[at++];
        if (subtype == BsonBinarySubType.UUID_STANDARD.getValue() && length == 2 * Long.BYTES) {
            return new UUID(Long.reverseBytes(number64()), Long.reverseBytes(number64()));
        }
        if (subtype != BsonBinarySubType.BINARY.getValue()) {
            throw new OtherTypeException();
        }
        at += length;
        return new Binary(Arrays.copyOfRange(bytes, at - length, at));
    }

    private String name() {
        int start = at;
        int hash = 0;
        for (byte next = bytes[at++]; next != 0; next = bytes[at++]) {
            hash = 31 * hash + next;
        }
        int length = at - start - 1;
        int place = (hash ^ hash >>> 16) & MOST_NAMES - 1;
        var known = names[place];
        if (known == null || !isAt(known, start, length)) {
            known = new String(bytes, start, length, UTF_8);
            names[place] = known;
        }
        return known;
    }

    /** False also for names in other than ASCII, which are made anew. */
    private boolean isAt(String name, int start, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != bytes[start + i]) {
                return false;
            }
        }
        return true;
    }

    private int number32() {
        at += Integer.BYTES;
        return (bytes[at - 4] & 0xFF)
                | (bytes[at - 3] & 0xFF) << 8
                | (bytes[at - 2] & 0xFF) << 16
                | bytes[at - 1] << 24;
    }

    private long number64() {
        long low = number32() & 0xFFFF_FFFFL;
        return low | (long) number32() << Integer.SIZE;
    }

    /** A type of value that no mapping writes. */
    private static final class OtherTypeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OtherTypeException() {
            super("a value of another type", null, false, false);
        }
    }
}
