package dev.engram.kit.figure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer that another service has made, as its JSON, to be handed on as JSON or as CSV.
 *
 * @param type what it is an answer of
 */
public record TableTree(
        @JsonIgnore Class<? extends TableAnswer> type,
        @JsonValue JsonNode tree) implements TableAnswer {}
