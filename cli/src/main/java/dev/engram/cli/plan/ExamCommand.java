package dev.engram.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.deck.AccountOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram plan exam}: what can be known on the day of an exam. */
@Command(
        name = "exam",
        description = "Say whether a mean recall can be reached on the day of an exam, by simulation.",
        sortOptions = false)
public final class ExamCommand implements Callable<Integer> {
    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Option(
            names = "--day",
            paramLabel = "DAY",
            description =
                    "The day, such as 2026-06-15. Default: the next exam of a cohort that you have joined or teach.")
    private @Nullable String day;

    @Option(
            names = "--deck",
            paramLabel = "DECK",
            description = "Only cards of this deck. Default: that of the cohort, else all.")
    private @Nullable String deck;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only cards with this tag or one below it.")
    private @Nullable String tag;

    @Option(names = "--target", paramLabel = "RECALL", description = "Mean recall wanted. Default: 0.9.")
    private @Nullable Double target;

    @Option(
            names = "--reviews",
            paramLabel = "CARDS",
            description = "Most cards a day, new ones included. Default: that of your plan.")
    private @Nullable Integer reviews;

    @Option(names = "--new", paramLabel = "CARDS", description = "Most new cards a day. Default: that of your plan.")
    private @Nullable Integer fresh;

    @Option(names = "--minutes", paramLabel = "MINUTES", description = "Most minutes a day. Default: no limit.")
    private @Nullable Double minutes;

    @Option(names = "--seed", paramLabel = "SEED", description = "Of the simulation. Default: 1.")
    private @Nullable Integer seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = account.stack.out();
        try {
            EngramApi api = account.signIn();
            ObjectNode question = JsonNodeFactory.instance.objectNode();
            if (day == null) {
                JsonNode cohort = nextExam(api);
                question.put("day", cohort.path("examDate").asText())
                        .put("deckId", cohort.path("deckId").asText());
                out.println("The exam of cohort " + cohort.path("name").asText() + ".");
            } else {
                question.put("day", day);
                if (deck != null) {
                    question.put("deckId", deck);
                }
            }
            if (tag != null) {
                question.put("tag", tag);
            }
            if (target != null) {
                question.put("targetRecall", target);
            }
            if (reviews != null) {
                question.put("reviewsPerDay", reviews);
            }
            if (fresh != null) {
                question.put("newCardsPerDay", fresh);
            }
            if (minutes != null) {
                question.put("minutesPerDay", minutes);
            }
            if (seed != null) {
                question.put("seed", seed);
            }
            out.println(text(api.post("/plan/exam", question)));
            return 0;
        } finally {
            out.flush();
        }
    }

    /** Of the cohorts of the user, and of the deck if one was given. */
    private JsonNode nextExam(EngramApi api) throws IOException, InterruptedException {
        String today = LocalDate.now(ZoneId.systemDefault()).toString();
        return StreamSupport.stream(
                        api.get("/cohorts", Map.of()).path("cohorts").spliterator(), false)
                .filter(cohort -> cohort.path("examDate").asText("").compareTo(today) >= 0)
                .filter(cohort -> deck == null || cohort.path("deckId").asText().equals(deck))
                .min(Comparator.comparing(cohort -> cohort.path("examDate").asText()))
                .orElseThrow(
                        () -> new IOException(
                                "none of your cohorts has an exam ahead; say on which day it is with --day, such as --day 2026-06-15"));
    }

    private static String text(JsonNode answer) {
        JsonNode study = answer.path("study");
        String pace = answer.path("smallestPace").isInt()
                ? answer.path("smallestPace").asText() + " cards a day reach it"
                : "1,000 cards a day do not reach it";
        String retention = answer.path("smallestRetention").isNumber()
                ? "desired retention " + percent(answer.path("smallestRetention")) + " reaches it within these limits"
                : "no desired retention reaches it within these limits";
        return String.format(
                Locale.ROOT,
                """
                %s: %s in %d study days, %d cards, %d of them new
                expected recall   %s, in 8 of 10 runs %s to %s; target %s
                nothing studied   %s
                each day          %.0f cards, at most %.0f; %.0f minutes
                for the target    %s; %s
                %s, weights %s, %d runs, seed %d""",
                answer.path("reachable").asBoolean() ? "can be reached" : "cannot be reached",
                answer.path("examAt").asText().substring(0, 10),
                answer.path("studyDays").asInt(),
                answer.path("cards").asInt(),
                answer.path("newCards").asInt(),
                percent(study.path("expectedRecall")),
                percent(study.path("low")),
                percent(study.path("high")),
                percent(answer.path("targetRecall")),
                percent(answer.path("recallUnstudied")),
                study.path("reviewsPerDay").asDouble(),
                study.path("busiestDay").asDouble(),
                study.path("minutesPerDay").asDouble(),
                pace,
                retention,
                answer.path("model").asText(),
                answer.path("weightsVersion").asText(),
                answer.path("runs").asInt(),
                answer.path("seed").asLong());
    }

    private static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share.asDouble());
    }
}
