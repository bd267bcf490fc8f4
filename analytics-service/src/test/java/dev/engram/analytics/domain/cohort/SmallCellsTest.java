package dev.engram.analytics.domain.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.cohort.ShownTag.Above;
import dev.engram.analytics.domain.cohort.ShownTag.Below;
import dev.engram.analytics.domain.cohort.ShownTag.Hidden;
import dev.engram.analytics.domain.cohort.ShownTag.ShownCount;
import dev.engram.analytics.domain.cohort.ShownTag.ShownFigure;
import dev.engram.events.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is hidden of a class, and whether it follows from what is shown. */
class SmallCellsTest {
    private static final Level.Thresholds LEVELS = Level.Thresholds.DEFAULT;
    private static final Level[] ALL = Level.values();

    @Test
    void shouldHideEverythingOfFewerThanTenLearners() {
        // when
        var row = only(tag("a", values(9, 0.5)));
        // then
        assertThat(row.learners()).isEqualTo(Hidden.HIDDEN);
        assertThat(row.mean()).isEqualTo(Hidden.HIDDEN);
        assertThat(row.median()).isEqualTo(Hidden.HIDDEN);
        assertThat(row.levels().values()).containsOnly(Hidden.HIDDEN);
    }

    @Test
    void shouldShowLevelsThatTenLearnersHaveAndThoseThatNobodyHas() {
        // given
        var row = only(tag("a", values(12, 0.3), values(15, 0.7)));
        // then
        assertThat(row.levels())
                .isEqualTo(Map.of(
                        Level.NONE, new ShownCount(0),
                        Level.LOW, new ShownCount(12),
                        Level.MIDDLE, new ShownCount(15),
                        Level.GOOD, new ShownCount(0),
                        Level.HIGH, new ShownCount(0)));
        assertThat(row.mean()).isEqualTo(new ShownFigure(0.52));
        assertThat(row.sd()).isEqualTo(new ShownFigure(0.2));
    }

    @Test
    void shouldHideTheSmallestOtherBesideASmallCell() {
        // given: 3 of 40 would follow from the total
        var row = only(tag("a", values(3, 0.1), values(25, 0.7), values(12, 0.85)));
        // then
        assertThat(row.levels())
                .containsEntry(Level.LOW, Hidden.HIDDEN)
                .containsEntry(Level.GOOD, Hidden.HIDDEN)
                .containsEntry(Level.MIDDLE, new ShownCount(25))
                .containsEntry(Level.NONE, new ShownCount(0));
        assertThat(row.median()).isEqualTo(Hidden.HIDDEN);
        assertThat(row.coverage()).isEqualTo(Hidden.HIDDEN);
    }

    @Test
    void shouldHideTheSameLevelsOfATagAndOfTheTagAroundIt() {
        // given: of a tag with one tag in it and no card of its own the numbers are the same
        var outer = tag("ml", values(11, 0.1), values(25, 0.7), values(12, 0.85));
        var inner = tag("ml::cnn", values(3, 0.1), values(33, 0.7), values(12, 0.85));
        var other = tag("history", values(20, 0.1), values(28, 0.7));
        // when
        var rows = shown(List.of(outer, inner, other));
        // then
        assertThat(hidden(rows.get(0))).isEqualTo(hidden(rows.get(1))).contains(Level.LOW);
        assertThat(hidden(rows.get(2))).isEmpty();
        assertThat(rows.get(2).mean()).isInstanceOf(ShownFigure.class);
    }

    @Test
    void shouldSayNothingThatIsTrueOfEveryMember() {
        // given
        var all = only(tag("a", values(20, 0.97)));
        // then
        assertThat(all.levels().values()).containsOnly(Hidden.HIDDEN);
        assertThat(all.mean()).isEqualTo(Hidden.HIDDEN);
        // and: nothing that is nearly true of each
        var few = only(tag("a", values(20, 0.01), values(20, 0)));
        assertThat(few.mean()).isEqualTo(new Below(0.05));
        assertThat(few.median()).isEqualTo(Hidden.HIDDEN);
        var many = only(tag("a", values(20, 0.97), values(20, 0.91)));
        assertThat(many.levels().values()).containsOnly(Hidden.HIDDEN);
        // and: of many learners shares near 0 and 1 are shown
        assertThat(only(tag("a", values(60, 0.99), values(50, 0.89))).mean()).isEqualTo(new ShownFigure(0.94));
        assertThat(only(tag("a", values(80, 0.99), values(20, 0.89))).mean()).isNotInstanceOf(Above.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldLeaveEachHiddenNumberEveryValueFromOneToNine(long seed) {
        var random = new Random(seed);
        int hidden = 0;
        int means = 0;
        for (int round = 0; round < 300; round++) {
            var table = randomTable(random);
            for (var row : shown(table)) {
                var open = hidden(row);
                hidden += open.size();
                means += !open.isEmpty() && row.mean() instanceof ShownFigure ? 1 : 0;
                if (row.learners() instanceof ShownCount(int learners) && rest(row, learners) > 0) {
                    for (var level : open) {
                        for (int value = 1; value <= 9; value++) {
                            assertThat(isPossible(row, learners, level, value))
                                    .as("%s may be %d in %s", level, value, row)
                                    .isTrue();
                        }
                    }
                }
            }
        }
        assertThat(hidden).isGreaterThan(500);
        assertThat(means).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNeverShowANumberOfFewLearners(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var table = randomTable(random);
            var rows = shown(table);
            for (int i = 0; i < rows.size(); i++) {
                for (var count : rows.get(i).levels().values()) {
                    if (count instanceof ShownCount(int learners)) {
                        assertThat(learners == 0 || learners >= SmallCells.LEAST)
                                .isTrue();
                    }
                }
                // what is not hidden is as it is
                for (var level : ALL) {
                    if (rows.get(i).levels().get(level) instanceof ShownCount(int learners)) {
                        assertThat(learners).isEqualTo(table.get(i).learners(level));
                    }
                }
            }
        }
    }

    /** What somebody finds who tries all divisions of the rest between the hidden levels, by the total and the mean. */
    private static boolean isPossible(ShownTag row, int learners, Level level, int value) {
        var others = hidden(row).stream().filter(one -> one != level).toList();
        int rest = rest(row, learners) - value;
        if (rest < 0) {
            return false;
        }
        double[] least = new double[1];
        double[] most = new double[1];
        row.levels().forEach((one, count) -> {
            if (count instanceof ShownCount(int known)) {
                least[0] += known * from(one);
                most[0] += known * to(one);
            }
        });
        return divide(row, learners, others, 0, rest, least[0] + value * from(level), most[0] + value * to(level));
    }

    private static boolean divide(
            ShownTag row, int learners, List<Level> levels, int next, int rest, double least, double most) {
        if (next == levels.size()) {
            return rest == 0 && fits(row, learners, least, most);
        }
        int first = next == levels.size() - 1 ? rest : 0;
        for (int some = first; some <= rest; some++) {
            var level = levels.get(next);
            if (divide(
                    row,
                    learners,
                    levels,
                    next + 1,
                    rest - some,
                    least + some * from(level),
                    most + some * to(level))) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(ShownTag row, int learners, double least, double most) {
        return switch (row.mean()) {
            case ShownFigure(double mean) ->
                least <= learners * (mean + 0.005) + 1e-9 && most >= learners * (mean - 0.005) - 1e-9;
            case Above(double bound) -> most >= learners * bound;
            case Below(double bound) -> least <= learners * bound;
            case Hidden _ -> true;
        };
    }

    private static int rest(ShownTag row, int learners) {
        return learners
                - row.levels().values().stream()
                        .mapToInt(count -> count instanceof ShownCount(int known) ? known : 0)
                        .sum();
    }

    private static double from(Level level) {
        return switch (level) {
            case NONE, LOW -> 0;
            case MIDDLE -> 0.6;
            case GOOD -> 0.8;
            case HIGH -> 0.9;
        };
    }

    private static double to(Level level) {
        return switch (level) {
            case NONE -> 0;
            case LOW -> 0.6;
            case MIDDLE -> 0.8;
            case GOOD -> 0.9;
            case HIGH -> 1;
        };
    }

    private static List<Level> hidden(ShownTag row) {
        return Stream.of(ALL)
                .filter(level -> row.levels().get(level) == Hidden.HIDDEN)
                .toList();
    }

    private static List<ClassTag> randomTable(Random random) {
        int learners = 10 + random.nextInt(60);
        double skill = random.nextDouble();
        var rows = new ArrayList<ClassTag>();
        for (var tag : List.of("a", "a::b", "a::b::c", "d")) {
            double ofTag = Math.clamp(skill + (random.nextDouble() - 0.5) / 2, 0, 1);
            double spread = random.nextDouble();
            rows.add(tag(
                    tag,
                    DoubleStream.generate(() -> Math.clamp(ofTag + (random.nextDouble() - 0.5) * spread, 0, 1))
                            .limit(learners)
                            .toArray()));
        }
        return rows;
    }

    private static double[] values(int learners, double mastery) {
        return DoubleStream.generate(() -> mastery).limit(learners).toArray();
    }

    private static ClassTag tag(String tag, double[]... masteries) {
        var all = Stream.of(masteries).flatMapToDouble(DoubleStream::of).toArray();
        var levels = new EnumMap<Level, Integer>(Level.class);
        for (double mastery : all) {
            levels.merge(LEVELS.of(mastery), 1, Integer::sum);
        }
        return new ClassTag(tag, 10, Spread.of(all), levels, 0.5);
    }

    private static List<ShownTag> shown(List<ClassTag> table) {
        var cards = table.stream().map(row -> List.of(new Tag(row.tag()))).toList();
        return new SmallCells(LEVELS).shown(table, new TagFamilies(cards));
    }

    private static ShownTag only(ClassTag row) {
        return shown(List.of(row)).getFirst();
    }
}
