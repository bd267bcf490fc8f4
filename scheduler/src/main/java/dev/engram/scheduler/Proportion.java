package dev.engram.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * A share with what it stands on.
 *
 * @param successes 0 to {@code n}
 * @param n number of trials, {@code >= 0}
 */
public record Proportion(long successes, long n) {
    /** @throws IllegalArgumentException if {@code successes} is negative or above {@code n} */
    public Proportion {
        if (successes < 0 || successes > n) {
            throw new IllegalArgumentException("successes must be 0 to n = " + n + ", was " + successes);
        }
    }

    /** The trials of both. */
    public Proportion plus(Proportion other) {
        return new Proportion(successes + other.successes, n + other.n);
    }

    /** In [0, 1]; null where there are no trials. */
    public @Nullable Double value() {
        return n == 0 ? null : Double.valueOf((double) successes / n);
    }

    /** The 95% interval; null where there are no trials. */
    public @Nullable Wilson wilson() {
        return n == 0 ? null : Wilson.of(successes, n);
    }
}
