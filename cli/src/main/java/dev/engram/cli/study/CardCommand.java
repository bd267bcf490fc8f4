package dev.engram.cli.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.deck.AccountOptions;
import dev.engram.events.Ids;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram card}: actions on own cards. */
@Command(
        name = "card",
        description = "Suspend, bury or reset cards that you study, or set when they fall due.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = {
            CardCommand.Suspend.class,
            CardCommand.Resume.class,
            CardCommand.Bury.class,
            CardCommand.Reset.class,
            CardCommand.SetDue.class
        })
public final class CardCommand {

    /** One action on some cards. */
    private abstract static class Act implements Callable<Integer> {
        private static final String CLIENT = "engram-cli";

        @Mixin
        private final AccountOptions account = new AccountOptions();

        @Parameters(index = "0..*", arity = "1..*", paramLabel = "CARD", description = "Ids of cards.")
        private List<UUID> cards = List.of();

        abstract String action();

        /** The day that the action carries. */
        @Nullable
        LocalDate dueDay() {
            return null;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            String now = OffsetDateTime.now(ZoneId.systemDefault())
                    .truncatedTo(ChronoUnit.MILLIS)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            for (int i = 0; i < cards.size(); i++) {
                ObjectNode item = body.withArray("actions").addObject();
                item.put("actionId", Ids.v7().toString())
                        .put("cardId", cards.get(i).toString())
                        .put("action", action())
                        .put("actedAt", now)
                        .put("clientId", CLIENT)
                        .put("clientSeq", i);
                LocalDate day = dueDay();
                if (day != null) {
                    item.put("dueDay", day.toString());
                }
            }
            JsonNode results = account.signIn().post("/actions", body).path("results");
            PrintWriter out = account.stack.out();
            boolean allTaken = true;
            for (int i = 0; i < cards.size(); i++) {
                JsonNode result = results.path(i);
                boolean rejected = result.path("status").asText().equals("REJECTED");
                allTaken &= !rejected;
                out.printf(
                        "%s  %s%n",
                        cards.get(i),
                        rejected
                                ? result.path("problem").path("detail").asText()
                                : action() + ", action "
                                        + result.path("actionId").asText());
            }
            out.flush();
            return allTaken ? 0 : 1;
        }
    }

    @Command(name = "suspend", description = "Do not offer cards until they are resumed.", sortOptions = false)
    static final class Suspend extends Act {
        @Override
        String action() {
            return "SUSPEND";
        }
    }

    @Command(name = "resume", description = "Offer suspended or buried cards again.", sortOptions = false)
    static final class Resume extends Act {
        @Override
        String action() {
            return "RESUME";
        }
    }

    @Command(name = "bury", description = "Do not offer cards until the next study day.", sortOptions = false)
    static final class Bury extends Act {
        @Override
        String action() {
            return "BURY";
        }
    }

    @Command(name = "reset", description = "Make cards new again. Their history stays.", sortOptions = false)
    static final class Reset extends Act {
        @Override
        String action() {
            return "RESET";
        }
    }

    @Command(name = "set-due", description = "Set the study day on which cards fall due.", sortOptions = false)
    static final class SetDue extends Act {
        @Option(names = "--day", required = true, paramLabel = "DAY", description = "The day, such as 2026-03-01.")
        private @Nullable LocalDate day;

        @Override
        String action() {
            return "SET_DUE";
        }

        @Override
        @Nullable
        LocalDate dueDay() {
            return day;
        }
    }
}
