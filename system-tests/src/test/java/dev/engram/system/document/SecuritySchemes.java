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
                .put("description", "A token of POST /api/v1/tokens");
        return schemes;
    }

    static ArrayNode required() {
        var any = JsonNodeFactory.instance.arrayNode();
        all().fieldNames().forEachRemaining(name -> any.addObject().putArray(name));
        return any;
    }
}
