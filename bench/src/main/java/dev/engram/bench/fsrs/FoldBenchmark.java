package dev.engram.bench.fsrs;

import dev.engram.fsrs.CardView;
import dev.engram.fsrs.CardViewFold;
import dev.engram.fsrs.MemoryFold;
import dev.engram.fsrs.SchedulingRules;
import dev.engram.fsrs.Weights;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Our two folds over the generated reviews, under default weights and rules. One pass is all reviews.
 * Reviews per second of one thread: {@code java -cp bench/target/engram-bench.jar org.openjdk.jmh.Main FoldBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FoldBenchmark {
    private static final long START_MILLIS =
            Instant.parse("2025-01-01T09:00:00Z").toEpochMilli();
    private static final long DAY_MILLIS = 86_400_000;

    private final GeneratedReviews reviews;
    private final MemoryFold memory = new MemoryFold(Weights.DEFAULT);
    private final CardViewFold views = new CardViewFold(Weights.DEFAULT, SchedulingRules.DEFAULT);
    private final CardView view = new CardView();
    private final double[] stabilityDays;
    private final double[] difficulty;
    private final long[] times;

    /** Over reviews of its own. */
    public FoldBenchmark() {
        this(new GeneratedReviews());
    }

    FoldBenchmark(GeneratedReviews reviews) {
        this.reviews = reviews;
        this.stabilityDays = new double[GeneratedReviews.CARDS];
        this.difficulty = new double[GeneratedReviews.CARDS];
        this.times = new long[GeneratedReviews.REVIEWS];
        for (int card = 0; card < GeneratedReviews.CARDS; card++) {
            int from = reviews.starts[card];
            for (int i = from; i < reviews.starts[card + 1]; i++) {
                times[i] = START_MILLIS + reviews.days[i] * DAY_MILLIS + (i - from) * 1000L;
            }
        }
    }

    /** S and D over arrays; the sum of S. */
    @Benchmark
    @OperationsPerInvocation(GeneratedReviews.REVIEWS)
    public double memory() {
        memory.fold(reviews.ratings, reviews.elapsedDays, reviews.starts, stabilityDays, difficulty);
        double sum = 0;
        for (double stability : stabilityDays) {
            sum += stability;
        }
        return sum;
    }

    /** State, phase, due time and counters after every review; the sum of S. */
    @Benchmark
    @OperationsPerInvocation(GeneratedReviews.REVIEWS)
    public double cardViews() {
        var ratings = reviews.ratings;
        var elapsedDays = reviews.elapsedDays;
        var starts = reviews.starts;
        double sum = 0;
        for (int card = 0; card < GeneratedReviews.CARDS; card++) {
            view.clear();
            for (int i = starts[card]; i < starts[card + 1]; i++) {
                views.answer(view, times[i], elapsedDays[i], ratings[i]);
            }
            sum += view.stabilityDays();
        }
        return sum;
    }
}
