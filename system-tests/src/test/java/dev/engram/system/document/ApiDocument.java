package dev.engram.system.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One OpenAPI 3.1 document of the whole API, as a client of the gateway sees it: the calls of all services that the gateway lets
 * through, with what the gateway itself may answer to each, the roles that each needs, and the schemas that they use.
 */
final class ApiDocument {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

    private static final String HEADER = "# Made from the code by `./engram test api --update`; not edited by hand.\n";
    private static final List<String> VERBS = List.of("get", "put", "post", "patch", "delete");
    private static final List<String> MEMBERS = List.of(
            "operationId",
            "summary",
            "description",
            "tags",
            "x-roles",
            "security",
            "parameters",
            "requestBody",
            "responses");

    private final ObjectNode document = YAML.createObjectNode();
    private final Map<String, ObjectNode> paths = new TreeMap<>();
    private final Map<String, JsonNode> tags = new TreeMap<>();
    private final Components components = new Components();

    private ApiDocument() {}

    /** The document of what is built in a checkout. */
    static ObjectNode of(Path checkout) throws IOException {
        return of(ServiceDocument.all(checkout), ProblemTypes.of(checkout));
    }

    /** @param problems the kinds of problems that there are */
    static ObjectNode of(List<ServiceDocument> services, Collection<String> problems) {
        var merged = new ApiDocument();
        services.forEach(merged::add);
        return merged.assemble(problems);
    }

    /** As it is committed. */
    static String text(ObjectNode document) throws IOException {
        return HEADER + YAML.writeValueAsString(document);
    }

    static ObjectNode read(String text) throws IOException {
        return (ObjectNode) YAML.readTree(text);
    }

    private void add(ServiceDocument service) {
        service.document().path("paths").properties().forEach(path -> {
            if (service.isPublic(path.getKey())) {
                var item = paths.computeIfAbsent(path.getKey(), _ -> YAML.createObjectNode());
                path.getValue().properties().forEach(operation -> {
                    if (ServiceDocument.VERBS.contains(operation.getKey())) {
                        var before =
                                item.replace(operation.getKey(), operation(service, (ObjectNode) operation.getValue()));
                        if (before != null) {
                            throw new IllegalStateException(
                                    "two services answer " + operation.getKey() + " " + path.getKey());
                        }
                    }
                });
            }
        });
    }

    private ObjectNode operation(ServiceDocument service, ObjectNode given) {
        var operation = given.deepCopy();
        var needsToken = operation.has("security");
        if (needsToken) {
            operation.set("x-roles", roles(operation.get("security")));
            operation.set("security", SecuritySchemes.required());
        } else {
            operation.set("security", YAML.createArrayNode());
        }
        operation.set(
                "responses",
                GatewayResponses.with(
                        (ObjectNode) operation.get("responses"),
                        new GatewayResponses.Call(
                                needsToken, operation.has("requestBody"), service.service() != null)));
        components.use(service, operation);
        operation.path("tags").forEach(tag -> tags.computeIfAbsent(tag.asText(), name -> tag(service, name)));
        return ordered(operation, MEMBERS);
    }

    /** Empty: every signed-in person. */
    private static ArrayNode roles(JsonNode security) {
        var roles = new TreeSet<String>();
        security.forEach(scheme -> scheme.forEach(list -> list.forEach(role -> roles.add(role.asText()))));
        var array = YAML.createArrayNode();
        roles.forEach(array::add);
        return array;
    }

    private static JsonNode tag(ServiceDocument service, String name) {
        for (var tag : service.document().path("tags")) {
            if (tag.path("name").asText().equals(name)) {
                return tag;
            }
        }
        return YAML.createObjectNode().put("name", name);
    }

    private ObjectNode assemble(Collection<String> problems) {
        document.put("openapi", "3.1.0");
        document.set("info", DocumentTexts.information());
        document.putArray("servers")
                .addObject()
                .put("url", "/")
                .put("description", "The gateway that serves this document");
        document.set("tags", YAML.createArrayNode().addAll(tags.values()));
        var items = document.putObject("paths");
        paths.forEach((path, item) -> items.set(path, ordered(item, VERBS)));
        document.set("components", components.assemble(problems));
        Examples.addTo(document);
        return document;
    }

    /** The same members, those of {@code names} first. */
    static ObjectNode ordered(ObjectNode node, List<String> names) {
        var members = new LinkedHashMap<String, JsonNode>();
        Stream.concat(
                        names.stream(),
                        new ArrayList<>(node.properties()).stream().map(Map.Entry::getKey))
                .filter(node::has)
                .forEach(name -> members.putIfAbsent(name, node.get(name)));
        return YAML.createObjectNode().setAll(members);
    }
}
