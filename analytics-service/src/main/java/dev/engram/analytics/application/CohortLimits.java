package dev.engram.analytics.application;

import dev.engram.kit.limit.JobSlots;
import java.time.Duration;

/**
 * How much figures of a cohort may take.
 *
 * @param cards most live cards in the deck
 * @param tags most tags of them, those above others included
 * @param members most members that are looked at
 * @param states most states (learners times cards) of which figures are computed while the caller waits
 * @param cells most rows of all learners together
 * @param reviews most reviews and actions of a learner that are folded again
 * @param fresh how long figures that were computed in the background are answered
 * @param kept most cells of figures that are kept
 * @param slots figures that are computed at a time while callers wait
 */
public record CohortLimits(
        int cards,
        int tags,
        int members,
        long states,
        int cells,
        long reviews,
        Duration fresh,
        long kept,
        JobSlots slots) {}
