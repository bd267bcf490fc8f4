package dev.engram.cli.simulate;

import dev.engram.cli.classroom.ClassAccounts;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackSettings;
import dev.engram.simulation.World;
import dev.engram.simulation.classroom.ClassScenario;
import dev.engram.simulation.classroom.StudyScheduler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram simulate}. */
@Command(
        name = "simulate",
        description = {
            "Simulate learners whose memory is known, who study a deck for some days that end now.",
            "Their ids are UUIDs of version 8, which tells them from people everywhere. The same seed gives the same learners and"
                    + " answers; a class that is simulated again keeps the days of the first run, and counts once.",
            "Starts the local stack if it is not up."
        },
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
    /** Most learners whose answers take the way through the API unless asked. */
    private static final int MOST_THROUGH_API = 10;

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--learners", paramLabel = "N", defaultValue = "30", description = "1 to 1000. Default: 30.")
    private int learners = 30;

    @Option(names = "--days", paramLabel = "D", defaultValue = "60", description = "1 to 730. Default: 60.")
    private int days = 60;

    @Option(
            names = "--deck",
            paramLabel = "FILE",
            description = "Deck file, imported by the demo's author. Default: decks/transformers.txt.")
    private @Nullable Path deck;

    @Option(
            names = "--scheduler",
            paramLabel = "NAME",
            defaultValue = "fsrs",
            description =
                    "fsrs: the queue and the fold of the project, under each learner's plan. fixed: 1, 3, 7, 14, 30, 60,"
                            + " 120 days by successes in a row. Default: fsrs.")
    private StudyScheduler scheduler = StudyScheduler.FSRS;

    @Option(
            names = "--world",
            paramLabel = "NAME",
            defaultValue = "fsrs",
            description = "How memory truly works: fsrs, or ll for log-logistic forgetting. Default: fsrs.")
    private World world = World.FSRS;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "0 or more. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--until",
            paramLabel = "MOMENT",
            description = "When the days end, such as 2026-05-01T12:00:00Z. Default: now.")
    private @Nullable Instant until;

    @Option(
            names = "--cohort",
            paramLabel = "NAME",
            description =
                    "A cohort of the simulated teacher that learners join, in turn if there are several; repeatable.")
    private List<String> cohorts = List.of();

    @Option(
            names = "--to-log",
            description = "Write the events straight to the log, as review-service would have. Default for more than "
                    + MOST_THROUGH_API + " learners; fewer take the way through the API.")
    private boolean toLog;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "Write as CSV what is true of each learner and card: the probability of recall at the end of the days"
                            + " and 30 days later.")
    private @Nullable Path truth;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (options.gatewayElsewhere() != null) {
            throw new IOException("simulate works on the local stack only: unset ENGRAM_URL");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (until != null && until.isAfter(now)) {
            throw new IllegalArgumentException("--until must not be in the future, was " + until);
        }
        if (seed < 0) {
            throw new IllegalArgumentException("--seed must be 0 or more, was " + seed);
        }
        var scenario = new ClassScenario(learners, days, until == null ? now : until, scheduler, world, seed);
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        options.startIfNotUp(stack, out);
        var file = deck == null ? StackSettings.rootFromProperty().resolve("decks/transformers.txt") : deck;
        var done = new ClassRun(stack, new ShownProgress(out))
                .run(new ClassRun.Wanted(
                        scenario, file, until, cohorts, null, toLog || learners > MOST_THROUGH_API, truth));
        print(out, stack, done);
        return 0;
    }

    private void print(PrintWriter out, LocalStack stack, ClassRun.Done done) {
        out.printf(
                Locale.ROOT,
                "%,d simulated %s with %,d answers over %d days that end at %s, in %.1f s.%n",
                done.learners(),
                done.learners() == 1 ? "learner" : "learners",
                done.answers(),
                days,
                done.end().truncatedTo(ChronoUnit.MINUTES),
                done.took().toMillis() / 1e3);
        if (done.repeated()) {
            out.println(
                    "They were there before: answers that were recorded count once. Another --seed gives another class.");
        }
        if (done.erased() > 0) {
            out.println("Learners who were left out, since they are erased: " + done.erased() + ".");
        }
        out.println("Page      " + stack.url() + "/");
        out.println("Learners  " + done.firstUsername() + " and so on / " + ClassAccounts.LEARNER_PASSWORD);
        if (!cohorts.isEmpty()) {
            out.println("Teacher   " + ClassAccounts.TEACHER + " / " + ClassAccounts.TEACHER_PASSWORD);
        }
        if (truth != null) {
            out.println("Truth     " + truth.toAbsolutePath().normalize());
        }
        out.flush();
    }
}
