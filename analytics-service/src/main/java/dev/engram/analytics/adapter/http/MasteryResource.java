package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.MasteryOutcome.Known;
import dev.engram.analytics.application.MasteryOutcome.NotJoined;
import dev.engram.analytics.application.MasteryOutcome.TooMuch;
import dev.engram.analytics.application.MasteryQuery;
import dev.engram.analytics.application.MasteryReader;
import dev.engram.analytics.domain.Horizon;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Mastery of the caller. */
@Path("/api/v1/mastery")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.LEARNER_GROUP)
@Tag(name = "mastery", description = "How well each topic is known")
public class MasteryResource {

    private static final Instant FIRST_MOMENT = Instant.EPOCH;
    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T23:59:59.999Z");

    private final MasteryReader reader;
    private final Caller caller;

    MasteryResource(MasteryReader reader, Caller caller) {
        this.reader = reader;
        this.caller = caller;
    }

    /** Mastery per tag over the cards of the decks that the caller has joined. */
    @GET
    @Path("/tags")
    @RunOnVirtualThread
    @Operation(operationId = "masteryOfTags", summary = "Mastery per tag, now or as of any moment")
    @APIResponse(responseCode = "200", description = "One row per tag, ordered by tag without case")
    @APIResponse(responseCode = "409", description = "quota-exceeded: quota (cards, tags or reviews) and limit")
    public MasteryAnswer tags(
            @QueryParam("asOf")
                    @Schema(
                            format = "date-time",
                            description = "The moment asked about, with an offset or Z; default now",
                            examples = "2026-10-03T08:00:00Z")
                    @Nullable
                    String asOf,
            @QueryParam("horizon")
                    @Schema(
                            type = SchemaType.NUMBER,
                            minimum = "0",
                            maximum = "3650",
                            defaultValue = "30",
                            description = "Days after asOf that mastery looks at")
                    @Nullable
                    String horizon,
            @QueryParam("after") @Nullable String after,
            @QueryParam("deckId")
                    @Schema(format = "uuid", description = "Only cards of this deck, which the caller must have joined")
                    @Nullable
                    String deckId) {
        var query = new MasteryQuery(
                caller.withToken(),
                asOf == null ? null : moment(asOf),
                horizon == null ? Horizon.DEFAULT : new Horizon(Fields.number("horizon", horizon, 0, Horizon.MAX_DAYS)),
                deckId == null ? null : new DeckId(Fields.uuid("deckId", deckId)),
                Fields.after(after));
        return switch (reader.read(query)) {
            case Known known -> MasteryAnswer.of(known);
            case NotJoined _ ->
                throw Problem.invalidField("deckId", "must be a deck that you have joined")
                        .exception();
            case TooMuch(var quota, long limit) ->
                throw Problem.of(409, "quota-exceeded", "A quota is used up")
                        .withDetail("An answer covers at most " + limit + " " + quota
                                + "; ask for one deck with deckId, or for a later moment")
                        .with("quota", quota)
                        .with("limit", limit)
                        .exception();
        };
    }

    private static Instant moment(String asOf) {
        var moment = Fields.instant("asOf", asOf);
        if (moment.isBefore(FIRST_MOMENT) || moment.isAfter(LAST_MOMENT)) {
            throw Problem.invalidField("asOf", "must lie from " + FIRST_MOMENT + " to " + LAST_MOMENT)
                    .exception();
        }
        return moment;
    }
}
