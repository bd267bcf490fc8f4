package dev.engram.runtime.learner;

import dev.engram.scheduler.DayActivity;
import dev.engram.scheduler.DayActivity.Counted;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The answers of a day that are no practice, in the document of the day: what is as on most days takes no room. */
final class CountedFields {
    private static final String ANSWERS = "c";
    private static final String TIMED = "t";
    private static final String MILLIS = "cms";

    /** What the first answer was: a sum of the next two. */
    private static final String FIRST = "f";

    private static final int FAILED = 1;
    private static final int REVIEWED = 2;

    private CountedFields() {}

    /** Adds the fields to the document of a day; those that are not needed are null. */
    static void write(DayActivity day, Document document) {
        var counted = day.counted();
        int first = (counted.firstFailed() ? FAILED : 0) + (counted.firstInReview() ? REVIEWED : 0);
        document.append(ANSWERS, unless(day.answers(), counted.answers()))
                .append(TIMED, unless(counted.answers(), counted.timed()))
                .append(MILLIS, counted.millis() == day.answerMillis() ? null : (Long) counted.millis())
                .append(FIRST, unless(0, first));
    }

    /** @param answers of the day, practice included @param millis the same */
    static Counted read(Document stored, int answers, long millis) {
        int counted = stored.getInteger(ANSWERS, answers);
        int first = stored.getInteger(FIRST, 0);
        var countedMillis = stored.getLong(MILLIS);
        return new Counted(
                counted,
                stored.getInteger(TIMED, counted),
                countedMillis == null ? millis : countedMillis,
                (first & FAILED) != 0,
                (first & REVIEWED) != 0);
    }

    private static @Nullable Integer unless(int expected, int value) {
        return value == expected ? null : (Integer) value;
    }
}
