package dev.engram.analytics.domain.learner;

import dev.engram.scheduler.DayActivity;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a learner answered on each study day. Lives within one call. */
public final class ActivityCalendar {
    /** Steps of the heat map, without that of days without an answer. */
    public static final int STEPS = 5;

    private static final double MILLIS_PER_MINUTE = 60_000;

    private final TreeMap<Long, long[]> days = new TreeMap<>(); // answers and milliseconds

    /**
     * A day with an answer.
     *
     * @param day study day, as epoch day
     * @param step 1 to {@link #STEPS}: which fifth of the learner's own days with answers, of all time, it lies in
     */
    public record Day(long day, int answers, double minutes, int step) {}

    /**
     * Study days in a row with at least one answer each.
     *
     * @param current up to today, or up to yesterday while today has none
     * @param longest ever
     * @param lastDay the last study day with an answer; null without one
     */
    public record Streak(int current, int longest, @Nullable Long lastDay) {}

    /** Takes in a day of a card. */
    public void add(DayActivity day) {
        add(day.day(), day.answers(), day.answerMillis());
    }

    /** Takes in answers of a day. */
    public void add(long day, long answers, long millis) {
        if (answers > 0) {
            var sum = days.computeIfAbsent(day, _ -> new long[2]);
            sum[0] += answers;
            sum[1] += millis;
        }
    }

    /** The days with an answer in a range, oldest first. @param from first day @param to last day */
    public List<Day> days(long from, long to) {
        var sorted = days.values().stream().mapToLong(sum -> sum[0]).sorted().toArray();
        return days.subMap(from, true, to, true).entrySet().stream()
                .map(day -> new Day(
                        day.getKey(),
                        Math.toIntExact(day.getValue()[0]),
                        day.getValue()[1] / MILLIS_PER_MINUTE,
                        step(sorted, day.getValue()[0])))
                .toList();
    }

    /** The fifth that a number of answers lies in: equal days have the same. */
    private static int step(long[] sorted, long answers) {
        int below = Arrays.binarySearch(sorted, answers);
        while (below > 0 && sorted[below - 1] == answers) {
            below--;
        }
        return 1 + below * STEPS / sorted.length;
    }

    /** The streak as of a study day. */
    public Streak streak(long today) {
        var until = days.headMap(today, true);
        if (until.isEmpty()) {
            return new Streak(0, 0, null);
        }
        int longest = 0;
        int run = 0;
        long before = Long.MIN_VALUE;
        for (long day : until.keySet()) {
            run = day == before + 1 ? run + 1 : 1;
            longest = Math.max(longest, run);
            before = day;
        }
        long last = until.lastKey();
        return new Streak(today - last <= 1 ? run : 0, longest, last);
    }
}
