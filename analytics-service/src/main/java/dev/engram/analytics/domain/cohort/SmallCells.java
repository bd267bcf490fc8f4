package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.cohort.ShownTag.Count;
import dev.engram.analytics.domain.cohort.ShownTag.Figure;
import dev.engram.analytics.domain.cohort.ShownTag.Hidden;
import dev.engram.analytics.domain.cohort.ShownTag.ShownCount;
import dev.engram.analytics.domain.cohort.ShownTag.ShownFigure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hides what a table of a class would say about few of its learners, from people who may see the class only.
 *
 * <p>Tags of one family ({@link TagFamilies}) have the same levels hidden: those that 1 to 9 learners of one of its tags have, and then the
 * smallest others until, in each row, at least two are hidden that hold at least {@link #LEAST} learners together. So a number of a
 * tag follows neither from its row nor from that of a tag around it. The mean is shown where it leaves each hidden number all values
 * from 1 to 9 ({@link MeanRange}), in a whole family or in none of it; the other figures where nothing is hidden.
 */
public final class SmallCells {
    /** Fewest learners that a shown number is about. */
    public static final int LEAST = 10;

    /** Fewest learners from which shares near 0 and 1 are shown. */
    private static final int LEAST_OF_EXTREMES = 100;

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    /** Shown figures are rounded to hundredths, so that one learner more or less is not read off them. */
    private static final double STEPS = 100;

    private final Level.Thresholds thresholds;

    public SmallCells(Level.Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The table as those see it who may not see its learners, in its order. */
    public List<ShownTag> shown(List<ClassTag> table, TagFamilies families) {
        var byFamily = new LinkedHashMap<String, List<ClassTag>>();
        table.forEach(row -> byFamily.computeIfAbsent(families.of(row.tag()), _ -> new ArrayList<>())
                .add(row));
        var shown = new LinkedHashMap<String, ShownTag>();
        byFamily.values().forEach(family -> family(family).forEach(row -> shown.put(row.tag(), row)));
        return table.stream()
                .map(row -> shown.getOrDefault(row.tag(), nothing(row)))
                .toList();
    }

    private List<ShownTag> family(List<ClassTag> rows) {
        if (rows.stream().anyMatch(row -> row.mastery().n() < LEAST)) {
            return rows.stream().map(SmallCells::nothing).toList();
        }
        var hidden = hidden(rows);
        boolean isMeanShown = rows.stream().allMatch(row -> isMeanSafe(row, hidden));
        return rows.stream().map(row -> shown(row, hidden, isMeanShown)).toList();
    }

    /** The levels that are hidden in all rows of a family. */
    static Set<Level> hidden(List<ClassTag> rows) {
        var hidden = EnumSet.noneOf(Level.class);
        for (var row : rows) {
            for (var level : Level.values()) {
                int learners = row.learners(level);
                if (learners > 0 && learners < LEAST) {
                    hidden.add(level);
                } else if (isNearlyAll(learners, row.mastery().n())) {
                    // all of them, or nearly: that no other level has any says the same
                    return EnumSet.allOf(Level.class);
                }
            }
        }
        boolean grows = !hidden.isEmpty();
        while (grows) {
            grows = false;
            for (var row : rows) {
                if (!isProtected(row, hidden)) {
                    grows |= smallest(row, hidden).map(hidden::add).orElse(false);
                }
            }
        }
        return hidden;
    }

    /** Hidden levels that nobody has are no secret, as long as nobody has any of them. */
    private static boolean isProtected(ClassTag row, Set<Level> hidden) {
        int together = hidden.stream().mapToInt(row::learners).sum();
        return together == 0 || hidden.size() >= 2 && together >= LEAST;
    }

    private static Optional<Level> smallest(ClassTag row, Set<Level> hidden) {
        return Arrays.stream(Level.values())
                .filter(level -> !hidden.contains(level))
                .min(Comparator.comparing((Level level) -> row.learners(level) == 0)
                        .thenComparing(row::learners)
                        .thenComparing(level -> level));
    }

    private static boolean isNearlyAll(int learners, int n) {
        return learners == n || learners > 0 && isExtreme((double) learners / n, n);
    }

    /** Whether a share says something about nearly each of the learners. @param n their number */
    public static boolean isExtreme(double share, long n) {
        return n < LEAST_OF_EXTREMES && (share < LOW || share > HIGH);
    }

    private boolean isMeanSafe(ClassTag row, Set<Level> hidden) {
        int n = row.mastery().n();
        if (hidden.isEmpty()) {
            return true;
        }
        double mean = row.mastery().mean();
        return !isExtreme(mean, n) && new MeanRange(row, hidden, thresholds).isLeftOpen(rounded(mean), 0.5 / STEPS);
    }

    private static ShownTag shown(ClassTag row, Set<Level> hidden, boolean isMeanShown) {
        var levels = new EnumMap<Level, Count>(Level.class);
        for (var level : Level.values()) {
            levels.put(level, hidden.contains(level) ? Hidden.HIDDEN : new ShownCount(row.learners(level)));
        }
        var spread = row.mastery();
        int n = spread.n();
        var sd = spread.sd();
        boolean isSpreadShown =
                hidden.isEmpty() && !isExtreme(spread.lowerQuartile(), n) && !isExtreme(spread.upperQuartile(), n);
        return new ShownTag(
                row.tag(),
                row.cards(),
                new ShownCount(n),
                levels,
                isMeanShown ? bounded(spread.mean(), n) : Hidden.HIDDEN,
                sd == null ? null : only(isSpreadShown, sd),
                only(isSpreadShown, spread.lowerQuartile()),
                only(isSpreadShown, spread.median()),
                only(isSpreadShown, spread.upperQuartile()),
                hidden.isEmpty() ? bounded(row.coverage(), n) : Hidden.HIDDEN);
    }

    private static Figure bounded(double value, int n) {
        if (!isExtreme(value, n)) {
            return new ShownFigure(rounded(value));
        }
        return value < LOW ? new ShownTag.Below(LOW) : new ShownTag.Above(HIGH);
    }

    private static Figure only(boolean isShown, double value) {
        return isShown ? new ShownFigure(rounded(value)) : Hidden.HIDDEN;
    }

    private static double rounded(double value) {
        return Math.round(value * STEPS) / STEPS;
    }

    private static ShownTag nothing(ClassTag row) {
        Map<Level, Count> levels = new EnumMap<>(Level.class);
        for (var level : Level.values()) {
            levels.put(level, Hidden.HIDDEN);
        }
        return new ShownTag(
                row.tag(),
                row.cards(),
                Hidden.HIDDEN,
                levels,
                Hidden.HIDDEN,
                Hidden.HIDDEN,
                Hidden.HIDDEN,
                Hidden.HIDDEN,
                Hidden.HIDDEN,
                Hidden.HIDDEN);
    }
}
