package dev.engram.analytics.domain.cohort;

import dev.engram.analytics.domain.Level;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a {@link ClassTag}. What is hidden is not in it.
 *
 * @param learners number of learners
 * @param levels number of learners of each level
 * @param sd null where there is none: of one learner
 */
public record ShownTag(
        String tag,
        int cards,
        Count learners,
        Map<Level, Count> levels,
        Figure mean,
        @Nullable Figure sd,
        Figure lowerQuartile,
        Figure median,
        Figure upperQuartile,
        Figure coverage) {
    public ShownTag {
        levels = Collections.unmodifiableMap(new EnumMap<>(levels));
    }

    /** A number of learners that is shown or hidden. */
    public sealed interface Count {}

    /** A figure over learners that is shown, shown as a bound, or hidden. */
    public sealed interface Figure {}

    /** @param learners 0 or more */
    public record ShownCount(int learners) implements Count {}

    /** @param value in [0, 1] */
    public record ShownFigure(double value) implements Figure {}

    /** It is above a bound, which is all that is said. */
    public record Above(double bound) implements Figure {}

    /** It is below a bound, which is all that is said. */
    public record Below(double bound) implements Figure {}

    /** Nothing is said. One mark for all reasons. */
    public enum Hidden implements Count, Figure {
        HIDDEN
    }

    /** Everything as it is, for who may see the learners themselves. */
    public static ShownTag exact(ClassTag tag) {
        var levels = new EnumMap<Level, Count>(Level.class);
        tag.levels().forEach((level, learners) -> levels.put(level, new ShownCount(learners)));
        var mastery = tag.mastery();
        var sd = mastery.sd();
        return new ShownTag(
                tag.tag(),
                tag.cards(),
                new ShownCount(mastery.n()),
                levels,
                new ShownFigure(mastery.mean()),
                sd == null ? null : new ShownFigure(sd),
                new ShownFigure(mastery.lowerQuartile()),
                new ShownFigure(mastery.median()),
                new ShownFigure(mastery.upperQuartile()),
                new ShownFigure(tag.coverage()));
    }
}
