package dev.engram.events;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a learner studies. State is the fold of the whole history under the latest plan, zone and rollover hour excepted.
 *
 * @param desiredRetention in [0.70, 0.99]
 * @param learningSteps at most 20, each from 1 second to 30 days; may be empty
 * @param relearningSteps as {@code learningSteps}
 * @param maximumIntervalDays 1 to 36500
 * @param rolloverHour hour at which a study day begins, 0 to 23
 * @param zone with {@code rolloverHour} it holds from the time of the change on; the first one for the past too
 * @param newCardsPerDay 0 to 9999
 * @param reviewsPerDay 0 to 9999
 * @param options what goes beyond the schedule of one card; null for {@link StudyOptions#DEFAULT}
 * @param weights the 21 weights of FSRS-6, finite; their bounds are the memory model's
 */
public record Plan(
        double desiredRetention,
        List<Duration> learningSteps,
        List<Duration> relearningSteps,
        int maximumIntervalDays,
        int rolloverHour,
        ZoneId zone,
        int newCardsPerDay,
        int reviewsPerDay,
        boolean fuzz,
        List<Double> weights,
        String weightsVersion,
        @Nullable StudyOptions options) {

    /** Least and greatest desired retention, of plans and of goals. */
    public static final double LOWEST_RETENTION = 0.70;

    public static final double HIGHEST_RETENTION = 0.99;

    /** What a desired retention must satisfy, in words. */
    public static final String RETENTION_RULE = "must lie in [0.70, 0.99]";

    /** The plan of a learner who never changed it. */
    public static final Plan DEFAULT = new Plan(
            0.9,
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10)),
            List.of(Duration.ofMinutes(10)),
            36_500,
            4,
            ZoneOffset.UTC,
            20,
            200,
            false,
            // published defaults of FSRS-6, June 2025 on
            List.of(
                    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
                    0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
            "fsrs-6-default",
            null);

    /** A plan with the default options. */
    public Plan(
            double desiredRetention,
            List<Duration> learningSteps,
            List<Duration> relearningSteps,
            int maximumIntervalDays,
            int rolloverHour,
            ZoneId zone,
            int newCardsPerDay,
            int reviewsPerDay,
            boolean fuzz,
            List<Double> weights,
            String weightsVersion) {
        this(
                desiredRetention,
                learningSteps,
                relearningSteps,
                maximumIntervalDays,
                rolloverHour,
                zone,
                newCardsPerDay,
                reviewsPerDay,
                fuzz,
                weights,
                weightsVersion,
                null);
    }

    public Plan {
        FieldCheck.that(
                isRetention(desiredRetention), "plan.desiredRetention %s, was %s", RETENTION_RULE, desiredRetention);
        learningSteps = steps(learningSteps, "plan.learningSteps");
        relearningSteps = steps(relearningSteps, "plan.relearningSteps");
        within(maximumIntervalDays, 1, 36_500, "plan.maximumIntervalDays");
        within(rolloverHour, 0, 23, "plan.rolloverHour");
        FieldCheck.present(zone, "plan.zone");
        within(newCardsPerDay, 0, 9_999, "plan.newCardsPerDay");
        within(reviewsPerDay, 0, 9_999, "plan.reviewsPerDay");
        weights = weights(weights, "plan.weights");
        FieldCheck.text(weightsVersion, "plan.weightsVersion", 64);
        // one form of one plan, which events of before this field have too
        options = StudyOptions.DEFAULT.equals(options) ? null : options;
    }

    /** Whether a plan or a goal may ask for {@code desiredRetention}; NaN is none. */
    public static boolean isRetention(double desiredRetention) {
        return desiredRetention >= LOWEST_RETENTION && desiredRetention <= HIGHEST_RETENTION;
    }

    /** What goes beyond the schedule of one card. */
    public StudyOptions studyOptions() {
        return options == null ? StudyOptions.DEFAULT : options;
    }

    /** The same plan with other weights. */
    public Plan withWeights(List<Double> otherWeights, String otherVersion) {
        return new Plan(
                desiredRetention,
                learningSteps,
                relearningSteps,
                maximumIntervalDays,
                rolloverHour,
                zone,
                newCardsPerDay,
                reviewsPerDay,
                fuzz,
                otherWeights,
                otherVersion,
                options);
    }

    /** Whether the states of cards are the same under {@code other}, in one calendar. */
    public boolean schedulesLike(Plan other) {
        return desiredRetention == other.desiredRetention
                && learningSteps.equals(other.learningSteps)
                && relearningSteps.equals(other.relearningSteps)
                && maximumIntervalDays == other.maximumIntervalDays
                && fuzz == other.fuzz
                && weights.equals(other.weights);
    }

    /** The 21 weights, each a finite number. */
    static List<Double> weights(List<Double> weights, String field) {
        var copy = List.copyOf(FieldCheck.present(weights, field));
        FieldCheck.that(copy.size() == 21, "%s must be 21 numbers, were %d", field, copy.size());
        for (int i = 0; i < copy.size(); i++) {
            FieldCheck.that(Double.isFinite(copy.get(i)), "%s[%d] must be a finite number", field, i);
        }
        return copy;
    }

    private static List<Duration> steps(List<Duration> steps, String field) {
        var copy = List.copyOf(FieldCheck.present(steps, field));
        FieldCheck.that(copy.size() <= 20, "%s must be at most 20, were %d", field, copy.size());
        for (var step : copy) {
            FieldCheck.that(
                    step.compareTo(Duration.ofSeconds(1)) >= 0 && step.compareTo(Duration.ofDays(30)) <= 0,
                    "%s must each last from 1 second to 30 days, one was %s",
                    field,
                    step);
        }
        return copy;
    }

    private static void within(int value, int low, int high, String field) {
        FieldCheck.that(value >= low && value <= high, "%s must lie in %d to %d, was %d", field, low, high, value);
    }
}
