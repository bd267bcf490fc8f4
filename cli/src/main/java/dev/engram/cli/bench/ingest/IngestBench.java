package dev.engram.cli.bench.ingest;

import dev.engram.cli.bench.ingest.IngestStack.Learner;
import dev.engram.events.CardId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All measurements of one run, on one stack, one after the other; what is compared takes turns. */
public final class IngestBench {
    private static final int BATCH = 200;
    private static final int BATCH_CLIENTS = 4;
    private static final int SINGLE_CLIENTS = 16;
    private static final int PER_SECOND = 500;
    private static final int STREAMED = 100;
    private static final int IMPORT_BATCH = 1_000;

    private final Path root;
    private final Settings settings;
    private final Consumer<String> progress;

    /**
     * How much is measured.
     *
     * @param rounds of each comparison, at least 1
     * @param seconds of each round and of the load at a fixed rate, at least 1
     * @param exported reviews of the learner whose data is downloaded, at least 1
     */
    public record Settings(int rounds, int seconds, int exported) {
        public Settings {
            if (rounds < 1 || seconds < 1 || exported < 1) {
                throw new IllegalArgumentException("rounds, seconds and reviews must be at least 1");
            }
        }
    }

    /** @param root the checkout, built @param progress receives a line now and then */
    public IngestBench(Path root, Settings settings, Consumer<String> progress) {
        this.root = root;
        this.settings = settings;
        this.progress = progress;
    }

    /** @param home must not exist or be empty */
    public BenchResult run(Path home) throws IOException, InterruptedException {
        progress.accept("starting a separate stack with a deck of " + IngestStack.CARDS + " cards");
        try (IngestStack stack = IngestStack.start(root, home);
                BareEndpoint bare = BareEndpoint.start(root, home.resolve("bench-endpoint.log"));
                RawProducer raw = RawProducer.connect(stack.stack().kafka(), Topics.REVIEWS.name())) {
            List<IngestFigure> figures = new ArrayList<>();
            ReviewClient gateway = ReviewClient.of(stack.stack().url());
            ReviewPayloads payloads = new ReviewPayloads(stack.cards());
            Comparison singles = singles(stack, gateway, ReviewClient.of(bare.url()), raw, payloads);
            figures.add(singles.figure());
            figures.add(steady(stack, gateway, payloads, PER_SECOND));
            figures.add(steady(stack, gateway, payloads, Math.max(1, (int) (singles.perSecond() / 2))));
            figures.add(batches(stack, gateway, raw, payloads).figure());
            fill(stack, gateway, payloads);
            figures.add(QueueFigure.measure(stack, gateway, progress));
            figures.add(stream(stack, gateway));
            figures.add(takeOut(stack, gateway));
            String where = "%d cores of %s, %d rounds of %d s, %,d reviews exported"
                    .formatted(
                            Runtime.getRuntime().availableProcessors(),
                            System.getProperty("os.arch"),
                            settings.rounds(),
                            settings.seconds(),
                            settings.exported());
            return BenchResult.of(figures, where);
        }
    }

    private Duration round() {
        return Duration.ofSeconds(settings.seconds());
    }

    /**
     * One review per request, as many as 16 clients can send, beside an endpoint that only parses and answers, and beside what the
     * log alone takes of 16 clients, each of whose records it has flushed before the next one.
     */
    private Comparison singles(
            IngestStack stack, ReviewClient gateway, ReviewClient bare, RawProducer raw, ReviewPayloads payloads)
            throws IOException, InterruptedException {
        List<Learner> learners = stack.learners(SINGLE_CLIENTS);
        Load.Call recorded = client -> single(gateway, learners.get(client), payloads);
        Load.Call answered = client -> single(bare, learners.get(client), payloads);
        Settling settled = () -> settle(gateway, learners, payloads);
        Comparison compared =
                compare("single reviews", "bare endpoint", SINGLE_CLIENTS, recorded, answered, settled, 60, 20);
        List<List<EncodedEvent>> records = new ArrayList<>();
        for (Learner learner : learners) {
            records.add(RawProducer.encoded(payloads.next(learner.id(), 1, Origin.LIVE)));
        }
        double log = Load.closed(SINGLE_CLIENTS, round(), client -> raw.append(records.get(client)));
        progress.accept("single records to the log alone: %,.0f/s".formatted(log));
        return compared.with("the log alone takes %,.0f/s".formatted(log));
    }

    private static int single(ReviewClient client, Learner learner, ReviewPayloads payloads)
            throws IOException, InterruptedException {
        client.record(learner.token(), ReviewPayloads.body(payloads.next(learner.id(), 1, Origin.LIVE)), 1);
        return 1;
    }

    /** Batches through gateway and review-service, beside a producer that appends the same records. */
    private Comparison batches(IngestStack stack, ReviewClient gateway, RawProducer raw, ReviewPayloads payloads)
            throws IOException, InterruptedException {
        List<Learner> learners = stack.learners(BATCH_CLIENTS);
        List<List<EncodedEvent>> records = new ArrayList<>();
        for (Learner learner : learners) {
            records.add(RawProducer.encoded(payloads.next(learner.id(), BATCH, Origin.LIVE)));
        }
        Load.Call recorded = client -> {
            Learner learner = learners.get(client);
            List<ReviewRecorded> reviews = payloads.next(learner.id(), BATCH, Origin.LIVE);
            gateway.record(learner.token(), ReviewPayloads.body(reviews), BATCH);
            return BATCH;
        };
        Load.Call appended = client -> raw.append(records.get(client));
        Settling settled = () -> settle(gateway, learners, payloads);
        return compare("reviews in batches of 200", "raw producer", BATCH_CLIENTS, recorded, appended, settled, 50, 10);
    }

    /** What is done between rounds. */
    private interface Settling {
        void await() throws IOException, InterruptedException;
    }

    /** Returns when schedule and mastery of some learners have caught up, which would take time from the next round. */
    private static void settle(ReviewClient gateway, List<Learner> learners, ReviewPayloads payloads)
            throws IOException, InterruptedException {
        for (Learner learner : learners) {
            List<ReviewRecorded> review = payloads.next(learner.id(), 1, Origin.LIVE);
            String position = ReviewClient.position(gateway.record(learner.token(), ReviewPayloads.body(review), 1));
            gateway.awaitCaughtUp("/api/v1/queue?after=", position, learner.token());
            gateway.awaitCaughtUp("/api/v1/mastery/tags?after=", position, learner.token());
        }
    }

    private Comparison compare(
            String what,
            String beside,
            int clients,
            Load.Call ours,
            Load.Call theirs,
            Settling settled,
            double goal,
            double floor)
            throws IOException, InterruptedException {
        Load.closed(clients, round(), ours); // compiles what is used
        settled.await();
        Load.closed(clients, round(), theirs);
        double[] our = new double[settings.rounds()];
        double[] their = new double[settings.rounds()];
        for (int i = 0; i < settings.rounds(); i++) {
            our[i] = Load.closed(clients, round(), ours);
            settled.await();
            their[i] = Load.closed(clients, round(), theirs);
            progress.accept("%s, round %d of %d: %,.0f/s, %s %,.0f/s"
                    .formatted(what, i + 1, settings.rounds(), our[i], beside, their[i]));
        }
        IngestFigure figure = IngestFigure.share(
                what + " / " + beside,
                goal,
                floor,
                100 * median(our) / median(their),
                "%,.0f/s beside %,.0f/s, %d clients".formatted(median(our), median(their), clients));
        return new Comparison(figure, median(our));
    }

    /** @param perSecond what we reached */
    private record Comparison(IngestFigure figure, double perSecond) {
        Comparison with(String detail) {
            return new Comparison(figure.with(detail), perSecond);
        }
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Single reviews at a fixed rate; what is refused for the moment is sent again, and its time goes on. */
    private IngestFigure steady(IngestStack stack, ReviewClient gateway, ReviewPayloads payloads, int perSecond)
            throws IOException, InterruptedException {
        List<Learner> learners = stack.learners(SINGLE_CLIENTS);
        LongAdder again = new LongAdder();
        Load.Call call = client -> {
            Learner learner = learners.get(client);
            again.add(gateway.recordPatiently(
                    learner.token(), ReviewPayloads.body(payloads.next(learner.id(), 1, Origin.LIVE))));
            return 1;
        };
        Load.open(perSecond, Duration.ofSeconds(2), SINGLE_CLIENTS, call);
        settle(gateway, learners, payloads);
        again.reset();
        long start = System.nanoTime();
        Latencies latencies = Load.open(perSecond, round().multipliedBy(2), SINGLE_CLIENTS, call);
        double served = latencies.calls() / ((System.nanoTime() - start) / 1e9);
        String details = "%s, %,.0f/s served, %d sent again".formatted(latencies, served, again.sum());
        progress.accept("single reviews at %d/s: %s".formatted(perSecond, details));
        return IngestFigure.atMost(
                "p99 of a single review at %d/s".formatted(perSecond), "ms", 25, 250, latencies.millis(0.99), details);
    }

    /** Gives the account a history in all cards. */
    private void fill(IngestStack stack, ReviewClient gateway, ReviewPayloads payloads)
            throws IOException, InterruptedException {
        Learner learner = stack.account();
        String answer = "";
        for (int sent = 0; sent < Math.max(settings.exported(), IngestStack.CARDS); sent += IMPORT_BATCH) {
            List<ReviewRecorded> reviews = payloads.next(learner.id(), IMPORT_BATCH, Origin.ANKI);
            answer = gateway.record(learner.token(), ReviewPayloads.body(reviews), IMPORT_BATCH);
            if (sent % 20_000 == 0) {
                progress.accept("recording the history to be exported: %,d reviews".formatted(sent));
            }
        }
        gateway.awaitCaughtUp("/api/v1/queue?after=", ReviewClient.position(answer), learner.token());
    }

    private IngestFigure stream(IngestStack stack, ReviewClient gateway) throws IOException, InterruptedException {
        List<CardId> cards = stack.cards().subList(0, STREAMED);
        Learner learner = stack.learners(1).getFirst();
        @Nullable Latencies latencies = new StreamDelay(gateway, learner).measure(cards);
        String details = latencies == null ? "there is no stream of changes" : latencies.toString();
        progress.accept("acknowledged until on another client's stream: " + details);
        return IngestFigure.atMost(
                "p99 from acknowledged to another client's stream",
                "ms",
                250,
                1_000,
                latencies == null ? Double.NaN : latencies.millis(0.99),
                details);
    }

    /** Twice: the memory that the first one takes for good is not counted. */
    private IngestFigure takeOut(IngestStack stack, ReviewClient gateway) throws IOException, InterruptedException {
        SlowTakeOut.download(stack, gateway, stack.account(), Duration.ZERO);
        SlowTakeOut.Result slow = SlowTakeOut.download(stack, gateway, stack.account(), Duration.ofMillis(100));
        String details = "%,d reviews, %.1f MB in %.0f s, read slowly"
                .formatted(settings.exported(), slow.megabytes(), slow.seconds());
        progress.accept("take-out: " + details);
        return IngestFigure.atMost("growth of memory during a take-out", "MB", 32, 96, slow.growth(), details);
    }
}
