package dev.engram.card.adapter.http;

import dev.engram.card.adapter.mongo.DeckSharing;
import dev.engram.card.domain.DeckAccess.Visibility;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.JoinCode;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shares of a deck by pseudonym, for the gateway, and the use of join codes, for review-service; both as the caller. */
@Path("/internal/decks/{deckId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "internal", description = "For the other services and for operators; not routed by the gateway")
@APIResponse(responseCode = "404", description = "not-found: there is no such deck that the caller may see")
public class InternalShareResource {

    private final DeckSharing sharing;
    private final DeckOwner owner;
    private final Caller caller;
    private final InstantSource clock;

    InternalShareResource(DeckSharing sharing, DeckOwner owner, Caller caller, InstantSource clock) {
        this.sharing = sharing;
        this.owner = owner;
        this.caller = caller;
        this.clock = clock;
    }

    @Schema(name = "Share")
    public record ShareView(UUID learnerId, DeckRole role, Instant at, boolean byCode) {}

    @Schema(name = "Shares")
    public record SharesView(
            Visibility visibility,
            List<ShareView> shares,
            @Schema(nullable = true) DeckSharing.@Nullable CodeState joinCode) {}

    @GET
    @Path("/shares")
    @Operation(operationId = "readShares", summary = "With whom a deck is shared; its owner asks")
    @APIResponse(responseCode = "200", description = "All of them")
    @APIResponse(responseCode = "403", description = "not-owner")
    public SharesView shares(@PathParam("deckId") @Schema(format = "uuid") String deckId) {
        var state = sharing.state(owner.require(deckId));
        return new SharesView(
                state.visibility(),
                state.shares().stream()
                        .map(share ->
                                new ShareView(share.learnerId().value(), share.role(), share.at(), share.byCode()))
                        .toList(),
                state.code());
    }

    @Schema(name = "ShareBody")
    public record ShareBody(
            @Schema(required = true, description = "VIEWER or EDITOR") @Nullable
            DeckRole role) {}

    @PUT
    @Path("/shares/{learnerId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AUTHOR_GROUP)
    @Operation(operationId = "shareDeck", summary = "Share a deck with a person, or give that person another role")
    @APIResponse(responseCode = "204", description = "Shared")
    @APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-owner")
    @APIResponse(responseCode = "409", description = "quota-exceeded: shares-per-deck")
    public void share(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("learnerId") @Schema(format = "uuid") String learnerId,
            @Nullable ShareBody body) {
        var person = new LearnerId(Fields.uuid("learnerId", learnerId));
        var role = Fields.required("role", Fields.required("body", body).role());
        if (role == DeckRole.OWNER) {
            throw Fields.invalid("role", "must be VIEWER or EDITOR");
        }
        var id = owner.require(deckId);
        if (person.equals(caller.learnerId())) {
            throw Fields.invalid("username", "must be somebody else; you own the deck");
        }
        if (!sharing.share(id, person, role, clock.instant())) {
            throw Problem.of(409, "quota-exceeded", "The deck is shared with as many people as it can be")
                    .withDetail("Nothing was shared. Publish the deck, or withdraw shares that are not needed")
                    .with("quota", "shares-per-deck")
                    .with("limit", DeckSharing.MOST_SHARES)
                    .exception();
        }
    }

    @DELETE
    @Path("/shares/{learnerId}")
    @Operation(operationId = "withdrawShare", summary = "Take the share of a person back")
    @APIResponse(responseCode = "204", description = "The deck is not shared with that person")
    @APIResponse(responseCode = "403", description = "not-owner")
    public void withdraw(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("learnerId") @Schema(format = "uuid") String learnerId) {
        sharing.withdraw(owner.require(deckId), new LearnerId(Fields.uuid("learnerId", learnerId)));
    }

    @Schema(name = "Admission")
    public record Admission(
            @Schema(description = "Whether the person may see the deck")
            boolean visible) {}

    @PUT
    @Path("/viewers/{learnerId}")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "admitToDeck",
            summary = "Let a person who joins a cohort of the caller see its deck",
            description =
                    "Makes the person a viewer where the caller owns the deck, if the deck is not shared with too many and"
                            + " the owner has not taken that person's share back. Else nothing changes.")
    @APIResponse(
            responseCode = "200",
            description = "Whether the person may see the deck; false if there is no such deck")
    @APIResponse(responseCode = "403", description = "forbidden: the role teacher is needed")
    public Admission admit(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("learnerId") @Schema(format = "uuid") String learnerId) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        var person = new LearnerId(Fields.uuid("learnerId", learnerId));
        boolean visible = sharing.role(person, id).isPresent()
                || sharing.role(caller.learnerId(), id)
                                .filter(DeckRole.OWNER::equals)
                                .isPresent()
                        && sharing.admit(id, person, clock.instant());
        return new Admission(visible);
    }

    @Schema(name = "CodeUse")
    public record CodeUse(@Schema(required = true) @Nullable String code) {
        /** Without the code. */
        @Override
        public String toString() {
            return "code use";
        }
    }

    @POST
    @Path("/code-uses")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "useJoinCode",
            summary = "Make the caller a viewer of a deck by its join code",
            description = "404 whether there is no such deck, or the code is wrong, expired or used up.")
    @APIResponse(responseCode = "204", description = "The caller may see the deck")
    public void use(@PathParam("deckId") @Schema(format = "uuid") String deckId, @Nullable CodeUse body) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        var code = JoinCode.parse(
                Fields.required("code", Fields.required("body", body).code()));
        boolean joined = code.isPresent() && sharing.redeem(id, caller.learnerId(), code.get(), clock.instant());
        if (!joined) {
            throw DeckResponses.noDeck(id);
        }
    }
}
