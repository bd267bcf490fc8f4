package dev.engram.cli.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.deck.AccountOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram cohort}: people who study a deck with a teacher. */
@Command(
        name = "cohort",
        description = "Make a cohort for a deck, list cohorts, join or leave one.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            CohortCommand.Create.class,
            CohortCommand.List.class,
            CohortCommand.Members.class,
            CohortCommand.Mastery.class,
            CohortCommand.Remove.class,
            CohortCommand.Join.class,
            CohortCommand.Leave.class
        })
public final class CohortCommand {

    /** One call of the API, and what to say then. */
    private abstract static class Call implements Callable<Integer> {
        @Mixin
        private final AccountOptions account = new AccountOptions();

        abstract String done(EngramApi api) throws IOException, InterruptedException;

        String user() {
            return account.user();
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = account.stack.out();
            try {
                out.println(done(account.signIn()));
                return 0;
            } finally {
                out.flush();
            }
        }
    }

    @Command(
            name = "create",
            description = "Make a cohort, as a teacher who may see the deck; prints the code by which people join it.",
            sortOptions = false)
    static final class Create extends Call {
        @Parameters(index = "0", paramLabel = "DECK", description = "Id of the deck; ./engram decks lists them.")
        private @Nullable String deck;

        @Parameters(index = "1", paramLabel = "NAME", description = "What the cohort is called.")
        private @Nullable String name;

        @Option(names = "--exam", paramLabel = "DAY", description = "The day of an exam, such as 2026-06-15.")
        private @Nullable String exam;

        @Override
        String done(EngramApi api) throws IOException, InterruptedException {
            ObjectNode wanted = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", name)
                    .put("deckId", id("DECK", deck, "./engram decks lists them"));
            if (exam != null) {
                wanted.put("examDate", exam);
            }
            JsonNode made = api.post("/cohorts", wanted);
            return "Cohort %s is made. Give people this; the code is shown once:%n    ./engram cohort join --as USER %s"
                    .formatted(
                            made.path("cohortId").asText(),
                            made.path("joinCode").asText());
        }
    }

    @Command(
            name = "list",
            description = "List the cohorts that you teach and those that you have joined.",
            sortOptions = false)
    static final class List extends Call {
        @Override
        String done(EngramApi api) throws IOException, InterruptedException {
            JsonNode cohorts = api.get("/cohorts", Map.of()).path("cohorts");
            if (cohorts.isEmpty()) {
                return user() + " teaches no cohort and is a member of none.";
            }
            var text = new StringBuilder("%-36s  %-7s  %-10s  %s".formatted("cohort", "you are", "exam", "name"));
            for (JsonNode cohort : cohorts) {
                text.append("%n%-36s  %-7s  %-10s  %s%s"
                        .formatted(
                                cohort.path("cohortId").asText(),
                                cohort.path("role").asText().toLowerCase(Locale.ROOT),
                                cohort.path("examDate").asText(""),
                                cohort.path("name").asText(),
                                cohort.path("archived").asBoolean() ? " (archived)" : ""));
            }
            return text.toString();
        }
    }

    @Command(name = "members", description = "List who has joined a cohort that you teach.", sortOptions = false)
    static final class Members extends Call {
        @Parameters(index = "0", paramLabel = "COHORT", description = "Id of the cohort.")
        private @Nullable String cohort;

        @Override
        String done(EngramApi api) throws IOException, InterruptedException {
            JsonNode members = api.get("/cohorts/" + cohortId(cohort) + "/members", Map.of())
                    .path("members");
            if (members.isEmpty()) {
                return "Nobody has joined it.";
            }
            var text = new StringBuilder("%-24s  %s".formatted("member", "since"));
            for (JsonNode member : members) {
                text.append("%n%-24s  %s"
                        .formatted(
                                member.path("username").asText(),
                                member.path("joinedAt").asText()));
            }
            return text.toString();
        }
    }

    @Command(
            name = "mastery",
            description = "Show how well a class knows each tag: as its teacher, or as a member without what would say"
                    + " something about few learners, which is shown as *.",
            sortOptions = false)
    static final class Mastery extends Call {
        private static final String ROW = "%-28s  %8s  %6s  %6s  %7s  %s";

        @Parameters(index = "0", paramLabel = "COHORT", description = "Id of the cohort.")
        private @Nullable String cohort;

        @Override
        String done(EngramApi api) throws IOException, InterruptedException {
            JsonNode table = api.get("/cohorts/" + cohortId(cohort) + "/mastery", Map.of());
            if (table.path("tags").isEmpty()) {
                return "Nobody of the class studies a card yet.";
            }
            var text = new StringBuilder("Mastery in %s days, as of %s%n"
                    .formatted(
                            table.path("horizonDays").asText(),
                            table.path("asOf").asText()));
            text.append(ROW.formatted("tag", "learners", "mean", "median", "covered", "none/low/middle/good/high"));
            for (JsonNode row : table.path("tags")) {
                String tag = row.path("tag").asText();
                text.append(System.lineSeparator())
                        .append(ROW.formatted(
                                tag.isEmpty() ? "(no tag)" : tag,
                                count(row.path("learners")),
                                share(row.path("mean")),
                                share(row.path("median")),
                                share(row.path("coverage")),
                                Stream.of("none", "low", "middle", "good", "high")
                                        .map(level -> count(row.path(level)))
                                        .collect(Collectors.joining(" / "))));
            }
            return text.toString();
        }

        private static String count(JsonNode count) {
            return count.has("learners") ? count.path("learners").asText() : "*";
        }

        private static String share(JsonNode figure) {
            if (figure.has("value")) {
                return String.format(Locale.ROOT, "%.2f", figure.path("value").asDouble());
            }
            if (figure.has("above")) {
                return "> " + figure.path("above").asText();
            }
            return figure.has("below") ? "< " + figure.path("below").asText() : "*";
        }
    }

    @Command(
            name = "remove",
            description =
                    "Remove a member from a cohort that you teach; the person can come back by a new join code only.",
            sortOptions = false)
    static final class Remove extends Call {
        @Parameters(index = "0", paramLabel = "COHORT", description = "Id of the cohort.")
        private @Nullable String cohort;

        @Parameters(index = "1", paramLabel = "USERNAME", description = "Of the member.")
        private @Nullable String member;

        @Override
        String done(EngramApi api) throws IOException, InterruptedException {
            String name = URLEncoder.encode(Objects.requireNonNull(member, "picocli requires it"), UTF_8);
            api.delete("/cohorts/" + cohortId(cohort) + "/members/" + name);
            return member + " is no member of the cohort.";
        }
    }

    @Command(name = "join", description = "Join a cohort, and study its deck.", sortOptions = false)
    static final class Join extends Call {
        @Parameters(index = "0", paramLabel = "CODE", description = "The join code that the teacher gave you.")
        private @Nullable String code;

        @Override
        String done(EngramApi api) throws IOException, InterruptedException {
            JsonNode joined = api.post(
                    "/cohorts/join", JsonNodeFactory.instance.objectNode().put("code", code));
            return user() + " is a member of cohort " + joined.path("cohortId").asText() + " and studies its deck.";
        }
    }

    @Command(name = "leave", description = "Leave a cohort; its deck is studied on.", sortOptions = false)
    static final class Leave extends Call {
        @Parameters(index = "0", paramLabel = "COHORT", description = "Id of the cohort.")
        private @Nullable String cohort;

        @Override
        String done(EngramApi api) throws IOException, InterruptedException {
            api.post("/cohorts/" + cohortId(cohort) + "/leave");
            return user() + " is no member of the cohort.";
        }
    }

    private static String cohortId(@Nullable String parameter) {
        return id("COHORT", parameter, "./engram cohort list shows them");
    }

    private static String id(String parameter, @Nullable String given, String where) {
        String text = Objects.requireNonNull(given, "picocli requires it");
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    parameter + " must be an id such as 7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f, was " + text + "; "
                            + where,
                    e);
        }
    }
}
