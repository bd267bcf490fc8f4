package dev.engram.runtime.learner;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardOverrides;
import dev.engram.scheduler.CardState;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the index of states, as numbers: {@value #BYTES} bytes for a card. Filled by one thread; once it is filled it is not changed,
 * and is safe for use by many.
 */
final class StateRows {
    /** Bytes that a row takes. */
    static final int BYTES = StateRowFormat.WORDS * Long.BYTES;

    static final StateRows NONE = new StateRows(0);

    private long[] words;
    private int size;

    /** By row why a state could not be derived; null where no row has a reason. */
    private @Nullable String @Nullable [] reasons;

    /** @param room for so many rows; it grows */
    StateRows(int room) {
        this.words = new long[room * StateRowFormat.WORDS];
    }

    int size() {
        return size;
    }

    /**
     * Adds a row.
     *
     * @param row with the fields of {@link LearnerCardMapping#covered}, in any order
     * @return false, without a change, if it does not say of which card it is, or a field is of another type than it should be
     */
    boolean add(RawBsonDocument row) {
        makeRoom(size + 1);
        try {
            var reason = StateRowFormat.read(row.getByteBuffer().asNIO(), words, size * StateRowFormat.WORDS);
            size++;
            setReason(size - 1, reason);
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private void makeRoom(int rows) {
        if (rows * StateRowFormat.WORDS > words.length) {
            words = Arrays.copyOf(words, Math.max(rows, 16 + size + size / 2) * StateRowFormat.WORDS);
        }
    }

    private void setReason(int row, @Nullable String reason) {
        if (reasons == null || reasons.length <= row) {
            if (reason == null) {
                return;
            }
            int room = words.length / StateRowFormat.WORDS;
            reasons = reasons == null ? new String[room] : Arrays.copyOf(reasons, room);
        }
        reasons[row] = reason;
    }

    /** Forgets all rows. */
    void clear() {
        size = 0;
        reasons = null;
    }

    /** These rows by the ids of their cards, in an array of their size. */
    StateRows sorted() {
        var order = new Integer[size];
        boolean isSorted = true;
        for (int row = 0; row < size; row++) {
            order[row] = row;
            isSorted &= row == 0 || compare(row - 1, this, row) < 0;
        }
        if (!isSorted) {
            Arrays.sort(order, (one, other) -> compare(one, this, other));
        }
        var sorted = new StateRows(size);
        for (int i = 0; i < size; i++) {
            sorted.copy(this, order[i]);
        }
        return sorted;
    }

    private void copy(StateRows from, int row) {
        makeRoom(size + 1);
        int width = StateRowFormat.WORDS;
        System.arraycopy(from.words, row * width, words, size * width, width);
        size++;
        setReason(size - 1, from.quarantined(row));
    }

    /** Both by the ids of their cards: of a card that is in both, the row of {@code later}. Both are sorted. */
    StateRows with(StateRows later) {
        if (later.size == 0) {
            return this;
        }
        var merged = new StateRows(size + later.size);
        int mine = 0;
        for (int theirs = 0; theirs < later.size; theirs++) {
            while (mine < size && compare(mine, later, theirs) < 0) {
                merged.copy(this, mine++);
            }
            if (mine < size && compare(mine, later, theirs) == 0) {
                mine++;
            }
            merged.copy(later, theirs);
        }
        while (mine < size) {
            merged.copy(this, mine++);
        }
        return merged;
    }

    /** The row of a card, -1 if it has none. They are sorted. */
    int find(CardId card) {
        long high = card.value().getMostSignificantBits();
        long low = card.value().getLeastSignificantBits();
        int from = 0;
        int to = size - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int compared = compare(word(middle, StateRowFormat.CARD), word(middle, StateRowFormat.CARD + 1), high, low);
            if (compared == 0) {
                return middle;
            } else if (compared < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }

    /** By the ids of the cards of a row of these and one of {@code others}. */
    int compare(int row, StateRows others, int other) {
        return compare(
                word(row, StateRowFormat.CARD),
                word(row, StateRowFormat.CARD + 1),
                others.word(other, StateRowFormat.CARD),
                others.word(other, StateRowFormat.CARD + 1));
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int compared = Long.compareUnsigned(high, otherHigh);
        return compared == 0 ? Long.compareUnsigned(low, otherLow) : compared;
    }

    CardId card(int row) {
        return new CardId(new UUID(word(row, StateRowFormat.CARD), word(row, StateRowFormat.CARD + 1)));
    }

    /** Of the context under which the row was derived. */
    long epoch(int row) {
        return required(row, StateRowFormat.EPOCH);
    }

    /** Why the state could not be derived; null if it was. */
    @Nullable
    String quarantined(int row) {
        return reasons == null || row >= reasons.length ? null : reasons[row];
    }

    /** Answers that count, 0 if the row does not say. */
    long reviews(int row) {
        long reviews = word(row, StateRowFormat.REVIEWS);
        return reviews == StateRowFormat.ABSENT ? 0 : reviews;
    }

    /** Whether the last answer or action came after {@code millis}, as epoch milliseconds. */
    boolean isChangedAfter(int row, long millis) {
        // absent is before every moment
        return word(row, StateRowFormat.LAST_REVIEW_AT) > millis || word(row, StateRowFormat.LAST_ACTION_AT) > millis;
    }

    /**
     * The state that a row holds.
     *
     * @throws RuntimeException if the row lacks something
     */
    CardState state(int row) {
        boolean isSuspended = required(row, StateRowFormat.SUSPENDED) == 1;
        var buriedUntil = number(row, StateRowFormat.BURIED_UNTIL);
        var dueDay = number(row, StateRowFormat.DUE_DAY);
        var lastActionAt = instant(row, StateRowFormat.LAST_ACTION_AT);
        return new CardState(
                Phase.values()[(int) required(row, StateRowFormat.PHASE)],
                (int) required(row, StateRowFormat.STEP),
                Double.longBitsToDouble(required(row, StateRowFormat.STABILITY)),
                Double.longBitsToDouble(required(row, StateRowFormat.DIFFICULTY)),
                instant(row, StateRowFormat.LAST_REVIEW_AT),
                lastReview(row),
                instant(row, StateRowFormat.DUE_AT),
                (int) required(row, StateRowFormat.INTERVAL),
                (int) required(row, StateRowFormat.REVIEWS),
                (int) required(row, StateRowFormat.LAPSES),
                number(row, StateRowFormat.FIRST_DAY),
                number(row, StateRowFormat.LAST_DAY),
                required(row, StateRowFormat.STARTED_IN_REVIEW) == 1,
                (int) required(row, StateRowFormat.RETENTION_ANSWERS),
                (int) required(row, StateRowFormat.RETENTION_SUCCESSES),
                !isSuspended && buriedUntil == null && dueDay == null && lastActionAt == null
                        ? CardOverrides.NONE
                        : new CardOverrides(isSuspended, buriedUntil, dueDay, lastActionAt));
    }

    private long word(int row, int field) {
        return words[row * StateRowFormat.WORDS + field];
    }

    private long required(int row, int field) {
        long word = word(row, field);
        if (word == StateRowFormat.ABSENT) {
            throw new IllegalStateException("a row of the index has no " + StateRowFormat.name(field));
        }
        return word;
    }

    private @Nullable Long number(int row, int field) {
        long word = word(row, field);
        return word == StateRowFormat.ABSENT ? null : Long.valueOf(word);
    }

    private @Nullable Instant instant(int row, int field) {
        long word = word(row, field);
        return word == StateRowFormat.ABSENT ? null : Instant.ofEpochMilli(word);
    }

    private @Nullable EventId lastReview(int row) {
        long high = word(row, StateRowFormat.LAST_REVIEW);
        long low = word(row, StateRowFormat.LAST_REVIEW + 1);
        // an id that looks like an absent one leaves a state that cannot be: the document is read instead
        return high == StateRowFormat.ABSENT && low == StateRowFormat.ABSENT ? null : new EventId(new UUID(high, low));
    }
}
