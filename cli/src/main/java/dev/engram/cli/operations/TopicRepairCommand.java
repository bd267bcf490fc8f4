package dev.engram.cli.operations;

import dev.engram.cli.command.Question;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.events.topic.TopicRules.Violation;
import dev.engram.events.topic.Topics;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.log.TopicSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram topic repair}. */
@Command(
        name = "repair",
        description = {
            "Show the settings under which a topic of the log loses events, and correct them after a question.",
            "Services refuse to run on such a topic. Broker and mongod are enough; the stack may run, too."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the topics keep every event now", "1:they do not, or a topic is not there"})
final class TopicRepairCommand implements Callable<Integer> {
    private static final List<TopicDefinition> LOG = List.of(Topics.CARDS, Topics.REVIEWS);
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(10);

    @Mixin
    private final StackOptions stack = new StackOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TOPIC",
            description =
                    "engram.cards or engram.reviews, or the name that an installation has given it. Default: both.")
    private @Nullable String topic;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Brokers of a cluster. Default: the broker of the local stack.")
    private @Nullable String bootstrapServers;

    @Mixin
    private final CredentialsOption credentials = new CredentialsOption();

    @Option(names = "--yes", description = "Correct without asking; a topic of another name is asked for anyway.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = stack.out();
        LocalStack local = stack.stack();
        KafkaAccess brokers =
                bootstrapServers == null ? brokerOf(local) : credentials.read().kafka(bootstrapServers);
        try (LogTopics topics = new LogTopics(brokers)) {
            List<Violation> correctable = new ArrayList<>();
            boolean othersAreWell = true;
            for (TopicDefinition chosen : chosen()) {
                TopicSnapshot found = topics.look(chosen).orElse(null);
                print(out, chosen, found);
                List<Violation> violations = found == null ? List.of() : violations(chosen, found);
                violations.stream().filter(Violation::isCorrectable).forEach(correctable::add);
                othersAreWell &= found != null && violations.stream().allMatch(Violation::isCorrectable);
            }
            if (correctable.isEmpty()) {
                return othersAreWell ? 0 : 1;
            }
            String count = correctable.size() == 1 ? "this setting" : "these %d settings".formatted(correctable.size());
            boolean known = LOG.containsAll(chosen());
            if (!(yes && known) && !Question.isAgreed(out, "Correct " + count + "?")) {
                out.println("Nothing was changed. --yes corrects without asking"
                        + (known ? "." : ", but only engram.cards and engram.reviews."));
                return 1;
            }
            topics.correct(correctable);
            boolean kept = areKept(topics);
            out.println(
                    kept
                            ? "Corrected: from now on nothing is deleted."
                            : "The broker has taken the change and still shows other values: see its log.");
            if (kept && bootstrapServers == null) {
                out.println(
                        local.alive().containsAll(StackPart.SERVICES)
                                ? "Next: ./engram status; the services notice it within 30 s."
                                : "Next: ./engram up");
            }
            return kept && othersAreWell ? 0 : 1;
        }
    }

    private static KafkaAccess brokerOf(LocalStack local) throws IOException {
        if (!local.process(StackPart.BROKER).isAlive()) {
            throw new IOException("the broker does not run; start it with ./engram up,"
                    + " or name the brokers of a cluster with --bootstrap-servers");
        }
        return local.kafka();
    }

    private List<TopicDefinition> chosen() {
        return topic == null
                ? LOG
                : List.of(LOG.stream()
                        .filter(known -> known.name().equals(topic))
                        .findFirst()
                        .orElse(Topics.REVIEWS.named(topic)));
    }

    /** How many partitions a topic of another name must have is not known here. */
    private static List<Violation> violations(TopicDefinition topic, TopicSnapshot found) {
        return found.violations().stream()
                .filter(wrong -> wrong.isCorrectable() || LOG.contains(topic))
                .toList();
    }

    private static void print(PrintWriter out, TopicDefinition topic, @Nullable TopicSnapshot found) {
        if (found == null) {
            out.println("Topic " + topic.name() + " is not there. "
                    + (LOG.contains(topic)
                            ? "The service that owns it creates it when it starts."
                            : "The topics of the log are usually engram.cards and engram.reviews."));
            return;
        }
        List<Violation> violations = violations(topic, found);
        if (violations.isEmpty()) {
            out.println("Topic " + topic.name() + " keeps every event: its settings are right.");
        } else {
            out.println("Topic " + topic.name() + " loses events:");
        }
        for (Violation wrong : violations) {
            out.println("  %s is %s, must be %s: %s"
                    .formatted(wrong.setting(), wrong.found(), wrong.needed(), wrong.reason()));
            if (!wrong.isCorrectable()) {
                out.println("    this command cannot change it: " + wrong.remedy());
            }
        }
        printDeleted(out, found);
        out.flush();
    }

    private static void printDeleted(PrintWriter out, TopicSnapshot found) {
        long deleted = found.begins().stream().mapToLong(Long::longValue).sum();
        if (deleted > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %,d events have been deleted already, in %d of %d partitions; after the correction ./engram log restore"
                            + " --dry-run shows what the documents can give back%n",
                    deleted,
                    IntStream.range(0, found.begins().size())
                            .filter(partition -> found.begins().get(partition) > 0)
                            .count(),
                    found.begins().size());
        }
    }

    /** A broker takes a change at once and shows it a moment later. */
    private boolean areKept(LogTopics topics) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            boolean kept = true;
            for (TopicDefinition chosen : chosen()) {
                kept &= topics.look(chosen).stream()
                        .flatMap(found -> found.violations().stream())
                        .noneMatch(Violation::isCorrectable);
            }
            if (kept || System.nanoTime() - start > LONGEST_CHANGE.toNanos()) {
                return kept;
            }
            Thread.sleep(Duration.ofMillis(200));
        }
    }
}
