package dev.engram.studies.csv;

/** Numbers from characters, without a string where the number is short enough to be exact in two steps. */
final class Decimals {
    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

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
        int at = start;
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int point = -1;
        for (; at < end; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                count++;
                if (count > EXACT_DIGITS) {
                    return slowly(text, start, end);
                }
            } else if (c == '.' && point < 0) {
                point = count;
            } else {
                return slowly(text, start, end);
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        // both operands are exact doubles, so the quotient is rounded once
        double value = point < 0 ? digits : digits / POWERS[count - point];
        return negative ? -value : value;
    }

    private static double slowly(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text[i];
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(new String(text, from, to - from));
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
