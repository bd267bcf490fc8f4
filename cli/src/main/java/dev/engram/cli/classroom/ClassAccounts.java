package dev.engram.cli.classroom;

import dev.engram.cli.api.EngramApi;
import dev.engram.cli.stack.AccountProcess;
import dev.engram.cli.stack.LocalStack;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.simulation.classroom.SimulatedClass;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a class.
 *
 * @param end when the days of the class end: those of the first run where there was one
 * @param madeBefore how many learners there were already
 * @param erased learners who were erased, by number: nothing of them is written any more
 */
public record ClassAccounts(Instant end, int madeBefore, Set<Integer> erased) {
    public static final String TEACHER = "teacher";
    public static final String TEACHER_PASSWORD = "teach-transformers";
    public static final String LEARNER_PASSWORD = "learn-transformers";

    /** The teacher is simulated as well: a cohort of a simulated teacher takes simulated learners only. */
    private static final LearnerId TEACHER_ID =
            new LearnerId(Ids.v8(UUID.fromString("6f1d2c0a-9a1e-4d57-8a44-0b7b1c5e7d20"), TEACHER));

    public ClassAccounts {
        erased = Set.copyOf(erased);
    }

    /**
     * Makes those that are not there.
     *
     * @param withTeacher whether a teacher is needed
     * @throws IOException if an account of somebody else has a name that is needed
     */
    public static ClassAccounts ensure(LocalStack stack, SimulatedClass simulated, boolean withTeacher)
            throws IOException, InterruptedException {
        var scenario = simulated.scenario();
        var input = new StringBuilder(scenario.end() + "\n");
        for (int learner = 0; learner < scenario.learners(); learner++) {
            input.append("%s %s learner%n"
                    .formatted(
                            simulated.username(learner),
                            simulated.learnerId(learner).text()));
        }
        if (withTeacher) {
            input.append(teacherLine());
        }
        return read(answers(stack, input.toString()), simulated);
    }

    /** Makes the account of the teacher if there is none, and signs in. */
    public static EngramApi teacher(LocalStack stack) throws IOException, InterruptedException {
        answers(stack, Instant.now() + "\n" + teacherLine());
        return EngramApi.at(stack.url()).signIn(TEACHER, TEACHER_PASSWORD);
    }

    private static String teacherLine() {
        return "%s %s teacher%n".formatted(TEACHER, TEACHER_ID.text());
    }

    private static List<String> answers(LocalStack stack, String input) throws IOException, InterruptedException {
        Process process = AccountProcess.of(stack, List.of("simulate"))
                .redirectError(Redirect.DISCARD)
                .start();
        // the answers to thousands of lines do not fit into the pipe before all lines are read
        var writer = Thread.ofVirtual().start(() -> {
            try (var lines = process.outputWriter(StandardCharsets.UTF_8)) {
                lines.write(input);
            } catch (IOException ended) {
                // the process has ended, and says why
            }
        });
        var answers = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        writer.join();
        if (process.waitFor() != 0) {
            throw new IOException("the accounts could not be made: " + String.join("\n", answers));
        }
        return answers;
    }

    /** @param answers a line for each account, in the order in which they were asked for */
    static ClassAccounts read(List<String> answers, SimulatedClass simulated) throws IOException {
        @Nullable Instant earlier = null;
        int before = 0;
        var erased = new HashSet<Integer>();
        for (int line = 0; line < answers.size(); line++) {
            var fields = answers.get(line).split(" ");
            boolean isLearner = line < simulated.scenario().learners();
            switch (fields[1]) {
                case "made" -> {}
                case "there" -> {
                    if (isLearner) {
                        before++;
                        var since = Instant.parse(fields[2]);
                        earlier = earlier == null || since.isBefore(earlier) ? since : earlier;
                    }
                }
                case "erased" -> erased.add(line);
                default -> throw taken(fields[0], simulated, isLearner);
            }
        }
        return new ClassAccounts(earlier == null ? simulated.scenario().end() : earlier, before, erased);
    }

    private static IOException taken(String name, SimulatedClass simulated, boolean isLearner) {
        return new IOException(
                isLearner
                        ? "the account %s is there, but of another class: seed %d was simulated with another deck, number of days, scheduler or world. Choose another --seed."
                                .formatted(name, simulated.scenario().seed())
                        : "the account %s is there, but is not that of simulated classes: no class with cohorts can be simulated on this installation."
                                .formatted(name));
    }
}
