package dev.engram.system.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;

/** What of a document would break clients that were made for an earlier one. */
final class BreakingChanges {
    private BreakingChanges() {}

    /** The name of a call is that of a method of generated clients. */
    private static final OpenApiDiffOptions OPTIONS = OpenApiDiffOptions.builder()
            .configProperty("incompatible.operation.id.changed", "true")
            .build();

    /** In words; empty where there is none. */
    static String between(ObjectNode released, ObjectNode now) {
        var changed = OpenApiCompare.fromContents(version30(released), version30(now), List.of(), OPTIONS);
        return (changed.isCompatible() ? "" : text(changed)) + String.join("\n", fieldsNotTaken(released, now));
    }

    /** Bodies are closed: a field that is gone is refused, which the comparison takes for a field that is ignored. */
    private static List<String> fieldsNotTaken(ObjectNode released, ObjectNode now) {
        var gone = new ArrayList<String>();
        released.at("/components/schemas").properties().forEach(schema -> {
            var after = now.at("/components/schemas").path(schema.getKey());
            if (after.has("additionalProperties")) {
                schema.getValue().path("properties").fieldNames().forEachRemaining(field -> {
                    if (!after.path("properties").has(field)) {
                        gone.add(schema.getKey() + "." + field + " is not taken any more");
                    }
                });
            }
        });
        return gone;
    }

    private static String text(ChangedOpenApi changed) {
        var bytes = new ByteArrayOutputStream();
        new MarkdownRender().render(changed, new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The comparison does not see lists of types, which are new in 3.1: the same in the words of 3.0. */
    private static String version30(ObjectNode document) {
        var copy = document.deepCopy();
        copy.put("openapi", "3.0.3");
        simplify(copy);
        return copy.toString();
    }

    private static void simplify(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("type").isArray() && object.get("type").size() == 2) {
                object.set("type", object.get("type").get(0));
                object.put("nullable", true);
            }
            if (object.path("anyOf").size() == 2
                    && object.get("anyOf").get(1).path("type").asText().equals("null")) {
                object.set("allOf", object.arrayNode().add(object.get("anyOf").get(0)));
                object.remove("anyOf");
                object.put("nullable", true);
            }
            for (var limit : List.of("Minimum", "Maximum")) {
                if (object.path("exclusive" + limit).isNumber()) {
                    object.set(limit.toLowerCase(Locale.ROOT), object.get("exclusive" + limit));
                    object.put("exclusive" + limit, true);
                }
            }
            object.remove("examples");
        }
        new ArrayList<>(node.properties()).stream().map(Map.Entry::getValue).forEach(BreakingChanges::simplify);
        if (node.isArray()) {
            node.forEach(BreakingChanges::simplify);
        }
    }
}
