package dev.engram.cli.demo.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.simulate.ClassRun;
import dev.engram.cli.stack.LocalStack;
import dev.engram.simulation.World;
import dev.engram.simulation.classroom.ClassScenario;
import dev.engram.simulation.classroom.StudyScheduler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * The class of the demo: simulated learners who have studied its deck for two months in two cohorts, so that what a teacher sees can
 * be judged at once.
 *
 * @param examDate of the first cohort
 */
record DemoClass(ClassRun.Done done, List<String> cohorts, LocalDate examDate) {
    private static final int LEARNERS = 30;
    private static final int DAYS = 60;
    private static final long SEED = 1;
    private static final int DAYS_TO_EXAM = 30;
    // even learners study in the morning, and join the first
    private static final List<String> COHORTS = List.of("Morning group", "Evening group");

    /** @param deckFile of the demo */
    static DemoClass play(LocalStack stack, Path deckFile, ShownProgress progress)
            throws IOException, InterruptedException {
        var now = Instant.now();
        var exam = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(DAYS_TO_EXAM);
        var scenario = new ClassScenario(LEARNERS, DAYS, now, StudyScheduler.FSRS, World.FSRS, SEED);
        var done = new ClassRun(stack, progress)
                .run(new ClassRun.Wanted(scenario, deckFile, null, COHORTS, exam, true, null));
        return new DemoClass(done, COHORTS, exam);
    }

    void print(PrintWriter out, LocalStack stack) {
        out.printf(
                Locale.ROOT,
                "   %,d simulated learners, %,d answers over %d days, written in %.1f s; cohorts %s.%n",
                done.learners(),
                done.answers(),
                DAYS,
                done.took().toMillis() / 1e3,
                String.join(" and ", cohorts));
        if (done.repeated()) {
            out.println("   The class was there before: it keeps its days, and each answer counts once.");
        }
        out.println("   Open " + stack.url() + "/ and sign in as");
        out.println("     teacher / teach-transformers     the class: topics, who struggles, who is at risk and why");
        out.printf(
                "     %-32s two months of a learner: what is known, what fades%n",
                done.firstUsername() + " / learn-transformers");
        out.println("     learner / learn-transformers     reviews, by keyboard or on a phone, also without a network");
        out.println("     author / write-transformers      the deck, and how hard its cards are for all learners");
        out.println(
                "   ./engram cohort list --as teacher shows the cohorts, ./engram cohort members ID --as teacher who is in one.");
        out.flush();
    }

    ObjectNode json() {
        var json = new JsonMapper()
                .createObjectNode()
                .put("learners", done.learners())
                .put("answers", done.answers())
                .put("end", done.end().toString())
                .put("seconds", done.took().toMillis() / 1e3);
        cohorts.forEach(json.putArray("cohorts")::add);
        return json;
    }
}
