package dev.engram.cli.bench.analytics;

import dev.engram.cli.bench.ingest.IngestStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How fast several processes of analytics-service fold together, and what each of them gets of the partitions. */
final class InstancesFigure {
    private static final int MOST = 3;
    private static final int CARDS = 100;
    private static final int ANSWERS = 4;

    /** So many that every partition has some. */
    private static final int FIRST_LEARNERS = 200;

    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final IngestStack stack;
    private final LogLoad log;
    private final Consumer<String> progress;

    InstancesFigure(IngestStack stack, LogLoad log, Consumer<String> progress) {
        this.stack = stack;
        this.log = log;
        this.progress = progress;
    }

    /**
     * What was reached by one, two and three processes.
     *
     * @param events about so many are folded by each number of processes
     */
    List<String> measure(int events) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int instances = 1; instances <= MOST; instances++) {
            String line = measure(instances, Math.max(1, events / (CARDS * ANSWERS)));
            progress.accept(line);
            lines.add(line);
        }
        return lines;
    }

    private String measure(int instances, int learners) throws IOException, InterruptedException {
        List<ProjectionWatch> watches = start(instances);
        awaitAllFold(watches);
        List<Long> before = applied(watches);
        Duration mongod = ProcessUse.processor(stack.stack(), StackPart.MONGOD);
        long answered = answer("instances/" + instances + "/", learners, CARDS, ANSWERS);
        // writing takes the processors, too: the rate is that of what was left then
        long left = sum(before) + answered - sum(applied(watches));
        long start = System.nanoTime();
        awaitApplied(watches, sum(before) + answered);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Long> after = applied(watches);
        String shares = IntStream.range(0, instances)
                .mapToObj(at -> "%.0f %%".formatted(100.0 * (after.get(at) - before.get(at)) / answered))
                .collect(Collectors.joining(", "));
        return "%d process(es): %,.0f events/s of %,d, each with %s of them; %.2f ms of MongoDB per event"
                .formatted(
                        instances,
                        left / seconds,
                        left,
                        shares,
                        ProcessUse.processor(stack.stack(), StackPart.MONGOD)
                                        .minus(mongod)
                                        .toNanos()
                                / 1e6
                                / answered);
    }

    /** All start anew, so that what they say they have applied is of this measurement. */
    private List<ProjectionWatch> start(int instances) throws IOException, InterruptedException {
        stack.stack().process(StackPart.ANALYTICS).restart();
        stack.stack().awaitHealthy(StackPart.ANALYTICS, Duration.ofMinutes(1));
        List<ProjectionWatch> watches = new ArrayList<>(List.of(new ProjectionWatch(stack.stack(), progress)));
        for (int more = 2; more <= instances; more++) {
            var ports = stack.stack().startAnother(StackPart.ANALYTICS, "measured-" + more);
            watches.add(new ProjectionWatch(stack.stack(), ports, progress));
        }
        return watches;
    }

    private long answer(String name, int learners, int cards, int answers) throws IOException {
        return log.answer(LogLoad.learners(name, learners), stack.cards().subList(0, cards), answers)
                .size();
    }

    /** Writes some events again and again, until each process has its partitions and has folded some. */
    private void awaitAllFold(List<ProjectionWatch> watches) throws IOException, InterruptedException {
        long written = 0;
        for (int round = 1; written == 0 || applied(watches).contains(0L); round++) {
            String name = "instances/" + watches.size() + "/first/" + round + "/";
            written += answer(name, FIRST_LEARNERS, 1, 1);
            awaitApplied(watches, written);
        }
    }

    private void awaitApplied(List<ProjectionWatch> watches, long events) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (sum(applied(watches)) < events) {
            if (System.nanoTime() > deadline) {
                throw new IOException("only %s of %,d events were folded by %d processes within %d minutes"
                        .formatted(applied(watches), events, watches.size(), LONGEST.toMinutes()));
            }
            Thread.sleep(ProjectionWatch.POLL_MILLIS);
        }
    }

    private static List<Long> applied(List<ProjectionWatch> watches) throws InterruptedException {
        List<Long> applied = new ArrayList<>();
        for (ProjectionWatch watch : watches) {
            applied.add(watch.applied());
        }
        return applied;
    }

    private static long sum(List<Long> applied) {
        return applied.stream().mapToLong(Long::longValue).sum();
    }
}
