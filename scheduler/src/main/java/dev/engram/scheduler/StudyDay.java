package dev.engram.scheduler;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The day an instant counts for: the local date, where the day begins at the rollover hour. Days are epoch days (0 is 1
 * January 1970).
 */
public final class StudyDay {
    private static final long HOUR = 3600;
    private static final long DAY = 86400;

    private StudyDay() {}

    /**
     * The study day of something that happened, by the offset it carries.
     *
     * @param rolloverHour 0 to 23
     */
    public static long of(Instant at, ZoneOffset offset, int rolloverHour) {
        return Math.floorDiv(at.getEpochSecond() + offset.getTotalSeconds() - rolloverHour * HOUR, DAY);
    }

    /**
     * When a study day begins in the plan's zone.
     *
     * @param rolloverHour 0 to 23
     */
    public static Instant start(long studyDay, ZoneId zone, int rolloverHour) {
        return LocalDate.ofEpochDay(studyDay)
                .atTime(rolloverHour, 0)
                .atZone(zone)
                .toInstant();
    }

    /**
     * The study day of an instant from now on, in the plan's zone.
     *
     * @param rolloverHour 0 to 23
     */
    public static long in(Instant at, ZoneId zone, int rolloverHour) {
        return of(at, zone.getRules().getOffset(at), rolloverHour);
    }
}
