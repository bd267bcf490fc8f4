package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.kit.auth.Role;
import dev.engram.system.Checkout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/openapi.yaml says of every call. Where a rule is broken, an annotation of the call is missing. */
class DocumentRulesTest {
    private static ObjectNode document;

    @BeforeAll
    static void make() throws IOException {
        document = ApiDocument.of(Checkout.root());
    }

    private static void eachCall(BiConsumer<String, JsonNode> check) {
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                check.accept(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }

    @Test
    void shouldHaveThePublicCallsOfAllServicesAndNoOthers() {
        var paths = new ArrayList<String>();
        document.get("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .contains("/api/v1/tokens", "/api/v1/decks", "/api/v1/queue", "/api/v1/mastery/tags")
                .allSatisfy(path -> assertThat(path).startsWith("/api/v1/"));
    }

    @Test
    void shouldNameEveryCallOnceAndSayWhatItDoes() {
        var ids = new TreeMap<String, String>();
        eachCall((call, operation) -> {
            assertThat(operation.path("operationId").asText())
                    .as("%s: @Operation(operationId = …, summary = …)", call)
                    .isNotEmpty();
            assertThat(operation.path("summary").asText())
                    .as("summary of %s", call)
                    .isNotEmpty();
            assertThat(operation.path("tags").size()).as("%s: one @Tag", call).isEqualTo(1);
            assertThat(ids.put(operation.get("operationId").asText(), call))
                    .as("another call has the operationId of %s", call)
                    .isNull();
        });
        document.get("tags")
                .forEach(tag -> assertThat(tag.has("description"))
                        .as("@Tag(name, description): %s", tag)
                        .isTrue());
    }

    @Test
    void shouldSayWhatEveryCallAnswers() {
        eachCall((call, operation) -> {
            var successes = new ArrayList<JsonNode>();
            operation.get("responses").properties().forEach(response -> {
                if (response.getKey().compareTo("400") < 0) {
                    successes.add(response.getValue());
                    // a redirect, or nothing, has no body
                    assertThat(response.getKey().matches("204|3..") || hasSchema(response.getValue()))
                            .as("%s: @APIResponse of %s has no schema", call, response.getKey())
                            .isTrue();
                } else if (response.getKey().compareTo("400") >= 0
                        && !response.getValue().has("$ref")) {
                    assertThat(response.getValue()
                                    .at("/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .as("%s: %s is a problem", call, response.getKey())
                            .isEqualTo("#/components/schemas/Problem");
                }
            });
            assertThat(successes)
                    .as("%s: @APIResponse(responseCode = \"200\", …)", call)
                    .isNotEmpty();
        });
    }

    private static boolean hasSchema(JsonNode response) {
        var content = response.path("content");
        return !content.isEmpty()
                && content.properties().stream().allMatch(media -> {
                    var schema = media.getValue().path("schema");
                    return schema.has("$ref") || schema.has("type");
                });
    }

    @Test
    void shouldSayWhoMayMakeEveryCall() {
        eachCall((call, operation) -> {
            if (operation.get("security").isEmpty()) {
                assertThat(operation.has("x-roles"))
                        .as("%s needs no token", call)
                        .isFalse();
                return;
            }
            assertThat(operation.path("x-roles").isArray()).as(call).isTrue();
            operation.get("x-roles").forEach(role -> assertThat(Role.ALL).contains(role.asText()));
            assertThat(operation.get("responses").has("401")).as(call).isTrue();
            assertThat(operation.get("responses").has("403")
                            || operation.get("x-roles").isEmpty())
                    .as(call)
                    .isTrue();
        });
    }

    @Test
    void shouldTypeEveryParameterAndField() {
        eachCall((call, operation) -> operation.path("parameters").forEach(parameter -> {
            var schema = parameter.path("schema");
            assertThat(schema.path("type").asText())
                    .as("%s: @Schema of %s", call, parameter)
                    .isNotIn("", "object");
            if (parameter.get("in").asText().equals("path")
                    && parameter.get("name").asText().endsWith("Id")) {
                assertThat(schema.path("format").asText())
                        .as("%s: @Schema(format = \"uuid\") of %s", call, parameter)
                        .isEqualTo("uuid");
            }
        }));
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(property -> assertThat(property.getValue().has("$ref")
                                        || property.getValue().has("type")
                                        || property.getValue().has("anyOf"))
                                .as("@Schema of %s.%s: %s", schema.getKey(), property.getKey(), property.getValue())
                                .isTrue()));
    }

    @Test
    void shouldHaveNoNullsInAnswers() {
        eachCall((call, operation) -> operation
                .get("responses")
                .forEach(response -> assertThat(nullable(response, new ArrayList<>()))
                        .as(call)
                        .isEmpty()));
    }

    private static List<JsonNode> nullable(JsonNode node, List<String> seen) {
        var found = new ArrayList<JsonNode>();
        if (node.path("type").isArray() || node.path("anyOf").toString().contains("\"null\"")) {
            found.add(node);
        }
        var ref = node.path("$ref").asText("");
        if (ref.startsWith("#/") && !seen.contains(ref)) {
            seen.add(ref);
            found.addAll(nullable(document.at(ref.substring(1)), seen));
        }
        node.properties().stream()
                .filter(member -> !member.getKey().startsWith("example"))
                .forEach(member -> found.addAll(nullable(member.getValue(), seen)));
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                found.addAll(nullable(element, seen));
            }
        });
        return found;
    }

    @Test
    void shouldMarkWhatIsRequiredAndCloseBodies() {
        var schemas = document.at("/components/schemas");
        assertThat(schemas.at("/Review/required").toString()).contains("\"cardId\"", "\"reviewId\"");
        assertThat(schemas.at("/Token/required").toString()).contains("\"token\"", "\"expiresAt\"");
        assertThat(schemas.at("/Problem/properties").has("requestId")).isTrue();
        assertThat(schemas.at("/ReviewResult/properties/problem/$ref").asText()).endsWith("/Problem");
        eachCall((call, operation) -> {
            var ref = operation
                    .at("/requestBody/content/application~1json/schema/$ref")
                    .asText();
            if (!ref.isEmpty()) {
                assertThat(document.at(ref.substring(1))
                                .path("additionalProperties")
                                .isBoolean())
                        .as(call)
                        .isTrue();
                assertThat(operation
                                .at("/requestBody/content/application~1json")
                                .has("example"))
                        .as(call)
                        .isTrue();
            }
        });
    }
}
