package dev.engram.review.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.Ids;
import dev.engram.review.domain.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object by type; a null value counts as absent. Every failure names field and rule. */
final class JsonItem {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final ObjectNode fields;
    private final String prefix;

    /** @param prefix of the names in refusals, e.g. {@code scheduler.}; empty at the top */
    JsonItem(ObjectNode fields, String prefix) {
        this.fields = fields;
        this.prefix = prefix;
    }

    /** A field that is not what it has to be; an answer to the client, not a fault, hence without a stack trace. */
    static final class BadField extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        BadField(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    boolean has(String field) {
        return fields.hasNonNull(field);
    }

    /** The text of a field, or null where it is absent or something else: for naming an item that cannot be read. */
    @Nullable
    String textOrNull(String field) {
        JsonNode value = fields.get(field);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw bad(field, "must be a string");
        }
        return value.textValue();
    }

    String text(String field, int maxCharacters) {
        String text = text(field);
        if (text.isBlank() || text.codePointCount(0, text.length()) > maxCharacters) {
            throw bad(field, "must have 1 to " + maxCharacters + " characters");
        }
        // half a pair can be written in JSON but not in UTF-8: log and database would hold something else
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw bad(field, "must be well-formed Unicode");
        }
        return text;
    }

    UUID uuid(String field) {
        try {
            return Ids.parse(text(field), prefix + field);
        } catch (IllegalArgumentException _) {
            throw bad(field, "must be a UUID such as 0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00");
        }
    }

    /** A moment between 1970 and 9999, with the offset it was written with. */
    OffsetDateTime moment(String field) {
        try {
            var moment = OffsetDateTime.parse(text(field));
            if (!moment.toInstant().isBefore(EARLIEST) && !moment.toInstant().isAfter(LATEST)) {
                return moment;
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw bad(field, "must be a moment of 1970 to 9999 in ISO 8601 with an offset, such as 2026-03-01T08:30:00Z");
    }

    ZoneOffset offset(String field) {
        try {
            return ZoneOffset.of(text(field));
        } catch (DateTimeException _) {
            throw bad(field, "must be an offset from UTC such as +02:00 or Z");
        }
    }

    long integer(String field, long min, long max) {
        JsonNode value = required(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw bad(
                    field,
                    max == Long.MAX_VALUE
                            ? "must be a whole number of at least " + min
                            : "must be a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    /** A number strictly between 0 and 1. */
    double share(String field) {
        JsonNode value = required(field);
        if (!value.isNumber() || !(value.doubleValue() > 0 && value.doubleValue() < 1)) {
            throw bad(field, "must be a number between 0 and 1");
        }
        return value.doubleValue();
    }

    boolean flag(String field) {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw bad(field, "must be true or false");
        }
        return value.booleanValue();
    }

    <E extends Enum<E>> E constant(String field, Class<E> type) {
        JsonNode value = required(field);
        for (E constant : type.getEnumConstants()) {
            if (value.isTextual() && constant.name().equals(value.textValue())) {
                return constant;
            }
        }
        throw bad(
                field,
                "must be one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
    }

    JsonItem object(String field) {
        if (required(field) instanceof ObjectNode object) {
            return new JsonItem(object, prefix + field + ".");
        }
        throw bad(field, "must be an object");
    }

    BadField bad(String field, String rule) {
        return new BadField(Refusal.invalidField(prefix + field, rule));
    }

    private JsonNode required(String field) {
        JsonNode value = fields.get(field);
        if (value == null || value.isNull()) {
            throw bad(field, "must be given");
        }
        return value;
    }
}
