package dev.engram.cli.hardness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/** What stands on the standard output instead of a result where JSON was asked for and there is none. */
public final class FailureJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FailureJson() {}

    /** What the options say, or, where they cannot be, their fault: as JSON too if that was asked for. */
    public static <T> T options(boolean json, PrintWriter out, Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException refused) {
            if (json) {
                out.println(of("BAD_INPUT", String.valueOf(refused.getMessage())));
                out.flush();
            }
            throw refused;
        }
    }

    /** {@code {"error": {"code": ..., "reason": ...}}} on one line. */
    public static String of(String code, String reason) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error").put("code", code.toLowerCase(Locale.ROOT)).put("reason", reason);
        return root.toString();
    }
}
