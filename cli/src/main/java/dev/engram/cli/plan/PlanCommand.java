package dev.engram.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.deck.AccountOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram plan}: the study plan of a learner. Where no zone was ever set, that of this machine is set. */
@Command(
        name = "plan",
        description = "Show or change the study plan of a learner, and see what it leads to.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {PlanCommand.Show.class, PlanCommand.Set.class, PlanCommand.Preview.class, ExamCommand.class})
public final class PlanCommand {

    /** One call about the plan of a learner. */
    private abstract static class Call implements Callable<Integer> {
        @Mixin
        private final AccountOptions account = new AccountOptions();

        abstract void run(EngramApi api, PrintWriter out) throws IOException, InterruptedException;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = account.stack.out();
            try {
                EngramApi api = account.signIn();
                setZone(api, out);
                run(api, out);
                return 0;
            } finally {
                out.flush();
            }
        }

        private static void setZone(EngramApi api, PrintWriter out) throws IOException, InterruptedException {
            String zone = ZoneId.systemDefault().getId();
            if (ZoneId.getAvailableZoneIds().contains(zone)
                    && !api.get("/plan", Map.of()).path("zoneSet").asBoolean()) {
                api.put("/plan", object().put("zone", zone));
                out.println("Study days follow the zone of this machine now: " + zone + ".");
            }
        }
    }

    /** The settings that can be changed; what is not named stays. */
    private abstract static class Settings extends Call {
        @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of study days, such as Europe/Berlin.")
        private @Nullable String zone;

        @Option(names = "--rollover", paramLabel = "HOUR", description = "Hour at which a study day begins, 0 to 23.")
        private @Nullable Integer rollover;

        @Option(names = "--retention", paramLabel = "SHARE", description = "Desired retention, 0.70 to 0.99.")
        private @Nullable Double retention;

        @Option(
                names = "--steps",
                paramLabel = "STEP",
                split = ",",
                description = "Learning steps, such as PT1M,PT10M.")
        private String @Nullable [] steps;

        @Option(names = "--new", paramLabel = "CARDS", description = "New cards a day.")
        private @Nullable Integer newCards;

        @Option(names = "--reviews", paramLabel = "CARDS", description = "Reviews a day.")
        private @Nullable Integer reviews;

        @Option(names = "--maximum-interval", paramLabel = "DAYS", description = "Longest interval.")
        private @Nullable Integer maximumInterval;

        @Option(
                names = "--order",
                paramLabel = "ORDER",
                description = "Order of due reviews: DUE, RELATIVE_OVERDUENESS or RETRIEVABILITY.")
        private @Nullable String order;

        @Option(names = "--fuzz", paramLabel = "true|false", arity = "1", description = "Spread due dates a little.")
        private @Nullable Boolean fuzz;

        @Option(
                names = "--goal",
                paramLabel = "TAG=SHARE",
                description = "Desired retention of the cards of a tag; repeatable. Replaces the goals there were.")
        private @Nullable Map<String, Double> goals;

        @Option(
                names = "--break",
                paramLabel = "FROM..TO",
                description =
                        "Days without cards, such as 2026-12-24..2027-01-02; repeatable. Replaces the breaks there"
                                + " were; none: no breaks.")
        private String @Nullable [] breaks;

        ObjectNode body() {
            ObjectNode body = object();
            put(body, "zone", zone);
            body.put("rolloverHour", rollover);
            body.put("desiredRetention", retention);
            body.put("newCardsPerDay", newCards);
            body.put("reviewsPerDay", reviews);
            body.put("maximumIntervalDays", maximumInterval);
            put(body, "reviewOrder", order);
            body.put("fuzz", fuzz);
            if (steps != null) {
                var array = body.putArray("learningSteps");
                for (String step : steps) {
                    array.add(step);
                }
            }
            if (goals != null) {
                var array = body.putArray("retentionGoals");
                goals.forEach((tag, share) -> array.addObject().put("tag", tag).put("desiredRetention", share));
            }
            if (breaks != null) {
                var array = body.putArray("breaks");
                for (String pause : breaks) {
                    if (!pause.equals("none")) {
                        String[] days = pause.split("\\.\\.", 2);
                        array.addObject().put("from", days[0]).put("to", days[days.length - 1]);
                    }
                }
            }
            body.properties().removeIf(field -> field.getValue().isNull());
            return body;
        }

        private static void put(ObjectNode body, String field, @Nullable String value) {
            if (value != null) {
                body.put(field, value);
            }
        }
    }

    @Command(name = "show", description = "Show the plan in force.", sortOptions = false)
    static final class Show extends Call {
        @Override
        void run(EngramApi api, PrintWriter out) throws IOException, InterruptedException {
            show(api.get("/plan", Map.of()), out);
        }
    }

    @Command(name = "set", description = "Change settings; what is not named stays.", sortOptions = false)
    static final class Set extends Settings {
        @Override
        void run(EngramApi api, PrintWriter out) throws IOException, InterruptedException {
            show(api.put("/plan", body()).path("plan"), out);
        }
    }

    @Command(name = "preview", description = "Show what a change would do, and change nothing.", sortOptions = false)
    static final class Preview extends Settings {
        @Override
        void run(EngramApi api, PrintWriter out) throws IOException, InterruptedException {
            JsonNode answer = api.post("/plan/preview", body());
            out.printf(
                    "Due today: %d now, %d then. Recall lost by waiting: %.2f cards now, %.2f then.%n",
                    answer.path("inForce").path("due").asInt(),
                    answer.path("proposed").path("due").asInt(),
                    answer.path("inForce").path("recallLost").asDouble(),
                    answer.path("proposed").path("recallLost").asDouble());
            out.printf("%-12s %8s %8s%n", "reviews on", "now", "then");
            for (JsonNode day : answer.path("days")) {
                out.printf(
                        "%-12s %8d %8d%n",
                        day.path("day").asText(),
                        day.path("inForce").asInt(),
                        day.path("proposed").asInt());
            }
        }
    }

    private static void show(JsonNode plan, PrintWriter out) {
        plan.properties().forEach(field -> {
            if (!field.getKey().equals("caughtUp") && !field.getKey().equals("parked")) {
                out.printf(
                        "%-20s %s%n",
                        field.getKey(),
                        field.getValue().isTextual()
                                ? field.getValue().asText()
                                : field.getValue().toString());
            }
        });
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
