package dev.engram.system.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * One call of the document.
 *
 * @param roles any of which is needed; empty: every signed-in person may make it, and where it is open everybody
 */
record ApiCall(String verb, String path, boolean isOpen, Set<String> roles, JsonNode operation) {

    static List<ApiCall> all(ObjectNode document) {
        var calls = new ArrayList<ApiCall>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> calls.add(of(operation.getKey(), path.getKey(), operation.getValue()))));
        return calls;
    }

    private static ApiCall of(String verb, String path, JsonNode operation) {
        var roles = new TreeSet<String>();
        operation.path("x-roles").forEach(role -> roles.add(role.asText()));
        return new ApiCall(
                verb.toUpperCase(Locale.ROOT), path, operation.get("security").isEmpty(), roles, operation);
    }

    boolean isFor(String role) {
        return roles.isEmpty() || roles.contains(role);
    }

    boolean documents(int status) {
        return operation.get("responses").has(String.valueOf(status));
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }
}
