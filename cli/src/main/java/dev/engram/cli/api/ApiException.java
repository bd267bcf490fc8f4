package dev.engram.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Serial;

/** A request was refused. Carries the problem document (RFC 9457); the message is its text. */
public final class ApiException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String TYPE_PREFIX = "urn:engram:problem:";

    private final int status;
    private final transient JsonNode problem;

    ApiException(String request, int status, JsonNode problem) {
        super(request + " was answered with " + status + (problem.isObject() ? ": " + describe(problem) : ""));
        this.status = status;
        this.problem = problem;
    }

    public int status() {
        return status;
    }

    /** The problem document; a missing node if the answer has none. */
    public JsonNode problem() {
        return problem;
    }

    /** Whether the problem is of this type, e.g. {@code warnings-not-accepted}. */
    public boolean is(String slug) {
        return problem.path("type").asText().equals(TYPE_PREFIX + slug);
    }

    /** A problem document as one sentence; empty if there is none. */
    public static String describe(JsonNode problem) {
        if (!problem.isObject()) {
            return "";
        }
        StringBuilder text = new StringBuilder(problem.path("title").asText("no title"));
        if (problem.path("detail").isTextual()) {
            text.append(". ").append(problem.path("detail").asText());
        }
        String rule = problem.path("rule").asText();
        boolean isNamed = !rule.isEmpty() && problem.path("detail").asText().endsWith(rule);
        if (problem.path("field").isTextual() && !isNamed) {
            text.append(" (").append(problem.path("field").asText());
            if (!rule.isEmpty()) {
                text.append(": ").append(rule);
            }
            text.append(")");
        }
        return text.toString();
    }
}
