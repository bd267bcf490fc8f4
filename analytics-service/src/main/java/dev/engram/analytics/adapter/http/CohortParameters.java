package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.CohortQuery;
import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.analytics.application.HorizonChoice;
import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.TagChoice;
import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Parameters of figures of cohorts. */
public final class CohortParameters {
    private CohortParameters() {}

    /** Which cohort, and when. */
    public static class Selected extends AskedMoment {
        @PathParam("cohortId")
        @Schema(format = "uuid")
        @Nullable
        String cohortId;

        @QueryParam("deckId")
        @Schema(format = "uuid", required = true, description = "The deck of the cohort")
        @Nullable
        String deckId;

        boolean isSimulated() {
            return false;
        }

        CohortQuery query(CallerToken caller, Audience audience) {
            return new CohortQuery(
                    caller,
                    new CohortId(Fields.uuid("cohortId", cohortId)),
                    new DeckId(Fields.uuid("deckId", deckId)),
                    moment(),
                    Fields.after(after),
                    isSimulated(),
                    audience);
        }
    }

    /** What the teacher may choose beside. */
    public static class Chosen extends Selected {
        @QueryParam("simulated")
        @Schema(type = SchemaType.BOOLEAN)
        @Nullable
        String simulated;

        @Override
        boolean isSimulated() {
            return Fields.flag("simulated", simulated, false);
        }
    }

    /** What the teacher may choose about mastery. */
    public static class WithHorizon extends Chosen {
        @QueryParam("horizon")
        @Nullable
        String horizon;

        @QueryParam("examDate")
        @Schema(format = "date")
        @Nullable
        String examDate;

        HorizonChoice choice() {
            return horizon(horizon, examDate);
        }
    }

    /** What the teacher may choose about the cards of a member. */
    public static class OfCards extends Selected {
        @QueryParam("horizon")
        @Nullable
        String horizon;

        @QueryParam("examDate")
        @Schema(format = "date")
        @Nullable
        String examDate;

        @QueryParam("tag")
        @Nullable
        String tag;

        @QueryParam("untagged")
        @Schema(type = SchemaType.BOOLEAN)
        @Nullable
        String untagged;

        TagChoice tags() {
            return SelectedCards.tags(tag, untagged);
        }

        HorizonChoice choice() {
            return horizon(horizon, examDate);
        }
    }

    static HorizonChoice horizon(@Nullable String days, @Nullable String examDate) {
        return new HorizonChoice(
                days == null ? null : new Horizon(Fields.number("horizon", days, 0, Horizon.MAX_DAYS)),
                examDate == null ? null : Fields.day("examDate", examDate));
    }
}
