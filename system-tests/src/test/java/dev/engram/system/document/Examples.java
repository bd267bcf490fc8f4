package dev.engram.system.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** An example of every JSON body, made of the examples of its fields; where a field has none, of what its type allows. */
final class Examples {
    private static final String REF = "#/components/schemas/";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** By format, of text that has no example of its own. */
    private static final Map<String, String> TEXTS = Map.of(
            "uuid", "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00",
            "date", "2026-03-01",
            "date-time", "2026-03-01T08:30:00Z",
            "position", "deck-0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00@3");

    /** By name of the field or of the list that holds it. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("path", "Transformers"),
            Map.entry("title", "Transformers"),
            Map.entry("question", "What is the basic equation for attention?"),
            Map.entry("text", "softmax(QK^T / sqrt(d)) V"),
            Map.entry("author", "Ada"),
            Map.entry("authors", "Ada"),
            Map.entry("tag", "attention"),
            Map.entry("tags", "attention"),
            Map.entry("position", TEXTS.get("position")),
            Map.entry("clientId", "phone-1"),
            Map.entry("utcOffset", "+02:00"),
            Map.entry("zone", "America/Sao_Paulo"),
            Map.entry("weightsVersion", "default"),
            Map.entry("email", "ada@example.org"),
            Map.entry("roles", "learner"),
            Map.entry("createdBy", "ada"),
            Map.entry("actor", "ada"),
            Map.entry("subject", "ada"),
            Map.entry("address", "192.0.2.7"),
            Map.entry("store", "card-service"),
            Map.entry("collection", "decks"),
            Map.entry("kind", "documents"),
            Map.entry("link", "https://engram.example/#password-reset=egw_Hs3w0kX5s2mQm0c1u5l7m9x2Qd8v4b6n1z3y5t7r9pA"),
            Map.entry("token", "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"));

    /** What is true in an answer that is well. */
    private static final String WELL = "caughtUp";

    private final JsonNode schemas;

    private Examples(JsonNode schemas) {
        this.schemas = schemas;
    }

    /** Adds them to all requests and successful answers. */
    static void addTo(ObjectNode document) {
        var examples = new Examples(document.at("/components/schemas"));
        document.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    examples.add(operation.at("/requestBody/content/application~1json"));
                    operation.path("responses").properties().forEach(response -> {
                        if (response.getKey().startsWith("2")) {
                            examples.add(response.getValue().at("/content/application~1json"));
                        }
                    });
                }));
    }

    private void add(JsonNode media) {
        if (media instanceof ObjectNode content
                && !content.has("example")
                && content.path("schema").has("$ref")) {
            content.set("example", of("", content.get("schema")));
        }
    }

    private JsonNode of(String name, JsonNode schema) {
        var ref = schema.path("$ref").asText("");
        if (!ref.isEmpty()) {
            return of(name, schemas.get(ref.substring(REF.length())));
        }
        for (var known : List.of("examples", "enum")) {
            if (schema.path(known).isArray()) {
                return schema.get(known).get(0);
            }
        }
        if (schema.has("default")) {
            return schema.get("default");
        }
        return schema.has("anyOf") ? of(name, schema.get("anyOf").get(0)) : ofType(name, schema);
    }

    private JsonNode ofType(String name, JsonNode schema) {
        var type = schema.path("type").isArray() ? schema.get("type").get(0) : schema.path("type");
        return switch (type.asText()) {
            case "object" -> {
                var object = JSON.objectNode();
                schema.path("properties")
                        .properties()
                        .forEach(property -> object.set(property.getKey(), of(property.getKey(), property.getValue())));
                yield object;
            }
            case "array" -> JSON.arrayNode().add(of(name, schema.path("items")));
            case "integer" -> JSON.numberNode(schema.path("minimum").asInt(1));
            case "number" -> JSON.numberNode(0.9);
            case "boolean" -> JSON.booleanNode(name.equals(WELL));
            default ->
                JSON.textNode(TEXTS.getOrDefault(schema.path("format").asText(), NAMES.getOrDefault(name, name)));
        };
    }
}
