package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.TagMastery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a class knows a tag.
 *
 * @param tag as in {@link TagMastery}
 * @param cards of the tag, the same for each learner
 * @param mastery over the learners
 * @param levels number of learners of each level
 * @param coverage mean over the learners, in [0, 1]
 */
public record ClassTag(String tag, int cards, Spread mastery, Map<Level, Integer> levels, double coverage) {
    public ClassTag {
        levels = Collections.unmodifiableMap(new EnumMap<>(levels));
    }

    /** Learners whose level it is. */
    public int learners(Level level) {
        return levels.getOrDefault(level, 0);
    }

    /** The table of a class, in the order of the learners' own tables. Empty without learners. */
    public static List<ClassTag> table(List<OfLearner<List<TagMastery>>> learners) {
        var byTag = new LinkedHashMap<String, List<TagMastery>>();
        for (var learner : learners) {
            learner.figures()
                    .forEach(row -> byTag.computeIfAbsent(row.tag(), _ -> new ArrayList<>())
                            .add(row));
        }
        return byTag.entrySet().stream()
                .map(tag -> of(tag.getKey(), tag.getValue()))
                .toList();
    }

    private static ClassTag of(String tag, List<TagMastery> rows) {
        var levels = new EnumMap<Level, Integer>(Level.class);
        for (var level : Level.values()) {
            levels.put(level, 0);
        }
        rows.forEach(row -> levels.merge(row.level(), 1, Integer::sum));
        return new ClassTag(
                tag,
                rows.getFirst().cards(),
                Spread.of(rows.stream().mapToDouble(TagMastery::mastery).toArray()),
                levels,
                Spread.of(rows.stream().mapToDouble(TagMastery::coverage).toArray())
                        .mean());
    }
}
