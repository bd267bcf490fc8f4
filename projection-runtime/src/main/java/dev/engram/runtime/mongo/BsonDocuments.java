package dev.engram.runtime.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
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

    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /** @param codec for documents with values that are none of those which mappings write; UUIDs in the standard representation */
    public BsonDocuments(Codec<Document> codec) {
        this.codec = codec;
    }

    /** What {@code codec} makes of {@code stored}. */
    public Document read(RawBsonDocument stored) {
        var buffer = stored.getByteBuffer();
        try {
            bytes = buffer.asNIO().order(ByteOrder.LITTLE_ENDIAN);
            return document();
        } catch (OtherTypeException other) {
            return stored.decode(codec);
        } finally {
            bytes = ByteBuffer.allocate(0);
            buffer.release();
        }
    }

    private Document document() {
        skip(HEADER);
        var document = new Document();
        for (int type = bytes.get(); type != 0; type = bytes.get()) {
            document.put(name(), value(type));
        }
        return document;
    }

    private List<@Nullable Object> list() {
        skip(HEADER);
        var list = new ArrayList<@Nullable Object>();
        for (int type = bytes.get(); type != 0; type = bytes.get()) {
            while (bytes.get() != 0) {
                // the name is the index
            }
            list.add(value(type));
        }
        return list;
    }

    private @Nullable Object value(int type) {
        return switch (BsonType.findByValue(type)) {
            case DOUBLE -> bytes.getDouble();
            case STRING -> string();
            case DOCUMENT -> document();
            case ARRAY -> list();
            case BINARY -> binary();
            case BOOLEAN -> bytes.get() != 0;
            case DATE_TIME -> new Date(bytes.getLong());
            case NULL -> null;
            case INT32 -> bytes.getInt();
            case INT64 -> bytes.getLong();
            case null, default -> throw new OtherTypeException();
        };
    }

    private String string() {
        int length = bytes.getInt() - 1;
        var text = new String(bytes.array(), bytes.arrayOffset() + bytes.position(), length, UTF_8);
        skip(length + 1);
        return text;
    }

    private Object binary() {
        int length = bytes.getInt();
        byte subtype = bytes.get();
        if (subtype == BsonBinarySubType.UUID_STANDARD.getValue() && length == 2 * Long.BYTES) {
            return new UUID(Long.reverseBytes(bytes.getLong()), Long.reverseBytes(bytes.getLong()));
        }
        if (subtype != BsonBinarySubType.BINARY.getValue()) {
            throw new OtherTypeException();
        }
        var data = new byte[length];
        bytes.get(data);
        return new Binary(data);
    }

    private String name() {
        int start = bytes.position();
        int hash = 0;
        for (byte next = bytes.get(); next != 0; next = bytes.get()) {
            hash = 31 * hash + next;
        }
        int length = bytes.position() - start - 1;
        int place = (hash ^ hash >>> 16) & MOST_NAMES - 1;
        var known = names[place];
        if (known == null || !isAt(known, start, length)) {
            known = new String(bytes.array(), bytes.arrayOffset() + start, length, UTF_8);
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
            if (name.charAt(i) != bytes.get(start + i)) {
                return false;
            }
        }
        return true;
    }

    private void skip(int count) {
        bytes.position(bytes.position() + count);
    }

    /** A type of value that no mapping writes. */
    private static final class OtherTypeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OtherTypeException() {
            super("a value of another type", null, false, false);
        }
    }
}
