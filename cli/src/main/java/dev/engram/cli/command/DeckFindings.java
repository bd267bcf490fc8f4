package dev.engram.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Errors and warnings about a deck file, one line each, as compilers write them. */
final class DeckFindings {
    private DeckFindings() {}

    static void print(PrintWriter out, Path file, JsonNode findings) {
        for (JsonNode finding : findings) {
            out.printf(
                    "%s:%d:%d: %s: %s%n",
                    file,
                    finding.path("line").asInt(),
                    finding.path("column").asInt(),
                    finding.path("code").asText(),
                    finding.path("message").asText());
            if (!finding.path("text").asText().isEmpty()) {
                out.println("    " + finding.path("text").asText());
            }
        }
    }
}
