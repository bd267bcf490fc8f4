package dev.engram.card.adapter.http;

import dev.engram.card.adapter.http.DeckViews.CardChange;
import dev.engram.card.application.CardEditor;
import dev.engram.card.application.EditResult;
import dev.engram.card.domain.CardEdit;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.projections.Position;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Adds, revises and retires cards of the caller's decks. */
@Path("/api/v1/decks/{deckId}/cards")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.AUTHOR_GROUP)
@Tag(name = ApiDocument.CARDS)
@APIResponse(responseCode = "400", ref = ApiDocument.INVALID)
@APIResponse(responseCode = "401", ref = ApiDocument.UNAUTHORIZED)
@APIResponse(responseCode = "403", ref = ApiDocument.FORBIDDEN)
@APIResponse(responseCode = "404", ref = ApiDocument.NOT_FOUND)
@APIResponse(responseCode = "412", ref = ApiDocument.OTHER_VERSION)
@APIResponse(responseCode = "428", ref = ApiDocument.NO_VERSION)
@APIResponse(responseCode = "503", ref = ApiDocument.UNAVAILABLE)
public class CardResource {

    private final CardEditor editor;
    private final Caller caller;

    CardResource(CardEditor editor, Caller caller) {
        this.editor = editor;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addCard", summary = "Add a card at the end of the deck")
    @APIResponse(
            responseCode = "201",
            description = "Added; ETag is the deck's new version",
            content = @Content(schema = @Schema(implementation = CardChange.class)))
    @APIResponse(responseCode = "409", ref = ApiDocument.CONFLICT)
    public Response add(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable CardBody body) {
        var content = Fields.required("body", body).content();
        return edit(201, deckId, ifMatch, new CardEdit.Add(caller.learnerId(), new CardId(Ids.v7()), content));
    }

    @PUT
    @Path("/{cardId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "reviseCard", summary = "Give a card a new content; the same content changes nothing")
    @APIResponse(
            responseCode = "200",
            description = "Revised; ETag is the deck's version",
            content = @Content(schema = @Schema(implementation = CardChange.class)))
    @APIResponse(responseCode = "409", ref = ApiDocument.CONFLICT)
    public Response revise(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("cardId") @Schema(format = "uuid") String cardId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable CardBody body) {
        var content = Fields.required("body", body).content();
        return edit(200, deckId, ifMatch, new CardEdit.Revise(caller.learnerId(), card(cardId), content));
    }

    @DELETE
    @Path("/{cardId}")
    @Operation(operationId = "retireCard", summary = "Retire a card; its reviews stay, and it never comes back")
    @APIResponse(
            responseCode = "200",
            description = "Retired; ETag is the deck's version",
            content = @Content(schema = @Schema(implementation = CardChange.class)))
    public Response retire(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("cardId") @Schema(format = "uuid") String cardId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        return edit(200, deckId, ifMatch, new CardEdit.Retire(caller.learnerId(), card(cardId)));
    }

    private Response edit(int status, String deckId, @Nullable String ifMatch, CardEdit edit) {
        var deck = new DeckId(Fields.uuid("deckId", deckId));
        return switch (editor.edit(deck, DeckVersion.seen(ifMatch), edit)) {
            case EditResult.Done done ->
                Response.status(status)
                        .tag(DeckVersion.tag(done.version()))
                        .entity(new CardChange(
                                done.cardId().value(),
                                deck.value(),
                                done.version(),
                                Position.deck(deck, done.version()).toString()))
                        .build();
            case EditResult.NoSuchDeck _ -> throw Refusals.noDeck(deck);
            case EditResult.Refused(var why) -> throw Refusals.of(why, edit.cardId());
        };
    }

    private static CardId card(String cardId) {
        return new CardId(Fields.uuid("cardId", cardId));
    }
}
