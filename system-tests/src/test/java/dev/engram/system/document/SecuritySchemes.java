package dev.engram.system.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a client shows who it is. Any one of the schemes is enough for a call that needs one. */
final class SecuritySchemes {
    private SecuritySchemes() {}

    static ObjectNode all() {
        var schemes = JsonNodeFactory.instance.objectNode();
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "An access token of POST /api/v1/tokens, or a personal access token (egp_…)");
        schemes.putObject("cookie")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "__Host-engram")
                .put(
                        "description",
                        "The session of a page, set by POST /api/v1/sessions; writes need Sec-Fetch-Site: same-origin");
        return schemes;
    }

    static ArrayNode required() {
        var any = JsonNodeFactory.instance.arrayNode();
        all().fieldNames().forEachRemaining(name -> any.addObject().putArray(name));
        return any;
    }
}
