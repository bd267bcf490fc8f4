package dev.engram.events.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;

/** JSON of the contract: value types as strings, times in ISO 8601, no coercion between numbers, strings and booleans. */
final class ContractJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .withCoercionConfigDefaults(c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .addModule(values())
            .build();

    private ContractJson() {}

    private static SimpleModule values() {
        var module = new SimpleModule("engram-contract");
        text(module, LearnerId.class, LearnerId::text, LearnerId::parse);
        text(module, CardId.class, CardId::toString, CardId::parse);
        text(module, DeckId.class, DeckId::toString, DeckId::parse);
        text(module, CohortId.class, CohortId::toString, CohortId::parse);
        text(module, EventId.class, EventId::toString, EventId::parse);
        text(module, ClientId.class, ClientId::value, ClientId::new);
        text(module, Tag.class, Tag::value, Tag::new);
        text(module, Instant.class, Instant::toString, UtcTime::parse);
        text(module, LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(module, Duration.class, Duration::toString, Duration::parse);
        text(module, ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of);
        text(module, ZoneId.class, ZoneId::getId, ZoneId::of);
        return module;
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new StdSerializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                if (!json.hasToken(com.fasterxml.jackson.core.JsonToken.VALUE_STRING)) {
                    throw JsonMappingException.from(json, "must be a string");
                }
                try {
                    return read.apply(json.getText());
                } catch (DateTimeException | IllegalArgumentException broken) {
                    throw JsonMappingException.from(json, String.valueOf(broken.getMessage()), broken);
                }
            }
        });
    }

    /** Where JSON is malformed, without the text: it may be personal. */
    static String place(IOException malformed) {
        if (malformed instanceof JsonProcessingException json && json.getLocation() != null) {
            return "not JSON at line %d, column %d"
                    .formatted(
                            json.getLocation().getLineNr(), json.getLocation().getColumnNr());
        }
        return "not JSON";
    }

    /** The field and the rule that a well-formed event breaks. */
    static String rule(Exception broken) {
        if (broken instanceof JsonMappingException mapping) {
            var path = new StringBuilder();
            for (var step : mapping.getPath()) {
                if (step.getFieldName() == null) {
                    path.append('[').append(step.getIndex()).append(']');
                } else if (!step.getFieldName().equals("stamp")) {
                    path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
                }
            }
            var rule = mapping.getCause() == null
                    ? mapping.getOriginalMessage()
                    : mapping.getCause().getMessage();
            return path.isEmpty() ? String.valueOf(rule) : path + ": " + rule;
        }
        return String.valueOf(broken.getMessage());
    }
}
