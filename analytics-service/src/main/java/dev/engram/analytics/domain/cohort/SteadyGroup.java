package dev.engram.analytics.domain.cohort;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Of whom the figures are that members see of a class. New members come in at the beginning of a week, and only when at least
 * {@value SmallCells#LEAST} are new: two groups that differ by few learners would tell about these.
 */
public final class SteadyGroup {
    private SteadyGroup() {}

    /** The beginning of the week of a moment: Monday in UTC. */
    public static Instant week(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /**
     * Until when those have joined who are in the group; empty if nobody is.
     *
     * @param joined when each member joined
     * @param week the beginning of the week that figures are about
     */
    public static Optional<Instant> joinedBy(Collection<Instant> joined, Instant week) {
        var perWeek = new TreeMap<Instant, Integer>();
        for (var moment : joined) {
            var begin = week(moment);
            perWeek.merge(begin.equals(moment) ? begin : begin.plus(Duration.ofDays(7)), 1, Integer::sum);
        }
        Instant last = null;
        int waiting = 0;
        for (var entry : perWeek.headMap(week, true).entrySet()) {
            waiting += entry.getValue();
            if (waiting >= SmallCells.LEAST) {
                last = entry.getKey();
                waiting = 0;
            }
        }
        return Optional.ofNullable(last);
    }
}
