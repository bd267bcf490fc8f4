package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.FigureQuery;
import dev.engram.analytics.domain.TagChoice;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Parameters: which moment figures are about, and which writes they contain. */
public class AskedMoment {
    @QueryParam("asOf")
    @Schema(
            format = "date-time",
            description = "The moment asked about, with an offset or Z; default now",
            examples = "2026-10-03T08:00:00Z")
    @Nullable
    String asOf;

    @QueryParam("after")
    @Nullable
    String after;

    /** The moment; null: now. */
    @Nullable
    Instant moment() {
        return asOf == null ? null : Moments.of("asOf", asOf);
    }

    /** Whatever the deck and the tags. */
    FigureQuery ofAll(CallerToken caller) {
        return new FigureQuery(caller, moment(), null, new TagChoice.Any(), Fields.after(after));
    }
}
