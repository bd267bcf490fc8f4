package dev.engram.cli.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.classroom.ClassAccounts;
import dev.engram.cli.classroom.ClassCohort;
import dev.engram.cli.classroom.ClassCohorts;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.stack.LocalStack;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.simulation.classroom.ClassDeck;
import dev.engram.simulation.classroom.ClassScenario;
import dev.engram.simulation.classroom.SimulatedClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Simulates a class on a local stack that is up: deck, accounts, cohorts, answers. Repeated, it writes the same events again, which
 * count once, so one that was interrupted is completed.
 */
public final class ClassRun {
    private final LocalStack stack;
    private final ShownProgress progress;

    public ClassRun(LocalStack stack, ShownProgress progress) {
        this.stack = stack;
        this.progress = progress;
    }

    /**
     * What is wanted.
     *
     * @param end given by the user; null for now, or for the end of the run before
     * @param cohorts names, among which the learners are distributed in turn; may be empty
     * @param examDate of the first cohort; null for none
     * @param toLog whether events go straight to the log
     * @param truth the file of the truth; null for none
     */
    public record Wanted(
            ClassScenario scenario,
            Path deckFile,
            @Nullable Instant end,
            List<String> cohorts,
            @Nullable LocalDate examDate,
            boolean toLog,
            @Nullable Path truth) {
        public Wanted {
            cohorts = List.copyOf(cohorts);
        }
    }

    /**
     * What was done.
     *
     * @param learners of whom something was written
     * @param end when the days end
     * @param repeated whether the class was there before
     * @param erased learners who were left out since they are erased
     * @param firstUsername of the first learner who has answered
     */
    public record Done(
            int learners,
            long answers,
            Instant end,
            boolean repeated,
            int erased,
            String firstUsername,
            Duration took) {}

    /** @throws IOException if the API refuses something, or the seed was used for another class */
    public Done run(Wanted wanted) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var api = EngramApi.at(stack.url());
        var deck = deck(api.signIn("author", "write-transformers"), wanted.deckFile());
        progress.note(
                "deck \"%s\": %d cards".formatted(deck.title(), deck.cards().size()));
        var accounts = ClassAccounts.ensure(
                stack,
                new SimulatedClass(wanted.scenario(), deck),
                !wanted.cohorts().isEmpty());
        var scenario = at(wanted, accounts.end());
        progress.note("%d accounts, %d of them made before"
                .formatted(scenario.learners() - accounts.erased().size(), accounts.madeBefore()));
        var cohorts = cohorts(api, wanted, deck);
        var simulated = new SimulatedClass(scenario, deck);
        long answers = 0;
        String firstUsername = "nobody";
        try (var delivery = wanted.toLog() ? new LogDelivery(stack) : new ApiDelivery(api);
                var truth = wanted.truth() == null ? null : new TruthFile(wanted.truth(), scenario.end())) {
            for (int number = 0; number < scenario.learners(); number++) {
                if (accounts.erased().contains(number)) {
                    continue;
                }
                var learner = simulated.learner(number);
                firstUsername = answers == 0 ? learner.username() : firstUsername;
                delivery.deliver(learner, cohorts.isEmpty() ? null : cohorts.get(number % cohorts.size()));
                answers += learner.answers().size();
                if (truth != null) {
                    truth.add(learner);
                }
                progress.changing(
                        String.format(
                                Locale.ROOT,
                                "  … %d of %d learners, %,d answers",
                                number + 1,
                                scenario.learners(),
                                answers),
                        since(begun));
            }
            await(api, delivery.position(), answers);
        } finally {
            progress.clear();
        }
        return new Done(
                scenario.learners() - accounts.erased().size(),
                answers,
                scenario.end(),
                accounts.madeBefore() > 0,
                accounts.erased().size(),
                firstUsername,
                since(begun));
    }

    private static ClassScenario at(Wanted wanted, Instant end) throws IOException {
        var scenario = wanted.scenario();
        if (wanted.end() != null && !end.equals(scenario.end())) {
            throw new IOException(
                    "the days of seed %d end at %s on this stack, from an earlier run: leave --until out, or choose another --seed."
                            .formatted(scenario.seed(), end));
        }
        return new ClassScenario(
                scenario.learners(), scenario.days(), end, scenario.scheduler(), scenario.world(), scenario.seed());
    }

    private static ClassDeck deck(EngramApi author, Path file) throws IOException, InterruptedException {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file + "; --deck names a deck file (docs/decks.md)", missing);
        }
        var imported = author.postText("/decks/import", Map.of("acceptWarnings", "true"), text);
        var id = imported.path("deckId").asText();
        author.put(
                "/decks/" + id + "/visibility",
                JsonNodeFactory.instance.objectNode().put("visibility", "PUBLIC"));
        var cards = new ArrayList<ClassDeck.Card>();
        for (var card : author.cards(id)) {
            var tags = new ArrayList<Tag>();
            card.path("tags").forEach(tag -> tags.add(new Tag(tag.asText())));
            cards.add(new ClassDeck.Card(
                    CardId.parse(card.path("cardId").asText()),
                    card.path("revision").asInt(),
                    tags));
        }
        var title =
                imported.path("path").valueStream().map(part -> part.asText()).collect(Collectors.joining(" | "));
        return new ClassDeck(DeckId.parse(id), title, cards);
    }

    private static List<ClassCohort> cohorts(EngramApi api, Wanted wanted, ClassDeck deck)
            throws IOException, InterruptedException {
        var cohorts = new ArrayList<ClassCohort>();
        if (!wanted.cohorts().isEmpty()) {
            var teacher = api.signIn(ClassAccounts.TEACHER, ClassAccounts.TEACHER_PASSWORD);
            var all = new ClassCohorts(teacher, deck.deckId());
            for (var name : wanted.cohorts()) {
                cohorts.add(all.ensure(name, cohorts.isEmpty() ? wanted.examDate() : null));
            }
        }
        return cohorts;
    }

    /** Until queue and figures contain everything. */
    private void await(EngramApi api, String position, long answers) throws IOException, InterruptedException {
        if (position.isEmpty()) {
            return;
        }
        var reader = api.signIn("author", "write-transformers");
        var atMost = Duration.ofSeconds(60 + answers / 500);
        for (var path : List.of("/queue", "/mastery/tags")) {
            progress.changing("  … waiting for " + path, Duration.ZERO);
            reader.getCaughtUp(path, Map.of("after", position), atMost);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
