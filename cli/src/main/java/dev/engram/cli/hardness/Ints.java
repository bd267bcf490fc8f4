package dev.engram.cli.hardness;

import java.util.Arrays;

/** Whole numbers in a row that grows. */
public final class Ints {
    private int[] values = new int[1024];
    private int size;

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public int at(int index) {
        return values[index];
    }

    /** A copy of what was added. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
