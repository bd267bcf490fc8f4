package dev.engram.studies.csv;

import com.fasterxml.jackson.core.io.NumberInput;

/** Numbers from characters, without a string. */
final class Decimals {
    private static final String CHARACTERS = "0123456789.-+eE";

    private Decimals() {}

    /**
     * The number in {@code text[from, to)}, as {@link Double#parseDouble} reads it; spaces around it are skipped. NaN if it is none:
     * the words NaN and Infinity, hexadecimal digits and the suffixes of Java are not numbers here.
     */
    static double parse(char[] text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text[start] == ' ') {
            start++;
        }
        while (end > start && text[end - 1] == ' ') {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (CHARACTERS.indexOf(text[i]) < 0) {
                return Double.NaN;
            }
        }
        try {
            return NumberInput.parseDouble(text, start, end - start, true);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
