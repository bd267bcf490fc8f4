package dev.engram.hardness.glmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A code that grows by one digit at a time; only combinations that occur have a number. */
final class PatternCode {
    private static final int TABLE = 1 << 22;

    final int[] ofRow;
    final List<int[]> digits = new ArrayList<>();
    int count = 1;

    PatternCode(int rows) {
        ofRow = new int[rows];
    }

    /** Adds a digit to the code of each row and returns the index of the digit. */
    int append(byte[] digit, int base) {
        long[] keys = (long) count * base <= TABLE ? byTable(digit, base) : bySorting(digit, base);
        for (int d = 0; d < digits.size(); d++) {
            int[] old = digits.get(d);
            digits.set(
                    d,
                    Arrays.stream(keys).mapToInt(key -> old[(int) (key / base)]).toArray());
        }
        digits.add(Arrays.stream(keys).mapToInt(key -> (int) (key % base)).toArray());
        count = keys.length;
        return digits.size() - 1;
    }

    private long[] byTable(byte[] digit, int base) {
        var number = new int[count * base];
        for (int n = 0; n < ofRow.length; n++) {
            number[ofRow[n] * base + (digit[n] & 0xff)] = 1;
        }
        var keys = new long[Arrays.stream(number).sum()];
        int next = 0;
        for (int key = 0; key < number.length; key++) {
            if (number[key] != 0) {
                keys[next] = key;
                number[key] = next++;
            }
        }
        for (int n = 0; n < ofRow.length; n++) {
            ofRow[n] = number[ofRow[n] * base + (digit[n] & 0xff)];
        }
        return keys;
    }

    private long[] bySorting(byte[] digit, int base) {
        var all = new long[ofRow.length];
        for (int n = 0; n < all.length; n++) {
            all[n] = (long) ofRow[n] * base + (digit[n] & 0xff);
        }
        long[] keys = Arrays.stream(all).sorted().distinct().toArray();
        for (int n = 0; n < all.length; n++) {
            ofRow[n] = Arrays.binarySearch(keys, all[n]);
        }
        return keys;
    }
}
