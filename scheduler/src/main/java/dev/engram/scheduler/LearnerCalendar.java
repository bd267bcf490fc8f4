package dev.engram.scheduler;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which study day an instant is, one definition for all clients and all uses. A study day begins at the rollover hour of the
 * learner's zone. The day is a monotone function of the instant: it never goes back, at a change of zone or rollover hour no
 * more than at daylight saving. Days are epoch days (0 is 1 January 1970).
 */
public final class LearnerCalendar {
    private static final long HOUR = 3600;
    private static final long DAY = 86_400;

    /** Longer than any clock was ever set back. */
    private static final long LONGEST_OVERLAP = 2 * DAY;

    /** A study day lies around the day of the same number in UTC, by its zone, its rollover hour and those before it. */
    private static final int MOST_DAYS_APART = 5;

    /** That of a learner who never set a zone: UTC, rollover at 4. */
    public static final LearnerCalendar DEFAULT = of(ZoneOffset.UTC, 4);

    /**
     * From when on a zone and a rollover hour hold.
     *
     * @param from {@link Instant#MIN} in the first entry of a calendar
     * @param rolloverHour hour at which a study day begins, 0 to 23
     */
    public record Entry(Instant from, ZoneId zone, int rolloverHour) {

        /** @throws IllegalArgumentException if the hour is none */
        public Entry {
            if (rolloverHour < 0 || rolloverHour > 23) {
                throw new IllegalArgumentException("rolloverHour must lie in 0 to 23, was " + rolloverHour);
            }
        }

        private boolean isLike(Entry other) {
            return zone.equals(other.zone) && rolloverHour == other.rolloverHour;
        }

        private long local(Instant instant) {
            var rules = zone.getRules();
            long day = localDay(instant);
            if (rules.isFixedOffset()) {
                return day;
            }
            // where a clock is set back past the rollover hour, the day reached before stays
            var change = rules.previousTransition(instant.plusNanos(1));
            return change != null
                            && change.isOverlap()
                            && instant.getEpochSecond() - change.toEpochSecond() < LONGEST_OVERLAP
                    ? Math.max(day, localDay(change.getInstant().minusNanos(1)))
                    : day;
        }

        private long localDay(Instant instant) {
            int offset = zone.getRules().getOffset(instant).getTotalSeconds();
            return Math.floorDiv(instant.getEpochSecond() + offset - rolloverHour * HOUR, DAY);
        }
    }

    private final List<Entry> entries;
    /** Per entry the day just before it, below which it does not go. */
    private final long[] floors;

    private LearnerCalendar(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.floors = new long[entries.size()];
        floors[0] = Long.MIN_VALUE;
        for (int i = 1; i < floors.length; i++) {
            floors[i] = day(i - 1, entries.get(i).from().minusNanos(1));
        }
    }

    /** One zone and rollover hour at all times. */
    public static LearnerCalendar of(ZoneId zone, int rolloverHour) {
        return of(List.of(new Entry(Instant.MIN, zone, rolloverHour)));
    }

    /**
     * What a learner has set, from the earliest to the latest. The first holds for everything before it too; one like that
     * before it changes nothing; of those with one {@code from} the last holds. Without any it is {@link #DEFAULT}.
     */
    public static LearnerCalendar of(List<Entry> timeline) {
        if (timeline.isEmpty()) {
            return DEFAULT;
        }
        var first = timeline.getFirst();
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(Instant.MIN, first.zone(), first.rolloverHour()));
        for (var entry : timeline.subList(1, timeline.size())) {
            if (entry.from().equals(entries.getLast().from()) && entries.size() > 1) {
                entries.removeLast();
            }
            if (!entry.isLike(entries.getLast())) {
                entries.add(entry);
            }
        }
        return new LearnerCalendar(entries);
    }

    /** The study day of an instant. */
    public long day(Instant instant) {
        return day(entry(instant), instant);
    }

    /** The hour of the day, 0 to 23, by the clocks of the learner's zone at that time. */
    public int hour(Instant instant) {
        return instant.atZone(entries.get(entry(instant)).zone()).getHour();
    }

    private int entry(Instant instant) {
        int low = 0;
        int high = entries.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (entries.get(middle).from().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private long day(int entry, Instant instant) {
        return Math.max(floors[entry], entries.get(entry).local(instant));
    }

    /** When a study day begins, to the second: the first moment of that day or, where a change of zone has left it out, of a later one. */
    public Instant start(long day) {
        long low = (day - MOST_DAYS_APART) * DAY; // on an earlier study day
        long high = (day + MOST_DAYS_APART) * DAY;
        while (low < high) {
            long middle = (low + high) >> 1;
            if (day(Instant.ofEpochSecond(middle)) >= day) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Instant.ofEpochSecond(low);
    }

    /** The entries that change something, oldest first; at least one. */
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LearnerCalendar calendar && entries.equals(calendar.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return "LearnerCalendar" + entries;
    }
}
