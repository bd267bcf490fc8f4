package dev.engram.card.adapter.http;

import dev.engram.card.application.Relay;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Publishes the commits of a deck again, for catalogues that miss some. */
@Path("/internal/relay/{deckId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR_GROUP)
@Tag(name = "internal")
public class RelayResource {
    private final Relay relay;

    RelayResource(Relay relay) {
        this.relay = relay;
    }

    @POST
    @Operation(
            operationId = "republishDeck",
            summary = "Publish all commits of a deck again, in order; repeats do no harm",
            description = "Answers when the log has acknowledged all, event by event: a minute for 20,000 cards.")
    @APIResponse(responseCode = "200", description = "Published")
    @APIResponse(responseCode = "403", description = "forbidden: the role operator is needed")
    @APIResponse(responseCode = "404", description = "not-found: there is no such deck")
    public Relay.Republished republish(@PathParam("deckId") @Schema(format = "uuid") String deckId) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        return relay.republish(id).orElseThrow(() -> EditProblems.noDeck(id));
    }
}
