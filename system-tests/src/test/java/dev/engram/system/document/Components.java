package dev.engram.system.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.kit.problem.Problem;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The schemas that public calls use. What is a plain value, such as a UUID, stands where it is used. */
final class Components {
    private static final String REF = "#/components/schemas/";

    private final Map<String, JsonNode> schemas = new TreeMap<>();

    /** Takes in what {@code node}, a part of a service's document, refers to. */
    void use(ServiceDocument service, JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(element -> use(service, element));
        } else if (node instanceof ObjectNode object) {
            var ref = object.path("$ref").asText("");
            if (ref.startsWith(REF)) {
                refer(service, object, ref.substring(REF.length()));
            }
            if (object.path("format").asText("").equals("uuid")) {
                object.remove("pattern");
            }
            object.forEach(member -> use(service, member));
            simplify(object);
        }
    }

    /** {@code anyOf} a plain value or null, which was a reference, as one type. */
    private static void simplify(ObjectNode object) {
        var either = object.path("anyOf");
        if (either.size() == 2
                && either.get(1).path("type").asText().equals("null")
                && !either.get(0).has("$ref")) {
            object.remove("anyOf");
            object.setAll((ObjectNode) either.get(0));
            object.putArray("type").add(either.get(0).path("type")).add("null");
        }
    }

    private void refer(ServiceDocument service, ObjectNode object, String name) {
        var schema = service.document().at("/components/schemas/" + name);
        if (schema.isMissingNode()) {
            throw new IllegalStateException(service.module() + " refers to " + name + ", which is no schema");
        }
        if (isPlain(schema)) {
            object.remove("$ref");
            schema.properties().forEach(member -> {
                if (!object.has(member.getKey()) && !member.getKey().equals("examples")) {
                    object.set(member.getKey(), member.getValue());
                }
            });
            return;
        }
        // beside a reference only words
        object.retain("$ref", "description");
        var copy = schema.deepCopy();
        var known = schemas.get(name);
        if (known == null) {
            schemas.put(name, copy);
            use(service, copy);
        } else if (!normalized(service, copy).equals(known)) {
            throw new IllegalStateException("two schemas have the name " + name + ", one of them in " + service.module()
                    + "; give one another name: @Schema(name = …)");
        }
    }

    private static JsonNode normalized(ServiceDocument service, JsonNode schema) {
        var other = new Components();
        other.use(service, schema);
        return schema;
    }

    private static boolean isPlain(JsonNode schema) {
        return schema.path("type").isTextual()
                && !schema.path("type").asText().equals("object")
                && !schema.path("type").asText().equals("array")
                && !schema.has("enum");
    }

    ObjectNode assemble(Collection<String> problems) {
        var components = JsonNodeFactory.instance.objectNode();
        var types = ((ObjectNode) schemas.get("Problem").at("/properties/type")).putArray("examples");
        problems.forEach(slug -> types.add(Problem.TYPE_PREFIX + slug));
        components.putObject("schemas").setAll(schemas);
        components.set("responses", GatewayResponses.components());
        components.set("headers", GatewayResponses.headers());
        components.set("securitySchemes", SecuritySchemes.all());
        return components;
    }
}
