package dev.engram.cli.bench.analytics;

import java.util.Set;

/**
 * How much is measured.
 *
 * @param parts at least one
 * @param answers to each card of the learner whose figures are read, at least 2
 * @param rate reviews per second of {@link AnalyticsPart#VISIBLE}, at least {@value VisibleFigure#BATCH}
 * @param events that are folded, at least {@value #FEWEST_EVENTS}
 * @param rebuilt events of the log that is folded anew, at least {@value #FEWEST_EVENTS}
 */
public record AnalyticsSettings(
        Set<AnalyticsPart> parts, int answers, int rate, int events, int rebuilt, Classes classes) {
    /** With fewer, the share that is left out while the service compiles would be all. */
    static final int FEWEST_EVENTS = 10_000;

    /**
     * Two classes that study one deck, of which every learner has answered every card.
     *
     * @param learners of the class whose figures are computed while the caller waits, at least 1
     * @param large learners of the class whose figures are a snapshot, more than {@code learners}
     * @param cards at least 10
     * @param copied whether one learner answers, and the documents made of that are copied for the others
     */
    public record Classes(int learners, int large, int cards, boolean copied) {
        public Classes {
            require(learners >= 1, "--class must be at least 1");
            require(large > learners, "--large-class must be more than --class");
            require(cards >= 10, "--class-cards must be at least 10");
        }

        /** What is computed while the caller waits. */
        long states() {
            return (long) learners * cards;
        }
    }

    public AnalyticsSettings {
        require(!parts.isEmpty(), "--only must name at least one part");
        require(answers >= 2, "--answers must be at least 2");
        require(rate >= VisibleFigure.BATCH, "--rate must be at least " + VisibleFigure.BATCH);
        require(events >= FEWEST_EVENTS, "--events must be at least " + FEWEST_EVENTS);
        require(rebuilt >= FEWEST_EVENTS, "--rebuild must be at least " + FEWEST_EVENTS);
        parts = Set.copyOf(parts);
    }

    boolean has(AnalyticsPart part) {
        return parts.contains(part);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
