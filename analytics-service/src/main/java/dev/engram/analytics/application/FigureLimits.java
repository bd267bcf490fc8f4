package dev.engram.analytics.application;

import dev.engram.kit.limit.JobSlots;

/**
 * How much one answer may take.
 *
 * @param cards most live cards in the decks of a learner
 * @param tags most rows of a table of tags
 * @param reviews most reviews and actions that are folded again
 * @param present answers from states of now that are made at a time
 * @param past answers from histories that are made at a time
 */
public record FigureLimits(int cards, int tags, long reviews, JobSlots present, JobSlots past) {

    /** A limit that was gone over. @param quota {@code cards} or {@code tags} */
    public record Exceeded(String quota, long limit) {}
}
