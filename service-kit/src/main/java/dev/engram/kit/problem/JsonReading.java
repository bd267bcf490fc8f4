package dev.engram.kit.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * How bodies are read, the same in every service. A tree takes up to thirty times the room of its text, so its size is bounded
 * by values, not only by bytes. What would be left out or changed unseen is refused: a field that is not known, one given
 * twice, something after the document, and a value of another type, also where one could be made of it ({@code "1"} for 1,
 * 1 for true, 1.0 for 1, "" or null for a number).
 */
@Singleton
public class JsonReading implements ObjectMapperCustomizer {
    /** Brackets, names and values of one document: a batch of 1,000 reviews with 50 fields each. */
    static final long MAX_TOKENS = 100_000;

    /** After the defaults of Quarkus, which ignore fields that are not known. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        strict(mapper);
    }

    /** Sets up {@code mapper} to read bodies and parts of them. */
    @SuppressWarnings("deprecation") // the builder that replaces it cannot change a mapper that Quarkus has made
    public static <M extends ObjectMapper> M strict(M mapper) {
        var factory = mapper.getFactory();
        factory.setStreamReadConstraints(factory.streamReadConstraints()
                .rebuild()
                .maxTokenCount(MAX_TOKENS)
                .build());
        factory.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
        mapper.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }
}
