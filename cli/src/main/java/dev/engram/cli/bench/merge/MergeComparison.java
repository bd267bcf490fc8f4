package dev.engram.cli.bench.merge;

/**
 * One history played by both.
 *
 * @param history what was played
 * @param ankiVersion as it says itself
 * @param againInReview AGAIN answers to cards in review that Anki's list of reviews has, of all cards
 * @param anki compared with Anki where one device gave all answers in the order of time, and with its own recomputation
 * @param engram compared with py-fsrs, which got all answers in the order of time
 * @param truthsDiffer by how much the three true stabilities of a card differ at most, as a share
 * @param ankiStability mean of the stabilities that Anki holds, in days
 * @param trueStability mean of those that Anki computes anew from its list of reviews, in days
 */
record MergeComparison(
        TwoDeviceHistory history,
        String ankiVersion,
        int againInReview,
        MergeFigures anki,
        MergeFigures engram,
        double truthsDiffer,
        double ankiStability,
        double trueStability) {

    /** Engines compute with 32 bits or round to four decimals. */
    private static final double MOST_THAT_TRUTHS_DIFFER = 0.01;

    /** Engram and py-fsrs both compute with 64 bits. */
    private static final double LARGEST_ERROR = 1e-4;

    /** Whether the truths agree, without which nothing is said. */
    boolean isSound() {
        return truthsDiffer <= MOST_THAT_TRUTHS_DIFFER;
    }

    /** Whether Engram has lost nothing. */
    boolean engramIsRight() {
        return engram.lostLapses() == 0 && engram.wrongDueDates() == 0 && engram.largestError() <= LARGEST_ERROR;
    }
}
