package dev.engram.analytics.adapter.http;

import dev.engram.analytics.domain.Horizon;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The parameter {@code horizon}. */
public class HorizonDays {
    @QueryParam("horizon")
    @Schema(
            type = SchemaType.NUMBER,
            minimum = "0",
            maximum = "3650",
            defaultValue = "30",
            description = "Days after the moment asked about that mastery looks at")
    @Nullable
    String horizon;

    Horizon value() {
        return horizon == null ? Horizon.DEFAULT : new Horizon(Fields.number("horizon", horizon, 0, Horizon.MAX_DAYS));
    }
}
