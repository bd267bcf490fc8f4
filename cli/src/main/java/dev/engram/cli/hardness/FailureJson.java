package dev.engram.cli.hardness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What stands on the standard output instead of a result where JSON was asked for and there is none. */
public final class FailureJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FailureJson() {}

    /** {@code {"error": {"code": ..., "reason": ...}}} on one line. */
    public static String of(String code, String reason) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error").put("code", code.toLowerCase(Locale.ROOT)).put("reason", reason);
        return root.toString();
    }
}
