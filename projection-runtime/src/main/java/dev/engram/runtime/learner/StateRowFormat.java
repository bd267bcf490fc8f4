package dev.engram.runtime.learner;

import dev.engram.fsrs.Phase;
import dev.engram.runtime.store.Stored;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonBinarySubType;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row of the index of states from its bytes, field by field into numbers: decoding it into a map of objects takes ten times as
 * long, and a learner has thousands. One number per field, two for an id.
 */
final class StateRowFormat {
    /** Numbers of a row. */
    static final int WORDS = 23;

    /** A field that is absent or null. */
    static final long ABSENT = Long.MIN_VALUE;

    static final int CARD = 0;
    static final int PHASE = 2;
    static final int STEP = 3;
    static final int STABILITY = 4;
    static final int DIFFICULTY = 5;
    static final int LAST_REVIEW_AT = 6;
    static final int LAST_REVIEW = 7;
    static final int DUE_AT = 9;
    static final int INTERVAL = 10;
    static final int REVIEWS = 11;
    static final int LAPSES = 12;
    static final int FIRST_DAY = 13;
    static final int LAST_DAY = 14;
    static final int STARTED_IN_REVIEW = 15;
    static final int RETENTION_ANSWERS = 16;
    static final int RETENTION_SUCCESSES = 17;
    static final int SUSPENDED = 18;
    static final int BURIED_UNTIL = 19;
    static final int DUE_DAY = 20;
    static final int LAST_ACTION_AT = 21;
    static final int EPOCH = 22;

    /** Fields that are read, but not kept as numbers. */
    private static final int LEARNER = -1;

    private static final int REASON = -2;

    /** A field of a row. A class, since a record would compare the array by identity. */
    private static final class Field {
        private final byte[] name;
        private final int word;
        private final BsonType type;

        /** @param word where it is kept @param type that it has unless it is absent */
        private Field(String name, int word, BsonType type) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.word = word;
            this.type = type;
        }

        @Override
        public String toString() {
            return new String(name, StandardCharsets.UTF_8);
        }
    }

    /** In the order of the index, in which they usually come. */
    private static final Field[] FIELDS = {
        new Field(LearnerCardMapping.LEARNER, LEARNER, BsonType.BINARY),
        new Field(LearnerCardMapping.CARD, CARD, BsonType.BINARY),
        new Field("phase", PHASE, BsonType.STRING),
        new Field("step", STEP, BsonType.INT32),
        new Field("stabilityDays", STABILITY, BsonType.DOUBLE),
        new Field("difficulty", DIFFICULTY, BsonType.DOUBLE),
        new Field("lastReviewAt", LAST_REVIEW_AT, BsonType.DATE_TIME),
        new Field("lastReview", LAST_REVIEW, BsonType.BINARY),
        new Field("dueAt", DUE_AT, BsonType.DATE_TIME),
        new Field("intervalDays", INTERVAL, BsonType.INT32),
        new Field("reviews", REVIEWS, BsonType.INT32),
        new Field("lapses", LAPSES, BsonType.INT32),
        new Field("firstStudyDay", FIRST_DAY, BsonType.INT64),
        new Field("lastStudyDay", LAST_DAY, BsonType.INT64),
        new Field("lastDayStartedInReview", STARTED_IN_REVIEW, BsonType.BOOLEAN),
        new Field("retentionAnswers", RETENTION_ANSWERS, BsonType.INT32),
        new Field("retentionSuccesses", RETENTION_SUCCESSES, BsonType.INT32),
        new Field("suspended", SUSPENDED, BsonType.BOOLEAN),
        new Field("buriedUntil", BURIED_UNTIL, BsonType.INT64),
        new Field("dueDay", DUE_DAY, BsonType.INT64),
        new Field(StateDocument.LAST_ACTION_AT, LAST_ACTION_AT, BsonType.DATE_TIME),
        new Field(Stored.EPOCH, EPOCH, BsonType.INT64),
        new Field(Stored.QUARANTINED, REASON, BsonType.STRING)
    };

    private static final List<byte[]> PHASES = Arrays.stream(Phase.values())
            .map(phase -> phase.name().getBytes(StandardCharsets.UTF_8))
            .toList();

    private StateRowFormat() {}

    /** The names of the fields that are read. */
    static List<String> names() {
        return Arrays.stream(FIELDS).map(Field::toString).toList();
    }

    /** The name of a field by where it is kept. */
    static String name(int word) {
        for (var field : FIELDS) {
            if (field.word == word) {
                return field.toString();
            }
        }
        throw new IllegalArgumentException("no field is kept at " + word);
    }

    /**
     * Writes a row to {@code words} from {@code at} on.
     *
     * @return why the state could not be derived; null if it was
     * @throws IllegalStateException if there is no card id or learner id, or a field has another type than it should
     */
    static @Nullable String read(ByteBuffer bson, long[] words, int at) {
        var bytes = bson.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(words, at, at + WORDS, ABSENT);
        bytes.position(bytes.position() + Integer.BYTES);
        String reason = null;
        int ids = 0;
        int expected = 0;
        for (byte type = bytes.get(); type != 0; type = bytes.get()) {
            int number = field(bytes, expected);
            expected = number + 1;
            var field = FIELDS[number];
            if (type == BsonType.NULL.getValue()) {
                continue;
            }
            if (type != field.type.getValue() && !(field.word == EPOCH && type == BsonType.INT32.getValue())) {
                throw new IllegalStateException("field " + field + " has the type " + type);
            }
            int word = at + field.word;
            switch (BsonType.findByValue(type)) {
                case INT32 -> words[word] = bytes.getInt();
                // bits of doubles are kept as they are
                case INT64, DATE_TIME, DOUBLE -> words[word] = bytes.getLong();
                case BOOLEAN -> words[word] = bytes.get();
                case BINARY -> {
                    requireUuid(bytes);
                    long high = Long.reverseBytes(bytes.getLong());
                    long low = Long.reverseBytes(bytes.getLong());
                    if (field.word != LEARNER) {
                        words[word] = high;
                        words[word + 1] = low;
                    }
                    ids += field.word == LEARNER || field.word == CARD ? 1 : 0;
                }
                case STRING -> {
                    if (field.word == PHASE) {
                        words[word] = phase(bytes);
                    } else {
                        reason = string(bytes);
                    }
                }
                default -> throw new IllegalStateException("no field has the type " + type);
            }
        }
        if (ids != 2) {
            throw new IllegalStateException("a row of the index does not say which document it is of");
        }
        return reason;
    }

    /** The number of the field whose name comes next; reads the name. */
    private static int field(ByteBuffer bytes, int expected) {
        int start = bytes.position();
        for (int i = 0; i < FIELDS.length; i++) {
            int number = (expected + i) % FIELDS.length;
            if (isNext(bytes, start, FIELDS[number].name, (byte) 0)) {
                bytes.position(start + FIELDS[number].name.length + 1);
                return number;
            }
        }
        throw new IllegalStateException("a row of the index has an unknown field");
    }

    private static boolean isNext(ByteBuffer bytes, int start, byte[] text, byte end) {
        if (bytes.limit() <= start + text.length || bytes.get(start + text.length) != end) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes.get(start + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static void requireUuid(ByteBuffer bytes) {
        if (bytes.getInt() != 16 || bytes.get() != BsonBinarySubType.UUID_STANDARD.getValue()) {
            throw new IllegalStateException("an id is not a UUID");
        }
    }

    private static int phase(ByteBuffer bytes) {
        int length = bytes.getInt();
        int start = bytes.position();
        for (int i = 0; i < PHASES.size(); i++) {
            if (PHASES.get(i).length == length - 1 && isNext(bytes, start, PHASES.get(i), (byte) 0)) {
                bytes.position(start + length);
                return i;
            }
        }
        throw new IllegalStateException("there is no such phase");
    }

    private static String string(ByteBuffer bytes) {
        var text = new byte[bytes.getInt() - 1];
        bytes.get(text).get();
        return new String(text, StandardCharsets.UTF_8);
    }
}
