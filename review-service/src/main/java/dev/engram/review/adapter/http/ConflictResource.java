package dev.engram.review.adapter.http;

import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.review.adapter.http.ConflictAnswers.Conflicts;
import dev.engram.review.application.history.ConflictReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Events that arrived with different contents under one id. */
@Path("/api/v1/conflicts")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reviews")
public class ConflictResource {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    private final ConflictReader conflicts;
    private final Caller caller;

    ConflictResource(ConflictReader conflicts, Caller caller) {
        this.conflicts = conflicts;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listConflicts",
            summary = "What was sent with different contents under one id",
            description =
                    "Of the versions under an id the one counts that the server received first, of those received at the"
                            + " same time the one with the smallest canonical bytes. Up to 10 others are kept, and the number of"
                            + " further ones. By card and id; limit is 1 to 200, 50 if absent.")
    @APIResponse(responseCode = "200", description = "A page of conflicts, each with its versions")
    public Conflicts list(
            @RestQuery @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50") @Nullable
                    String limit,
            @RestQuery @Schema(format = "cursor", description = "'next' of the page before, as it is") @Nullable
                    String cursor,
            @RestQuery @Nullable String after) {
        return Conflicts.of(conflicts.conflicts(
                caller.learnerId(),
                cursor == null ? null : ConflictAnswers.place(cursor),
                limit == null ? USUAL_LIMIT : (int) Fields.integer("limit", limit, 1, HIGHEST_LIMIT),
                Fields.after(after)));
    }
}
