package dev.engram.scheduler.queue;

/**
 * A card that falls due on one of the days of a queue, and what its place there depends on. In some 60 bytes, since a learner may
 * have a hundred thousand.
 *
 * @param inReview else it is in the steps
 * @param dueMillis when it falls due, as epoch milliseconds
 * @param dueDay study day on which it falls due
 * @param firstDay first study day on which it is studied: {@code dueDay}, or a later one where the learner has put it off
 * @param lastMillis time of the last answer, as epoch milliseconds
 * @param lastDay study day of the last answer
 * @param draw in [0, 1), by seed and card
 */
record DueCard(
        int card,
        boolean inReview,
        long dueMillis,
        int dueDay,
        int firstDay,
        long lastMillis,
        int lastDay,
        double stabilityDays,
        double draw) {

    /** Study days since the last answer relative to those planned; at least one is taken as planned. */
    double overdueness(long day) {
        return (double) (day - lastDay) / Math.max(1, dueDay - lastDay);
    }
}
