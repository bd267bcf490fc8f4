package dev.engram.runtime.runner;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance as the runner sees them, so that a test decides both.
 *
 * @param clock for what is shown to people
 * @param nanoTime for waits and shares of time, as {@link System#nanoTime()}
 * @param random for the jitter of waits
 */
public record RunnerEnvironment(InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {

    /** The clocks of this machine. */
    public static RunnerEnvironment system() {
        return new RunnerEnvironment(
                InstantSource.system(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
    }

    long nanos() {
        return nanoTime.getAsLong();
    }
}
