package dev.engram.hardness.frame;

/** The logistic function. */
public final class Logit {
    private Logit() {}

    /** Probability of a logit, without overflow. */
    public static double probability(double logit) {
        return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
    }
}
