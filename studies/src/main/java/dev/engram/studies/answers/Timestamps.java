package dev.engram.studies.answers;

import dev.engram.studies.answers.Answer.Resolution;
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
import java.util.regex.Pattern;

/**
 * Times as logs write them: ISO 8601 with {@code T} or a space, with or without seconds, fraction and offset; a day alone;
 * {@code M/d/yyyy H:mm[:ss]}; seconds (9 or 10 digits) or milliseconds (12 or 13) since 1970, so that a date without separators is
 * no number of seconds. Without an offset the zone given holds.
 */
final class Timestamps {
    static final String RULE =
            "a time such as 2026-03-01T09:30:00Z, 2026-03-01 09:30 or 2026-03-01, or seconds (9 or 10 digits) or milliseconds (12 or 13 digits) since 1970";

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

    /** A resolved time has seconds whether or not they were written. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]:[0-9]{2}:[0-9]{2}");

    private Timestamps() {}

    /** @param resolution of the text */
    record Parsed(long millis, Resolution resolution) {}

    /** The time in the text, empty if it is none. */
    static Optional<Parsed> parse(String text, ZoneId zone) {
        String time = text.strip();
        if (time.matches("[0-9]+")) {
            return switch (time.length()) {
                case 9, 10 -> Optional.of(new Parsed(1_000 * Long.parseLong(time), Resolution.SECOND));
                case 12, 13 -> Optional.of(new Parsed(Long.parseLong(time), Resolution.SECOND));
                default -> Optional.empty();
            };
        }
        try {
            return Optional.of(parsed((time.contains("/") ? AMERICAN : ISO).parse(time), time, zone));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Parsed parsed(TemporalAccessor time, String text, ZoneId zone) {
        if (!time.isSupported(ChronoField.MINUTE_OF_HOUR)) {
            return new Parsed(
                    LocalDate.from(time).atStartOfDay(zone).toInstant().toEpochMilli(), Resolution.DAY);
        }
        Resolution resolution = SECONDS.matcher(text).find() ? Resolution.SECOND : Resolution.MINUTE;
        if (time.isSupported(ChronoField.OFFSET_SECONDS)) {
            return new Parsed(OffsetDateTime.from(time).toInstant().toEpochMilli(), resolution);
        }
        LocalDateTime local = LocalDateTime.of(LocalDate.from(time), LocalTime.from(time));
        return new Parsed(local.atZone(zone).toInstant().toEpochMilli(), resolution);
    }

    /** As {@link #parse(String, ZoneId)} in UTC. */
    static Optional<Parsed> parse(String text) {
        return parse(text, ZoneOffset.UTC);
    }
}
