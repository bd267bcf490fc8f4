package dev.engram.cli.bench.analytics;

import dev.engram.cli.bench.ingest.IngestStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.LearnerId;
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
        long first = answer("instances/" + instances + "/first/", FIRST_LEARNERS, 1, 1);
        await(watches, first, true);
        List<Long> before = applied(watches);
        Duration mongod = ProcessUse.processor(stack.stack(), StackPart.MONGOD);
        long answered = answer("instances/" + instances + "/", learners, CARDS, ANSWERS);
        // writing takes the processors, too: the rate is that of what was left then
        long left = sum(before) + answered - sum(applied(watches));
        long start = System.nanoTime();
        await(watches, sum(before) + answered, false);
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
        List<LearnerId> ids = IntStream.range(0, learners)
                .mapToObj(learner -> LogLoad.learner(name + learner))
                .toList();
        return log.answer(ids, stack.cards().subList(0, cards), answers).size();
    }

    /** @param byAll whether each process has to apply some; else more is written until it does */
    private void await(List<ProjectionWatch> watches, long events, boolean byAll)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long written = events;
        for (int look = 1; ; look++) {
            List<Long> applied = applied(watches);
            if (sum(applied) >= written && (!byAll || applied.stream().allMatch(of -> of > 0))) {
                return;
            }
            if (byAll && sum(applied) >= written) {
                written += answer("instances/more/" + watches.size() + "/" + look + "/", FIRST_LEARNERS, 1, 1);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("only %s of %,d events were folded by %d processes within %d minutes"
                        .formatted(applied, written, watches.size(), LONGEST.toMinutes()));
            }
            Thread.sleep(500);
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
