package dev.engram.kit.problem;

import static java.util.stream.Collectors.joining;

import dev.engram.events.text.TextKind;
import dev.engram.projections.Position;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads text that a client sent, or ends the request with a problem naming the field and the rule it breaks. */
public final class Fields {
    /** Decimal digits; Java itself also takes hexadecimal ones and a trailing d or f. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,3})?");

    private Fields() {}

    /** The problem of a field that breaks a rule, to throw. */
    public static ProblemException invalid(String field, String rule) {
        return Problem.invalidField(field, rule).exception();
    }

    /** The value itself. @throws ProblemException if it is absent */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw invalid(field, "must be given");
        }
        return value;
    }

    /** Text of a kind, without white space at its ends. @param mostCharacters in code points */
    public static String text(String field, @Nullable String text, TextKind kind, int mostCharacters) {
        var given = required(field, text).strip();
        if (given.isEmpty() || given.codePointCount(0, given.length()) > mostCharacters) {
            throw invalid(field, "must be 1 to " + mostCharacters + " characters");
        }
        var fault = kind.fault(given);
        if (fault != null) {
            throw invalid(field, fault.rule());
        }
        return given;
    }

    /** A UUID in its full form of 36 characters. */
    public static UUID uuid(String field, @Nullable String text) {
        var given = required(field, text);
        // UUID.fromString takes shortened groups too
        if (given.length() == 36) {
            try {
                return UUID.fromString(given);
            } catch (IllegalArgumentException e) {
                // falls through to the problem below
            }
        }
        throw invalid(field, "must be a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057");
    }

    /** A moment in ISO 8601 with an offset or Z. */
    public static Instant instant(String field, @Nullable String text) {
        var given = required(field, text);
        try {
            return OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeException e) {
            var hint = given.indexOf(' ') >= 0 ? "; in an address + must be written %2B, else it means a blank" : "";
            throw invalid(field, "must be a moment in ISO 8601 with an offset, such as 2026-03-01T08:30:00Z" + hint);
        }
    }

    /** A day in ISO 8601. */
    public static LocalDate day(String field, @Nullable String text) {
        var given = required(field, text);
        try {
            var day = LocalDate.parse(given);
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // falls through to the problem below
        }
        throw invalid(field, "must be a day in ISO 8601, such as 2026-03-01");
    }

    /** A constant by its name; absent is {@code fallback}. */
    public static <E extends Enum<E>> E choice(String field, @Nullable String text, E fallback) {
        if (text == null) {
            return fallback;
        }
        var constants = fallback.getDeclaringClass().getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        field,
                        "must be one of "
                                + Arrays.stream(constants).map(Enum::name).collect(joining(", "))));
    }

    /** A whole number within [{@code min}, {@code max}]. */
    public static long integer(String field, @Nullable String text, long min, long max) {
        var given = required(field, text);
        try {
            var value = Long.parseLong(given);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the problem below
        }
        throw invalid(field, "must be a whole number from " + min + " to " + max);
    }

    /** The parameter {@code after}: positions that writes answered; absent asks for nothing. */
    public static Position after(@Nullable String text) {
        if (text == null) {
            return Position.NONE;
        }
        try {
            return Position.parse(text);
        } catch (IllegalArgumentException broken) {
            throw invalid("after", String.valueOf(broken.getMessage()));
        }
    }

    /** A number within [{@code min}, {@code max}]; NaN is none. */
    public static double number(String field, @Nullable String text, double min, double max) {
        var given = required(field, text);
        if (NUMBER.matcher(given).matches()) {
            var value = Double.parseDouble(given);
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw invalid(field, "must be a number from " + plain(min) + " to " + plain(max));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** {@code true} or {@code false}; absent is {@code fallback}. */
    public static boolean flag(String field, @Nullable String text, boolean fallback) {
        return switch (text) {
            case null -> fallback;
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(field, "must be true or false");
        };
    }
}
