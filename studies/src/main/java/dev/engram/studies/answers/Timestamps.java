package dev.engram.studies.answers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as logs write them: ISO 8601 with {@code T} or a space, with or without seconds, fraction and offset; a day alone;
 * {@code M/d/yyyy H:mm[:ss]}; seconds (up to 10 digits) or milliseconds (more) since 1970. Without an offset the zone given holds.
 */
final class Timestamps {
    static final String RULE =
            "a time such as 2026-03-01T09:30:00Z, 2026-03-01 09:30, 2026-03-01 or seconds since 1970";

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu-MM-dd['T'][' ']")
            .appendPattern("[HH:mm[:ss]]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[' '][XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter AMERICAN = new DateTimeFormatterBuilder()
            .appendPattern("M/d/")
            .appendValueReduced(ChronoField.YEAR, 2, 4, 1970)
            .appendPattern("[ H:mm[:ss]]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final int DIGITS_OF_SECONDS = 10;
    private static final int MOST_DIGITS = 14;

    private Timestamps() {}

    /** @param dayOnly whether no time of day was given */
    record Parsed(long millis, boolean dayOnly) {}

    /** The time in the text, empty if it is none. */
    static Optional<Parsed> parse(String text, ZoneId zone) {
        String time = text.strip();
        if (time.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            long number = Long.parseLong(time);
            return Optional.of(new Parsed(time.length() > DIGITS_OF_SECONDS ? number : 1_000 * number, false));
        }
        try {
            return Optional.of(parsed((time.contains("/") ? AMERICAN : ISO).parse(time), zone));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Parsed parsed(TemporalAccessor time, ZoneId zone) {
        if (!time.isSupported(ChronoField.MINUTE_OF_HOUR)) {
            return new Parsed(
                    LocalDate.from(time).atStartOfDay(zone).toInstant().toEpochMilli(), true);
        }
        if (time.isSupported(ChronoField.OFFSET_SECONDS)) {
            return new Parsed(OffsetDateTime.from(time).toInstant().toEpochMilli(), false);
        }
        LocalDateTime local = LocalDateTime.of(LocalDate.from(time), LocalTime.from(time));
        return new Parsed(local.atZone(zone).toInstant().toEpochMilli(), false);
    }

    /** As {@link #parse(String, ZoneId)} in UTC. */
    static Optional<Parsed> parse(String text) {
        return parse(text, ZoneOffset.UTC);
    }
}
