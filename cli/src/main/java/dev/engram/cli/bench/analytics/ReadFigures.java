package dev.engram.cli.bench.analytics;

import dev.engram.cli.bench.ingest.IngestFigure;
import dev.engram.cli.bench.ingest.IngestStack;
import dev.engram.cli.bench.ingest.IngestStack.Learner;
import dev.engram.cli.bench.ingest.Latencies;
import dev.engram.cli.bench.ingest.Load;
import dev.engram.cli.bench.ingest.QueueFigure;
import dev.engram.cli.bench.ingest.ReviewClient;
import dev.engram.cli.bench.ingest.ReviewPayloads;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What reads of all states of a learner take who has answered each of 5,000 cards several times. */
final class ReadFigures {
    private static final int BATCH = 1_000;
    private static final int PARALLEL = 8;
    private static final int WARM_UP = 50;
    private static final int REQUESTS = 300;
    private static final int SERIES = 40;
    private static final int FEW_CARDS = 500;
    private static final int DAYS = 366;
    private static final Duration BETWEEN_ANSWERS = Duration.ofDays(30);

    private final IngestStack stack;
    private final ReviewClient gateway;
    private final ReviewPayloads payloads;
    private final int answers;
    private final Instant first;
    private final Consumer<String> progress;

    /** @param answers of each card, at least 2 */
    ReadFigures(IngestStack stack, int answers, Consumer<String> progress) {
        this.stack = stack;
        this.gateway = ReviewClient.of(stack.stack().url());
        this.payloads = new ReviewPayloads(stack.cards());
        this.answers = answers;
        this.first = Instant.now().minus(BETWEEN_ANSWERS.multipliedBy(answers));
        this.progress = progress;
    }

    /** Queue and mastery, now and at a past moment. */
    List<IngestFigure> reads() throws IOException, InterruptedException {
        return List.of(QueueFigure.measure(stack, gateway, progress), mastery(), masteryAfterReview(), pastReads());
    }

    /** A year day by day, of the account: each of its histories is read once. */
    IngestFigure seriesOfAll() throws IOException, InterruptedException {
        return series(stack.account(), IngestStack.CARDS);
    }

    /** The same of a learner with {@value #FEW_CARDS} cards, answered as often. */
    IngestFigure seriesOfFew() throws IOException, InterruptedException {
        Learner learner = stack.learners(1).getFirst();
        gateway.join(stack.deckId(), learner);
        ReviewPayloads few = new ReviewPayloads(stack.cards().subList(0, FEW_CARDS));
        String position = "";
        for (int round = 0; round < answers; round++) {
            List<ReviewRecorded> reviews =
                    few.at(first.plus(BETWEEN_ANSWERS.multipliedBy(round)), learner.id(), FEW_CARDS, Origin.ANKI);
            position = ReviewClient.position(gateway.record(learner.token(), ReviewPayloads.body(reviews), FEW_CARDS));
        }
        gateway.awaitCaughtUp("/api/v1/mastery/tags?after=", position, learner.token());
        return series(learner, FEW_CARDS);
    }

    private IngestFigure series(Learner learner, int cards) throws InterruptedException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String path = "/api/v1/mastery/series?from=%s&to=%s".formatted(today.minusDays(DAYS - 1), today);
        Load.Call call = _ -> gateway.get(path, learner.token()).length();
        String name = "daily series of a year, %,d cards, p99".formatted(cards);
        double reached = Double.NaN;
        String details;
        try {
            Load.inTurn(3, call);
            Latencies latencies = Load.inTurn(SERIES, call);
            reached = latencies.millis(0.99);
            details = "%s; %d answers to each card".formatted(latencies, answers);
        } catch (IOException refused) {
            details = "not answered: " + refused.getMessage();
        }
        progress.accept(name + ": " + details);
        return IngestFigure.atMost(name, "ms", 300, 10_000, reached, details);
    }

    /** Gives the account its history. */
    void fill() throws IOException, InterruptedException {
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

    private IngestFigure mastery() throws IOException, InterruptedException {
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
    private IngestFigure masteryAfterReview() throws IOException, InterruptedException {
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
    private IngestFigure pastReads() throws IOException, InterruptedException {
        Learner learner = stack.account();
        Instant middle = first.plus(BETWEEN_ANSWERS.multipliedBy(answers / 2));
        int answered = 0;
        long start = System.nanoTime();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int i = 0; i < PARALLEL; i++) {
                String path = "/api/v1/mastery/tags?asOf=" + middle.minusSeconds(i);
                reads.add(threads.submit(() -> status(path, learner)));
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

    private int status(String path, Learner learner) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                gateway.http().send(gateway.request(path, learner.token()).build(), BodyHandlers.ofString());
        return answer.statusCode();
    }
}
