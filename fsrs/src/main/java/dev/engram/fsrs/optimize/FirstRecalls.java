package dev.engram.fsrs.optimize;

import dev.engram.fsrs.Weights;
import java.util.List;

/** How often cards of one first rating were recalled after each first interval, and how well a stability explains it. */
final class FirstRecalls {
    private static final double DECAY = Weights.DEFAULT.at(20);
    private static final double FACTOR = Math.pow(0.9, -1 / DECAY) - 1;

    private final double[] days;
    private final double[] recall;
    private final double[] count;

    /** Of equal length: interval, share of recalls and number of cards of each group. */
    FirstRecalls(double[] days, double[] recall, double[] count) {
        this.days = days;
        this.recall = recall;
        this.count = count;
    }

    /** With one more card per group, which behaves as the average, so that no group is certain. */
    static FirstRecalls smoothed(List<FirstIntervals.Group> groups, double averageRecall) {
        return new FirstRecalls(
                groups.stream().mapToDouble(FirstIntervals.Group::days).toArray(),
                groups.stream()
                        .mapToDouble(group -> (group.recalled() + averageRecall) / (group.count() + 1.0))
                        .toArray(),
                groups.stream().mapToDouble(FirstIntervals.Group::count).toArray());
    }

    /** Log loss of the default forgetting curve at stability {@code s}, plus a sixteenth of the distance from the default. */
    double loss(double s, double defaultStability) {
        double sum = 0;
        for (int j = 0; j < days.length; j++) {
            double logRecall = -DECAY * Math.log(1 + FACTOR * days[j] / s);
            sum -= count[j] * (recall[j] * logRecall + (1 - recall[j]) * Math.log(1 - Math.exp(logRecall)));
        }
        return sum + Math.abs(s - defaultStability) / 16;
    }
}
