package dev.engram.review.adapter.http.history;

import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.projections.query.LapsedCards;
import dev.engram.review.application.LeechReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The caller's leeches. */
@Path("/api/v1/leeches")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "studying")
public class LeechResource {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_000;
    private static final double LOWEST_LEVEL = 0.0001;
    private static final double HIGHEST_LEVEL = 0.5;

    private final LeechReader reader;
    private final Caller caller;

    LeechResource(LeechReader reader, Caller caller) {
        this.reader = reader;
        this.caller = caller;
    }

    /**
     * @param level of false discoveries
     * @param tested number of cards among which the leeches stand out
     * @param found number of all leeches, also of those not listed
     * @param parked whether a write named by {@code after} could not be applied, and so is not in the answer
     */
    @Schema(name = "Leeches")
    record Leeches(double level, long tested, int found, List<Leech> leeches, boolean caughtUp, boolean parked) {}

    @Schema(name = "Leech")
    record Leech(
            UUID cardId,

            @Schema(
                    description =
                            "First answers of a study day that follow one on an earlier day, since the card was new")
            int n,

            @Schema(description = "Those of them that were AGAIN")
            int lapses,

            @Schema(description = "Lapses that were predicted")
            double expected,

            @Schema(description = "Probability of so many lapses or more under the predictions")
            double p,

            @Schema(description = "p adjusted for the number of cards tested")
            double q) {
        private static Leech of(LapsedCards.Leech leech) {
            var test = leech.test();
            return new Leech(
                    leech.cardId().value(), test.answers(), test.lapses(), test.expected(), test.tail(), leech.q());
        }
    }

    @GET
    @Operation(
            operationId = "listLeeches",
            summary = "Cards that are forgotten more often than predicted",
            description =
                    "Of each card the lapses are compared with the recall predicted before each answer; listed are"
                            + " the cards that stand out among all at a share of false discoveries of at most 'level', the"
                            + " clearest first. Nothing is suspended: offer the action SUSPEND, or rewrite the card.")
    @APIResponse(responseCode = "200", description = "The leeches")
    public Leeches list(
            @RestQuery
                    @Schema(type = SchemaType.NUMBER, minimum = "0.0001", maximum = "0.5", defaultValue = "0.05")
                    @Nullable
                    String level,
            @RestQuery
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    String limit,
            @RestQuery @Nullable String after) {
        double asked =
                level == null ? LeechReader.USUAL_LEVEL : Fields.number("level", level, LOWEST_LEVEL, HIGHEST_LEVEL);
        var answer = reader.of(
                caller.learnerId(),
                asked,
                limit == null ? USUAL_LIMIT : (int) Fields.integer("limit", limit, 1, HIGHEST_LIMIT),
                Fields.after(after));
        return new Leeches(
                asked,
                answer.tested(),
                answer.found(),
                answer.leeches().stream().map(Leech::of).toList(),
                answer.reached().caughtUp(),
                answer.reached().parked());
    }
}
