package dev.engram.kit.problem;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * How bodies are read. A tree takes up to thirty times the room of its text, so its size is bounded by values, not only by
 * bytes. What would be left out unseen, a field given twice or something after the document, is refused.
 */
@Singleton
public class JsonReading implements ObjectMapperCustomizer {
    /** Brackets, names and values of one document: a batch of 1,000 reviews with 50 fields each. */
    static final long MAX_TOKENS = 100_000;

    @Override
    public void customize(ObjectMapper mapper) {
        var factory = mapper.getFactory();
        factory.setStreamReadConstraints(factory.streamReadConstraints()
                .rebuild()
                .maxTokenCount(MAX_TOKENS)
                .build());
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }
}
