package dev.engram.fsrs.simulation;

/**
 * How a learner answers and how long that takes. Shares need not add up to 1.
 *
 * @param firstAnswers shares of the answers to cards never seen
 * @param stepAnswers shares of the answers in learning and relearning steps
 * @param recalledAnswers shares of HARD, GOOD and EASY where a card in review is recalled; {@code again} is 0
 * @param learningSeconds time of an answer to a new card and in learning steps
 * @param reviewSeconds time of an answer in review
 * @param relearningSeconds time of an answer in relearning steps
 * @param lapses how often cards in review are forgotten, beside what the memory model predicts
 */
public record AnswerHabits(
        PerGrade firstAnswers,
        PerGrade stepAnswers,
        PerGrade recalledAnswers,
        PerGrade learningSeconds,
        PerGrade reviewSeconds,
        PerGrade relearningSeconds,
        LapseFactors lapses) {
    /** Figures of many Anki users. Source: open-spaced-repetition/fsrs-rs, src/simulation.rs, defaults of SimulatorConfig. */
    public static final AnswerHabits DEFAULT = new AnswerHabits(
            new PerGrade(0.24, 0.094, 0.495, 0.171),
            new PerGrade(0.0519, 0.047, 0.8462, 0.055),
            new PerGrade(0, 0.224, 0.631, 0.145),
            new PerGrade(19.58, 18.79, 13.78, 10.71),
            new PerGrade(19.38, 17.59, 12.38, 8.94),
            new PerGrade(16.44, 15.25, 12.32, 8.03));

    /** Of a learner who forgets as the memory model predicts. */
    public AnswerHabits(
            PerGrade firstAnswers,
            PerGrade stepAnswers,
            PerGrade recalledAnswers,
            PerGrade learningSeconds,
            PerGrade reviewSeconds,
            PerGrade relearningSeconds) {
        this(
                firstAnswers,
                stepAnswers,
                recalledAnswers,
                learningSeconds,
                reviewSeconds,
                relearningSeconds,
                LapseFactors.NONE);
    }

    /** The same of a learner who forgets more or less often. */
    public AnswerHabits with(LapseFactors other) {
        return new AnswerHabits(
                firstAnswers, stepAnswers, recalledAnswers, learningSeconds, reviewSeconds, relearningSeconds, other);
    }

    /** @throws IllegalArgumentException naming the shares that are all 0, or a share of AGAIN among recalled answers */
    public AnswerHabits {
        some("first answers", firstAnswers);
        some("step answers", stepAnswers);
        some("recalled answers", recalledAnswers);
        if (recalledAnswers.again() != 0) {
            throw new IllegalArgumentException(
                    "share of again among recalled answers must be 0, was " + recalledAnswers.again());
        }
    }

    private static void some(String name, PerGrade shares) {
        if (!(shares.sum() > 0 && shares.sum() <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("shares of " + name + " must add up to more than 0, were " + shares);
        }
    }
}
