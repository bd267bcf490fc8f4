package dev.engram.card.adapter.http;

import dev.engram.card.adapter.mongo.DeckSharing;
import dev.engram.card.domain.DeckAccess.Visibility;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.JoinCode;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who may see a deck, as its owner decides: everybody, or who has a code. Persons are named at the gateway. */
@Path("/api/v1/decks/{deckId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "sharing", description = "Say who may see a deck, as its owner")
@APIResponse(responseCode = "404", description = "not-found: there is no such deck that you may see")
public class DeckAccessResource {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DeckSharing sharing;
    private final DeckOwner owner;
    private final InstantSource clock;

    DeckAccessResource(DeckSharing sharing, DeckOwner owner, InstantSource clock) {
        this.sharing = sharing;
        this.owner = owner;
        this.clock = clock;
    }

    @Schema(name = "VisibilityBody")
    public record VisibilityBody(
            @Schema(required = true) @Nullable Visibility visibility) {}

    @Schema(name = "DeckVisibility")
    public record DeckVisibility(UUID deckId, Visibility visibility) {}

    @PUT
    @Path("/visibility")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AUTHOR_GROUP)
    @Operation(
            operationId = "setDeckVisibility",
            summary = "Publish a deck, or make it private again",
            description =
                    "PUBLIC: everybody who is signed in reads it. PRIVATE: its owner and those it is shared with;"
                            + " who studied it while it was public gets no content of it any more, unless it is shared with them.")
    @APIResponse(responseCode = "200", description = "Set")
    @APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-owner")
    public DeckVisibility show(
            @PathParam("deckId") @Schema(format = "uuid") String deckId, @Nullable VisibilityBody body) {
        var visibility =
                Fields.required("visibility", Fields.required("body", body).visibility());
        var id = owner.require(deckId);
        sharing.show(id, visibility);
        return new DeckVisibility(id.value(), visibility);
    }

    @Schema(name = "JoinCodeBody")
    public record JoinCodeBody(
            @Schema(
                    nullable = true,
                    format = "date-time",
                    description = "Until when it lets people in, at most a year ahead; absent: until it is withdrawn")
            @Nullable
            String expiresAt,

            @Schema(
                    nullable = true,
                    minimum = "1",
                    maximum = "500",
                    description = "How many people it lets in; absent: as many as like")
            @Nullable
            Integer maxUses) {}

    @Schema(name = "JoinCode")
    public record JoinCodeView(
            UUID deckId,

            @Schema(description = "Shown this once; sent as 'code' with PUT …/membership", examples = "7K2M-9QXD-04TB")
            String code,

            @Nullable Instant expiresAt,
            @Nullable Integer maxUses) {}

    @POST
    @Path("/join-code")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AUTHOR_GROUP)
    @Operation(
            operationId = "makeJoinCode",
            summary = "Make a code with which people join a private deck; the one before lets nobody in any more")
    @APIResponseSchema(value = JoinCodeView.class, responseCode = "201", responseDescription = "Made")
    @APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-owner")
    public RestResponse<JoinCodeView> makeCode(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @RequestBody(required = false) @Nullable JoinCodeBody body) {
        var expiresAt = body == null ? null : expiry(body.expiresAt());
        var maxUses = body == null ? null : body.maxUses();
        if (maxUses != null && (maxUses < 1 || maxUses > DeckSharing.MOST_SHARES)) {
            throw Fields.invalid("maxUses", "must be a whole number from 1 to " + DeckSharing.MOST_SHARES);
        }
        var id = owner.require(deckId);
        var code = JoinCode.of(RANDOM);
        sharing.setCode(id, code, expiresAt, maxUses);
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, new JoinCodeView(id.value(), code.shown(), expiresAt, maxUses))
                .header("Cache-Control", "no-store")
                .build();
    }

    private @Nullable Instant expiry(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var expiresAt = Fields.instant("expiresAt", text).truncatedTo(ChronoUnit.MILLIS);
        var now = clock.instant();
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(366, ChronoUnit.DAYS))) {
            throw Fields.invalid("expiresAt", "must be ahead, by at most a year");
        }
        return expiresAt;
    }

    @DELETE
    @Path("/join-code")
    @Operation(operationId = "withdrawJoinCode", summary = "Withdraw the join code; who came with it stays")
    @APIResponse(responseCode = "204", description = "The deck has no join code")
    @APIResponse(responseCode = "403", description = "not-owner")
    public void withdrawCode(@PathParam("deckId") @Schema(format = "uuid") String deckId) {
        DeckId id = owner.require(deckId);
        sharing.dropCode(id);
    }
}
