package dev.engram.cli.hardness;

import java.util.Arrays;

/** Numbers in a row that grows. */
public final class Doubles {
    private double[] values = new double[1024];
    private int size;

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public double at(int index) {
        return values[index];
    }

    /** A copy of what was added. */
    public double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
