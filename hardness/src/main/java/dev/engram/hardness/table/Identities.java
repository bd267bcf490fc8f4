package dev.engram.hardness.table;

import dev.engram.hardness.glmm.numeric.SplitMix64;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are deliveries of the same review: those with the same event id, or without one with the same learner, card and
 * review index. Event ids that are no UUIDs are taken by 128 bits of hash: two of 10 million agree by chance with
 * probability 1e-25.
 */
final class Identities {
    private final ReviewColumns columns;
    /** Open addressing: row + 1, or 0. */
    private int[] table = new int[1 << 12];

    /** The ids by row, empty while no row has one; 0 and 0 for a row without. */
    private long[] high = {};

    private long[] low = {};

    Identities(ReviewColumns columns) {
        this.columns = columns;
    }

    /** The earlier row that is the same review as {@code row}, or -1 after remembering {@code row}. */
    int earlier(int row, @Nullable String eventId) {
        if (eventId != null || high.length > 0) {
            remember(row, eventId);
        }
        if (2L * (row + 1) > table.length) {
            widen(row);
        }
        int mask = table.length - 1;
        int place = (int) key(row) & mask;
        while (table[place] != 0) {
            if (same(table[place] - 1, row)) {
                return table[place] - 1;
            }
            place = place + 1 & mask;
        }
        table[place] = row + 1;
        return -1;
    }

    private void remember(int row, @Nullable String eventId) {
        if (row >= high.length) {
            int wider = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(row + 1_024L, high.length * 3L / 2));
            high = Arrays.copyOf(high, wider);
            low = Arrays.copyOf(low, wider);
        }
        if (eventId == null) {
            high[row] = 0;
            low[row] = 0;
        } else if (isUuid(eventId)) {
            var uuid = UUID.fromString(eventId);
            high[row] = uuid.getMostSignificantBits();
            low[row] = uuid.getLeastSignificantBits();
        } else {
            high[row] = SplitMix64.of(eventId);
            low[row] = SplitMix64.of("." + eventId) | 1;
        }
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
                return false;
            }
        }
        return true;
    }

    private boolean named(int row) {
        return row < high.length && (high[row] | low[row]) != 0;
    }

    private long key(int row) {
        if (named(row)) {
            return SplitMix64.of(high[row], low[row]);
        }
        return SplitMix64.of((long) columns.learner[row] << 32 | columns.card[row], columns.index(row));
    }

    private boolean same(int a, int b) {
        if (named(a) && named(b)) {
            return high[a] == high[b] && low[a] == low[b];
        }
        return named(a) == named(b)
                && columns.learner[a] == columns.learner[b]
                && columns.card[a] == columns.card[b]
                && columns.index(a) == columns.index(b);
    }

    private void widen(int rows) {
        table = new int[(int) Math.min(1L << 30, Math.max(4L * table.length, 1 << 12))];
        int mask = table.length - 1;
        for (int row = 0; row < rows; row++) {
            int place = (int) key(row) & mask;
            while (table[place] != 0) {
                place = place + 1 & mask;
            }
            table[place] = row + 1;
        }
    }
}
