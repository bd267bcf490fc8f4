package dev.engram.bench.fsrs;

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

/** Reviews per second of one thread: {@code java -cp bench/target/engram-bench.jar org.openjdk.jmh.Main FoldBenchmark}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FoldBenchmark {
    private final GeneratedFolds folds = new GeneratedFolds(new GeneratedReviews());

    /** S and D over arrays. */
    @Benchmark
    @OperationsPerInvocation(GeneratedReviews.REVIEWS)
    public double memory() {
        return folds.memory();
    }

    /** State, phase, due time and counters. */
    @Benchmark
    @OperationsPerInvocation(GeneratedReviews.REVIEWS)
    public double cardViews() {
        return folds.views();
    }
}
