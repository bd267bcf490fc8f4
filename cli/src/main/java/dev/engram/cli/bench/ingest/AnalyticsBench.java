package dev.engram.cli.bench.ingest;

import dev.engram.cli.bench.ingest.IngestStack.Learner;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What reads of all states of a learner take, on a stack of its own: a learner who has answered each of 5,000 cards several times. */
public final class AnalyticsBench {
    private static final int BATCH = 1_000;
    private static final int PARALLEL = 8;
    private static final int WARM_UP = 50;
    private static final int REQUESTS = 300;
    private static final Duration BETWEEN_ANSWERS = Duration.ofDays(5);

    private final Path root;
    private final int answers;
    private final Consumer<String> progress;

    /**
     * A benchmark.
     *
     * @param root the checkout, built
     * @param answers of each card, at least 2
     * @param progress receives a line now and then
     */
    public AnalyticsBench(Path root, int answers, Consumer<String> progress) {
        if (answers < 2) {
            throw new IllegalArgumentException("each card must be answered at least twice");
        }
        this.root = root;
        this.answers = answers;
        this.progress = progress;
    }

    /** @param home must not exist or be empty */
    public BenchResult run(Path home) throws IOException, InterruptedException {
        progress.accept("starting a separate stack with a deck of " + IngestStack.CARDS + " cards");
        try (IngestStack stack = IngestStack.start(root, home)) {
            ReviewClient gateway = ReviewClient.of(stack.stack().url());
            ReviewPayloads payloads = new ReviewPayloads(stack.cards());
            Instant first = Instant.now().minus(BETWEEN_ANSWERS.multipliedBy(answers));
            fill(stack, gateway, payloads, first);
            List<IngestFigure> figures = new ArrayList<>();
            figures.add(QueueFigure.measure(stack, gateway, progress));
            figures.add(mastery(stack, gateway));
            figures.add(masteryAfterReview(stack, gateway, payloads));
            figures.add(pastReads(stack, gateway, first));
            String where = "%d cores of %s, %d cards with %d answers each"
                    .formatted(
                            Runtime.getRuntime().availableProcessors(),
                            System.getProperty("os.arch"),
                            IngestStack.CARDS,
                            answers);
            return BenchResult.of(figures, where);
        }
    }

    private void fill(IngestStack stack, ReviewClient gateway, ReviewPayloads payloads, Instant first)
            throws IOException, InterruptedException {
        Learner learner = stack.account();
        String answer = "";
        for (int round = 0; round < answers; round++) {
            progress.accept("recording answer %d of %d to each card".formatted(round + 1, answers));
            Instant at = first.plus(BETWEEN_ANSWERS.multipliedBy(round));
            for (int sent = 0; sent < IngestStack.CARDS; sent += BATCH) {
                List<ReviewRecorded> reviews = payloads.at(at, learner.id(), BATCH, Origin.ANKI);
                answer = gateway.record(learner.token(), ReviewPayloads.body(reviews), BATCH);
            }
        }
        String position = ReviewClient.position(answer);
        gateway.awaitCaughtUp("/api/v1/queue?after=", position, learner.token());
        gateway.awaitCaughtUp("/api/v1/mastery/tags?after=", position, learner.token());
    }

    private IngestFigure mastery(IngestStack stack, ReviewClient gateway) throws IOException, InterruptedException {
        Learner learner = stack.account();
        Load.Call call =
                _ -> gateway.get("/api/v1/mastery/tags", learner.token()).length();
        Load.inTurn(WARM_UP, call);
        Latencies latencies = Load.inTurn(REQUESTS, call);
        progress.accept("mastery by tag for 5,000 cards: " + latencies);
        return IngestFigure.atMost(
                "mastery by tag for 5,000 cards p99", "ms", 50, 500, latencies.millis(0.99), latencies.toString());
    }

    /** Each read must contain a review that was recorded just before; only the read is timed, its waiting included. */
    private IngestFigure masteryAfterReview(IngestStack stack, ReviewClient gateway, ReviewPayloads payloads)
            throws IOException, InterruptedException {
        Learner learner = stack.account();
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            List<ReviewRecorded> review = payloads.next(learner.id(), 1, Origin.LIVE);
            String position = ReviewClient.position(gateway.record(learner.token(), ReviewPayloads.body(review), 1));
            long start = System.nanoTime();
            gateway.awaitCaughtUp("/api/v1/mastery/tags?after=", position, learner.token());
            nanos[i] = System.nanoTime() - start;
        }
        Latencies latencies = Latencies.of(nanos);
        progress.accept("mastery with the review before: " + latencies);
        return IngestFigure.atMost(
                "the same with the review before p99", "ms", 500, 2_000, latencies.millis(0.99), latencies.toString());
    }

    /** Of moments at which all cards had been answered, but would be answered again: all histories are folded. */
    private IngestFigure pastReads(IngestStack stack, ReviewClient gateway, Instant first)
            throws IOException, InterruptedException {
        Learner learner = stack.account();
        Instant middle = first.plus(BETWEEN_ANSWERS.multipliedBy(answers / 2));
        int answered = 0;
        long start = System.nanoTime();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int i = 0; i < PARALLEL; i++) {
                String path = "/api/v1/mastery/tags?asOf=" + middle.minusSeconds(i);
                reads.add(threads.submit(() -> status(gateway, path, learner)));
            }
            for (Future<Integer> read : reads) {
                statuses.add(read.get());
                answered += statuses.getLast() == 200 ? 1 : 0;
            }
        } catch (ExecutionException failed) {
            throw new IOException("a read of the past was not answered", failed.getCause());
        }
        String details = "%d of %d answered, all within %.1f s, statuses %s"
                .formatted(answered, PARALLEL, (System.nanoTime() - start) / 1e9, statuses);
        progress.accept("eight parallel reads of a past moment: " + details);
        return IngestFigure.share(
                "eight parallel reads of a past moment answered", 100, 100, 100.0 * answered / PARALLEL, details);
    }

    private static int status(ReviewClient gateway, String path, Learner learner)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                gateway.http().send(gateway.request(path, learner.token()).build(), BodyHandlers.ofString());
        return answer.statusCode();
    }
}
