package dev.engram.simulation.recovery;

/** What may be used to rank tags: the primary model, what it replaces, and what it would be with a part left out. */
public enum Estimator {
    /** The primary estimate of a hardness study: gamma from lateness, learner, card and tag effects. */
    PRIMARY("primary"),
    /** Lapses of reviews / reviews. */
    LAPSE_RATE("lapse rate of reviews"),
    /** The lapse rate shrunk by a Beta prior. */
    BETA_BINOMIAL("beta-binomial"),
    /** Failures of first exposures / first exposures. */
    FIRST_EXPOSURE("Again rate, first exposure"),
    /** Reviews that a card takes. */
    REVIEWS_PER_CARD("reviews per card"),
    /** The primary model without the term of time. */
    NO_TIME("mixed model without time"),
    /** The primary model with a free slope on ln t. */
    FREE_SLOPE("free slope on ln t"),
    /** The primary model with gamma = 1. */
    GAMMA_ONE("gamma = 1 fixed"),
    /** The primary model without learner effects. */
    NO_LEARNER("primary without learner effect"),
    /** The primary model without card effects. */
    NO_CARD("primary without card effect"),
    /** The best linear estimate from the true difficulty of every card. */
    CEILING("ceiling (true card difficulty known)");

    private final String label;

    Estimator(String label) {
        this.label = label;
    }

    /** The name in tables. */
    public String label() {
        return label;
    }
}
