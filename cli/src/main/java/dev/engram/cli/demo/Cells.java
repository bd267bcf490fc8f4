package dev.engram.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values as short text for the cells of a table. */
final class Cells {
    static final String DAY = "d MMM";
    static final String MINUTE = "yyyy-MM-dd HH:mm";
    static final String SECOND = "yyyy-MM-dd HH:mm:ss";

    private Cells() {}

    /** A time in UTC; empty if it is absent. */
    static String time(JsonNode instant, String pattern) {
        return instant.isTextual()
                ? DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.parse(instant.asText()))
                : "";
    }

    static String percent(JsonNode probability) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * probability.asDouble());
    }

    /** Whole numbers without a point, others with one digit after it. */
    static String number(JsonNode value) {
        double number = value.asDouble();
        return number == Math.rint(number) && number >= 10
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.1f", number);
    }

    /** E.g. {@code 0.864 [0.733, 0.936] n = 44}; says so where there is no observation. */
    static String retention(JsonNode observed) {
        return observed.path("n").asInt() == 0
                ? "no answers yet"
                : String.format(
                        Locale.ROOT,
                        "%.3f [%.3f, %.3f] n = %d",
                        observed.path("value").asDouble(),
                        observed.path("low").asDouble(),
                        observed.path("high").asDouble(),
                        observed.path("n").asInt());
    }

    /** Lines of at most {@code width} characters, broken at blanks. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String fit(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
