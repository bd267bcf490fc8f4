package dev.engram.gateway.adapter.cohort;

import dev.engram.gateway.domain.Cohort;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Parameters of figures of classes, handed on as they are to the service that computes them. */
public final class ClassParameters {
    private ClassParameters() {}

    /** A position is refused here, so that the problem names the parameter. */
    static @Nullable String positions(@Nullable String after) {
        var _ = Fields.after(after);
        return after;
    }

    /** When. */
    public static class At {
        @QueryParam("asOf")
        @Schema(
                format = "date-time",
                description =
                        "The moment asked about, with an offset or Z; default now. Members see the class as of the"
                                + " beginning of that week (Monday in UTC)",
                examples = "2026-10-03T08:00:00Z")
        @Nullable
        String asOf;

        @QueryParam("after")
        @Nullable
        String after;

        Map<String, @Nullable String> query() {
            var query = new HashMap<String, @Nullable String>();
            query.put("asOf", asOf);
            query.put("after", after);
            return query;
        }
    }

    /** When, and of whom. */
    public static class Moment extends At {
        @QueryParam("simulated")
        @Schema(
                type = SchemaType.BOOLEAN,
                defaultValue = "false",
                description = "true: of the simulated learners, although the cohort has others; for the teacher")
        @Nullable
        String simulated;

        @Override
        Map<String, @Nullable String> query() {
            var query = super.query();
            query.put("simulated", simulated);
            return query;
        }
    }

    /** The same about mastery. */
    public static class Ahead extends Moment {
        @QueryParam("horizon")
        @Schema(
                type = SchemaType.NUMBER,
                minimum = "0",
                maximum = "3650",
                description =
                        "Days after asOf that mastery looks at; default the days to the exam of the cohort where that"
                                + " lies ahead, else 30. For the teacher")
        @Nullable
        String horizon;

        Map<String, @Nullable String> query(Cohort cohort) {
            var query = query();
            query.put("horizon", horizon);
            query.put("examDate", examDate(cohort));
            return query;
        }
    }

    static @Nullable String examDate(Cohort cohort) {
        var date = cohort.examDate();
        return date == null ? null : date.toString();
    }

    /** Which cards of a member. */
    public static class OfCards extends At {
        @QueryParam("horizon")
        @Schema(
                type = SchemaType.NUMBER,
                minimum = "0",
                maximum = "3650",
                description =
                        "Days after asOf that mastery looks at; default the days to the exam of the cohort where that"
                                + " lies ahead, else 30")
        @Nullable
        String horizon;

        @QueryParam("tag")
        @Schema(description = "Only cards with this tag or one that lies in it", examples = "attention")
        @Nullable
        String tag;

        @QueryParam("untagged")
        @Schema(
                type = SchemaType.BOOLEAN,
                defaultValue = "false",
                description = "true: only cards without a tag; not beside tag")
        @Nullable
        String untagged;

        @QueryParam("limit")
        @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100")
        @Nullable
        String limit;

        @QueryParam("cursor")
        @Schema(format = "uuid", description = "next of the page before")
        @Nullable
        String cursor;

        Map<String, @Nullable String> query(Cohort cohort) {
            var query = query();
            query.put("horizon", horizon);
            query.put("examDate", examDate(cohort));
            query.put("tag", tag);
            query.put("untagged", untagged);
            query.put("limit", limit);
            query.put("cursor", cursor);
            return query;
        }
    }

    /** Which answers of a member. */
    public static class OfAnswers extends At {
        @QueryParam("cardId")
        @Schema(format = "uuid", required = true, description = "A card of the deck of the cohort")
        @Nullable
        String cardId;

        @QueryParam("limit")
        @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "500")
        @Nullable
        String limit;

        @QueryParam("before")
        @Schema(format = "uuid", description = "The first review of the answer before")
        @Nullable
        String before;

        @Override
        Map<String, @Nullable String> query() {
            var query = super.query();
            query.put("cardId", Fields.uuid("cardId", cardId).toString());
            query.put("limit", limit);
            query.put("before", before);
            return query;
        }
    }
}
