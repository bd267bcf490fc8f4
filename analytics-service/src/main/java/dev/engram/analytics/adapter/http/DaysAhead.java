package dev.engram.analytics.adapter.http;

import dev.engram.kit.problem.Fields;
import dev.engram.scheduler.exam.ExamGoal;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The parameter {@code days} of figures of the days to come. */
public class DaysAhead {
    private static final int DEFAULT = 30;

    @QueryParam("days")
    @Schema(
            type = SchemaType.INTEGER,
            minimum = "1",
            maximum = "366",
            defaultValue = "30",
            description = "Today included")
    @Nullable
    String days;

    int value() {
        return days == null ? DEFAULT : (int) Fields.integer("days", days, 1, ExamGoal.MOST_DAYS);
    }
}
