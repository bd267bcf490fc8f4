package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.JsonFields;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A projection on one line, and on lines of their own what an operator should know or do. */
final class ProjectionText {
    private static final String LINE = "%-18s %-14s %-9s %20s %10s %7s %11s%n";

    private static final List<String> LAG = List.of("lagEvents", "lagSeconds");

    private ProjectionText() {}

    static void head(PrintWriter out) {
        out.printf(LINE, "service", "projection", "state", "behind", "applied/s", "parked", "generation");
    }

    static void line(PrintWriter out, String service, JsonNode projection) {
        JsonNode live = live(projection);
        out.printf(
                LINE,
                service,
                projection.path("name").asText(),
                projection.path("state").asText(),
                behind(live),
                live.isMissingNode()
                        ? "-"
                        : String.format(
                                Locale.ROOT,
                                "%.1f",
                                live.path("appliedPerSecond").asDouble()),
                live.isMissingNode() ? "-" : live.path("parked").asText(),
                projection.path("live").path("generation").asText("-"));
        known(out, projection, "reason", "detail", "remedy");
        unreadable(out, projection);
        lastAudit(out, projection);
        if (live.path("parked").asLong() > 0) {
            for (JsonNode event : live.path("firstParked")) {
                out.printf("    parked  %s %s: %s%n", JsonFields.texts(event, "id", "reason", "detail"));
            }
            out.printf(
                    "    parked  %s could not be applied; ./engram parked %s --service %s lists them%n",
                    events(live.path("parked").asLong()),
                    projection.path("name").asText(),
                    service);
        }
        if (projection.has("rebuild")) {
            out.println("    rebuild " + rebuild(projection.path("rebuild")));
        }
    }

    private static void unreadable(PrintWriter out, JsonNode projection) {
        JsonNode unreadable = projection.path("unreadable");
        if (unreadable.isMissingNode()) {
            return;
        }
        for (JsonNode document : unreadable.path("first")) {
            out.printf("    unreadable %s %s: %s%n", JsonFields.texts(document, "collection", "id", "rule"));
        }
        out.printf(
                Locale.ROOT,
                "    remedy  %,d cannot be read; ./engram audit %s --repair makes them again from the log%n",
                unreadable.path("count").asLong(),
                projection.path("name").asText());
    }

    private static void lastAudit(PrintWriter out, JsonNode projection) {
        JsonNode last = projection.path("lastAudit");
        if (last.isMissingNode()) {
            return;
        }
        String by = last.path("scheduled").asBoolean() ? "by itself" : "asked for";
        if (last.hasNonNull("failure")) {
            out.printf(
                    "    audit   failed at %s (%s): %s%n",
                    last.path("at").asText(), by, last.path("failure").asText());
            return;
        }
        long left = left(projection);
        out.printf(
                Locale.ROOT,
                "    audit   %,d differences left at %s (%s, %,d records)%n",
                left,
                last.path("at").asText(),
                by,
                last.path("records").asLong());
        if (left > 0) {
            out.printf(
                    "    remedy  ./engram audit %s --repair%n",
                    projection.path("name").asText());
        }
    }

    /** Differences that the last audit of the live generation has left; of an older generation they are gone. */
    private static long left(JsonNode projection) {
        JsonNode last = projection.path("lastAudit");
        return last.path("generation").asInt()
                        == projection.path("live").path("generation").asInt()
                ? Math.max(
                        0,
                        last.path("differences").asLong()
                                - last.path("repaired").asLong())
                : 0;
    }

    /** The members of an object that are there, each on a line of its own. */
    static void known(PrintWriter out, JsonNode object, String... names) {
        for (String name : names) {
            if (object.hasNonNull(name)) {
                out.printf("    %-7s %s%n", name, object.path(name).asText());
            }
        }
    }

    /** Removes how far behind a projection is: without broker or database the service has old figures only. */
    static void forgetLag(ObjectNode projection) {
        for (JsonNode generation : projection.path("generations")) {
            ((ObjectNode) generation).remove(LAG);
            generation.path("partitions").forEach(partition -> ((ObjectNode) partition).remove(LAG));
        }
    }

    /**
     * Whether it is LIVE, answers readers, has applied every event that it has read, and holds nothing that cannot be read or
     * that the last audit found to differ.
     */
    static boolean isWell(JsonNode projection) {
        return projection.path("state").asText().equals("LIVE")
                && projection.path("serving").asBoolean()
                && live(projection).path("parked").asLong() == 0
                && !projection.has("unreadable")
                && left(projection) == 0;
    }

    /** For example {@code generation 2, 43 % of the log, about 12 s left}. */
    static String rebuild(JsonNode rebuild) {
        var text = new StringBuilder("generation ")
                .append(rebuild.path("generation").asInt());
        if (rebuild.has("progress")) {
            text.append(String.format(
                    Locale.ROOT,
                    ", %.0f %% of the log",
                    Math.floor(100 * rebuild.path("progress").asDouble())));
        }
        if (rebuild.has("secondsLeft")) {
            text.append(", about ")
                    .append(duration(rebuild.path("secondsLeft").asDouble()))
                    .append(" left");
        }
        return text.toString();
    }

    /** What the service does for the generation that answers; missing if there is none. */
    static JsonNode live(JsonNode projection) {
        for (JsonNode generation : projection.path("generations")) {
            if (generation.path("role").asText().equals("LIVE")) {
                return generation;
            }
        }
        return projection.path("none");
    }

    private static String behind(JsonNode live) {
        if (!live.has("lagEvents")) {
            return "unknown";
        }
        long events = live.path("lagEvents").asLong();
        return events == 0
                ? "0"
                : events(events)
                        + (live.has("lagSeconds")
                                ? ", " + duration(live.path("lagSeconds").asDouble())
                                : "");
    }

    static String events(long number) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? "event" : "events");
    }

    private static String duration(double seconds) {
        return seconds < 10
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : seconds < 120
                        ? Math.round(seconds) + " s"
                        : seconds < 7_200 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3_600) + " h";
    }
}
