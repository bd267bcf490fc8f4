package dev.engram.review.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.CardAction;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.TimeRange;
import dev.engram.events.text.TextKind;
import dev.engram.kit.problem.JsonReading;
import dev.engram.kit.problem.KnownNames;
import dev.engram.review.domain.Refusal;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Binds one JSON object to a record of {@link ReviewBodies} or {@link ActionBodies}; a null value counts as absent. Every failure names field and rule. */
final class BodyReader {
    private static final int LONGEST_NAME = 64;
    private static final String UUID_RULE = "must be a UUID such as 0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00";
    private static final String MOMENT_RULE =
            "must be a moment of " + TimeRange.YEARS + " in ISO 8601 with an offset, such as 2026-03-01T08:30:00Z";
    private static final String DAY_RULE = "must be a day of " + TimeRange.YEARS + " in ISO 8601, such as 2026-03-01";
    private static final String CLIENT_RULE = "must have 1 to 64 characters, each a letter, a digit or one of . _ -";

    private static final JsonMapper JSON =
            JsonReading.strict(JsonMapper.builder().addModule(fieldTypes()).build());

    private static SimpleModule fieldTypes() {
        var types = new SimpleModule();
        text(types, EventId.class, UUID_RULE, EventId::parse);
        text(types, CardId.class, UUID_RULE, CardId::parse);
        text(types, ClientId.class, CLIENT_RULE, ClientId::new);
        text(types, OffsetDateTime.class, MOMENT_RULE, BodyReader::moment);
        text(types, ZoneOffset.class, "must be an offset from UTC such as +02:00 or Z", ZoneOffset::of);
        text(types, String.class, "must have 1 to " + LONGEST_NAME + " characters", BodyReader::name);
        text(types, LocalDate.class, DAY_RULE, BodyReader::day);
        constant(types, Rating.class);
        constant(types, CardAction.Action.class);
        constant(types, Origin.class);
        field(types, Long.class, "must be a whole number of at least 0", value -> whole(value, 0, Long.MAX_VALUE));
        field(types, Integer.class, "must be a whole number from 1 to " + Integer.MAX_VALUE, value ->
                (int) whole(value, 1, Integer.MAX_VALUE));
        field(types, Double.class, "must be a number between 0 and 1", BodyReader::share);
        field(types, Boolean.class, "must be true or false", JsonParser::getBooleanValue);
        return types;
    }

    private BodyReader() {}

    /** A field that breaks a rule; an answer to the client, not a fault, hence without a stack trace. */
    static final class InvalidFieldException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        InvalidFieldException(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }

    /**
     * Binds a body or an item of one.
     *
     * @throws InvalidFieldException naming the first field that is not known or breaks a rule, or a learner other than
     *     {@code learnerId}
     */
    static <T> T read(JsonNode node, Class<T> type, LearnerId learnerId) {
        check(node, type, learnerId);
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonMappingException failure) {
            throw new InvalidFieldException(refusal(failure));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree cannot be read", impossible);
        }
    }

    /**
     * Checks what is known before binding.
     *
     * @throws InvalidFieldException if {@code node} is no object, names a learner other than {@code learnerId}, or has a field
     *     that {@code type} does not have
     */
    static void check(JsonNode node, Class<?> type, LearnerId learnerId) {
        if (!(node instanceof ObjectNode)) {
            throw invalid("", "must be an object");
        }
        if (node.hasNonNull("learnerId")
                && !learnerId.text().equalsIgnoreCase(node.get("learnerId").textValue())) {
            throw new InvalidFieldException(Refusal.otherLearner());
        }
        requireKnown("", node, type);
    }

    /** Before binding, which would miss the field that a misspelt one was meant to be. */
    private static void requireKnown(String prefix, JsonNode node, Class<?> type) {
        var known = Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getType));
        node.forEachEntry((name, value) -> {
            var component = known.get(name);
            if (component == null) {
                throw invalid(prefix + KnownNames.shown(name), KnownNames.rule(name, known.keySet()));
            }
            if (component.isRecord() && component.getEnclosingClass() == ReviewBodies.class) {
                requireKnown(prefix + name + ".", value, component);
            }
        });
    }

    /** @throws InvalidFieldException if {@code value} is absent */
    static void given(String field, @Nullable Object value) {
        if (value == null) {
            throw invalid(field, "must be given");
        }
    }

    /** @throws InvalidFieldException if {@code value} is given */
    static void absent(String field, @Nullable Object value, String rule) {
        if (value != null) {
            throw invalid(field, rule);
        }
    }

    private static InvalidFieldException invalid(String field, String rule) {
        return new InvalidFieldException(Refusal.invalidField(field, rule));
    }

    private static Refusal refusal(JsonMappingException failure) {
        var path = failure.getPath().stream().map(Reference::getFieldName);
        var invalid = failure.getCause() instanceof InvalidFieldException cause
                ? cause.refusal
                : Refusal.invalidField("", "must be an object");
        var names = Stream.concat(path, Stream.ofNullable(invalid.field())).filter(name -> !name.isEmpty());
        return Refusal.invalidField(names.collect(Collectors.joining(".")), invalid.rule());
    }

    private interface Reading<T> {
        T of(JsonParser value) throws IOException;
    }

    /** Any failure of {@code reading} breaks {@code rule}. */
    private static <T> void field(SimpleModule types, Class<T> type, String rule, Reading<T> reading) {
        types.addDeserializer(type, new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser value, DeserializationContext context) throws IOException {
                try {
                    return reading.of(value);
                } catch (JsonProcessingException | IllegalArgumentException | DateTimeException broken) {
                    throw invalid("", rule);
                }
            }
        });
    }

    private static <T> void text(SimpleModule types, Class<T> type, String rule, Function<String, T> reading) {
        field(types, type, rule, value -> {
            if (!value.hasToken(JsonToken.VALUE_STRING)) {
                throw invalid("", "must be a string");
            }
            return reading.apply(value.getText());
        });
    }

    private static <E extends Enum<E>> void constant(SimpleModule types, Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        field(
                types,
                type,
                "must be one of " + names,
                value -> Enum.valueOf(type, value.hasToken(JsonToken.VALUE_STRING) ? value.getText() : ""));
    }

    private static OffsetDateTime moment(String text) {
        var moment = OffsetDateTime.parse(text);
        require(TimeRange.contains(moment.toInstant()));
        return moment;
    }

    private static LocalDate day(String text) {
        var day = LocalDate.parse(text);
        require(TimeRange.contains(day));
        return day;
    }

    private static String name(String text) {
        require(!text.isBlank() && text.codePointCount(0, text.length()) <= LONGEST_NAME);
        var fault = TextKind.NAME.fault(text);
        if (fault != null) {
            throw invalid("", fault.rule());
        }
        return text;
    }

    private static long whole(JsonParser value, long min, long max) throws IOException {
        require(value.hasToken(JsonToken.VALUE_NUMBER_INT) && value.getNumberType() != NumberType.BIG_INTEGER);
        require(value.getLongValue() >= min && value.getLongValue() <= max);
        return value.getLongValue();
    }

    private static double share(JsonParser value) throws IOException {
        require(value.currentToken().isNumeric() && value.getDoubleValue() > 0 && value.getDoubleValue() < 1);
        return value.getDoubleValue();
    }

    private static void require(boolean kept) {
        if (!kept) {
            throw new IllegalArgumentException();
        }
    }
}
