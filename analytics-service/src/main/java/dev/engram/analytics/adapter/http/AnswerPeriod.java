package dev.engram.analytics.adapter.http;

import dev.engram.analytics.domain.learner.RetentionPeriod;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The parameter {@code period}. */
public class AnswerPeriod {
    @QueryParam("period")
    @Schema(
            enumeration = {"TODAY", "WEEK", "MONTH", "YEAR", "ALL"},
            defaultValue = "ALL",
            description = "Study days up to that of asOf")
    @Nullable
    String period;

    RetentionPeriod value() {
        return Fields.choice("period", period, RetentionPeriod.ALL);
    }
}
