package dev.engram.events.codec;

import java.time.Instant;
import java.time.LocalDate;

/** Moments in ISO 8601. */
final class UtcTime {
    private static final int NANO_DIGITS = 9;
    private static final int DAYS_OF_EVERY_MONTH = 28;
    private static final String SECONDS = "0000-00-00T00:00:00";
    private static final long SECONDS_OF_DAY = 86_400;

    private UtcTime() {}

    /**
     * As {@link Instant#parse}. The form in which moments are usually written is read directly: the formatter takes a twentieth of the
     * time in which a projection folds an event.
     *
     * @throws java.time.format.DateTimeParseException if it is no moment
     */
    static Instant parse(String text) {
        if (!isUsual(text)) {
            return Instant.parse(text);
        }
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (month < 1
                || month > 12
                || day < 1
                || day > DAYS_OF_EVERY_MONTH
                || hour > 23
                || minute > 59
                || second > 59) {
            return Instant.parse(text);
        }
        long days = LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
        return Instant.ofEpochSecond(days * SECONDS_OF_DAY + (hour * 60L + minute) * 60 + second, nanos(text));
    }

    /** Whether it is {@code 0000-00-00T00:00:00Z} with any digits, and with 3, 6 or 9 more after a point. */
    private static boolean isUsual(String text) {
        int length = text.length();
        int fraction = length - SECONDS.length() - 2; // without the point and the Z
        if (fraction != -1 && fraction != 3 && fraction != 6 && fraction != NANO_DIGITS
                || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char at = text.charAt(i);
            char form = i < SECONDS.length() ? SECONDS.charAt(i) : i == SECONDS.length() ? '.' : '0';
            if (form == '0' ? at < '0' || at > '9' : at != form) {
                return false;
            }
        }
        return true;
    }

    private static long nanos(String text) {
        int from = SECONDS.length() + 1;
        int to = text.length() - 1;
        if (from > to) {
            return 0;
        }
        long nanos = number(text, from, to);
        for (int digits = to - from; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
