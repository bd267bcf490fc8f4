package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.TagMastery;
import dev.engram.events.LearnerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a learner knows of a tag, beside the medians of the class, the learner included.
 *
 * @param tag that of the learner's own table
 */
public record BesideClass(TagMastery tag, double medianMastery, double medianRecallNow, double medianCoverage) {

    /** One row for each row of the learner's table; empty if the learner is not of the class. */
    public static Optional<List<BesideClass>> of(List<OfLearner<List<TagMastery>>> learners, LearnerId learner) {
        var byTag = new HashMap<String, List<TagMastery>>();
        for (var one : learners) {
            one.figures()
                    .forEach(row -> byTag.computeIfAbsent(row.tag(), _ -> new ArrayList<>())
                            .add(row));
        }
        return learners.stream()
                .filter(one -> one.learner().equals(learner))
                .findFirst()
                .map(one -> one.figures().stream()
                        .map(row -> beside(row, byTag.getOrDefault(row.tag(), List.of(row))))
                        .toList());
    }

    private static BesideClass beside(TagMastery row, List<TagMastery> rows) {
        return new BesideClass(
                row,
                median(rows, TagMastery::mastery),
                median(rows, TagMastery::recallNow),
                median(rows, TagMastery::coverage));
    }

    private static double median(List<TagMastery> rows, ToDoubleFunction<TagMastery> figure) {
        return Spread.of(rows.stream().mapToDouble(figure).toArray()).median();
    }
}
