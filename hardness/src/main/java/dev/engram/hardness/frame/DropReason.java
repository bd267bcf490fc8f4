package dev.engram.hardness.frame;

/** Why a review is not a row of the primary fit, in the order in which the rules are applied: the first that holds counts. */
public enum DropReason {
    /** Delivered before, identical. */
    DUPLICATE("delivered more than once"),
    /** Some answers of this learner to this card are missing: successes and lapses cannot be counted. */
    HISTORY_TRUNCATED("history of this learner on this card truncated"),
    /** Practice outside the schedule. */
    CRAM("practice"),
    /** The first answer of this learner to this card: acquisition, not retention. */
    FIRST_EXPOSURE("first exposure"),
    /** A step after the first exposure or after a lapse. */
    STEP("learning or relearning step"),
    /** No elapsed time. */
    ELAPSED_UNKNOWN("elapsed time unknown"),
    /** Sooner than the shortest elapsed time. */
    TOO_SOON("too soon after the answer before"),
    /** The card has no tag: it says nothing of any tag, and its effect would hold what other cards give to theirs. */
    CARD_WITHOUT_TAG("card without tag"),
    /** The learner has too few rows left. */
    LEARNER_TOO_SHORT("learner with too few rows");

    private final String words;

    DropReason(String words) {
        this.words = words;
    }

    /** The reason in words for a person. */
    public String words() {
        return words;
    }
}
