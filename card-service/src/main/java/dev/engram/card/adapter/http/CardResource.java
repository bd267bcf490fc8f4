package dev.engram.card.adapter.http;

import dev.engram.card.adapter.http.DeckViews.CardChange;
import dev.engram.card.application.DeckEditor;
import dev.engram.card.domain.CardEdit;
import dev.engram.card.domain.DeckLimits;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.projections.Position;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Adds, revises, retires and restores cards, as the owner of their deck or an editor. */
@Path("/api/v1/decks/{deckId}/cards")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.AUTHOR_GROUP)
@Tag(name = "cards", description = CardResource.TAG)
@APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-editor")
@APIResponse(responseCode = "404", description = "not-found (the deck) or unknown-card")
@APIResponse(responseCode = "412", description = "version-conflict: the deck is at currentVersion")
@APIResponse(responseCode = "428", description = "if-match-required")
public class CardResource {

    static final String TAG = "Read cards; add, revise, retire and restore them as the owner of their deck";

    private final DeckEditor editor;
    private final DeckLimits limits;
    private final Caller caller;

    CardResource(DeckEditor editor, DeckLimits limits, Caller caller) {
        this.editor = editor;
        this.limits = limits;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addCard", summary = "Add a card at the end of the deck")
    @APIResponseSchema(
            value = CardChange.class,
            responseCode = "201",
            responseDescription = "Added; ETag is the version")
    @APIResponse(responseCode = "409", description = "question-taken, card-retired or deck-full")
    public RestResponse<CardChange> add(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @HeaderParam("If-Match") @Parameter(required = true) @Nullable String ifMatch,
            @Nullable CardBody body) {
        var content = Fields.required("body", body).content();
        return edit(
                Status.CREATED, deckId, ifMatch, new CardEdit.Add(caller.learnerId(), new CardId(Ids.v7()), content));
    }

    @PUT
    @Path("/{cardId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "reviseCard", summary = "Give a card a new content; the same content changes nothing")
    @APIResponse(responseCode = "200", description = "Revised; ETag is the deck's version")
    @APIResponse(responseCode = "409", description = "question-taken, card-retired or deck-full")
    public RestResponse<CardChange> revise(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("cardId") @Schema(format = "uuid") String cardId,
            @HeaderParam("If-Match") @Parameter(required = true) @Nullable String ifMatch,
            @Nullable CardBody body) {
        var content = Fields.required("body", body).content();
        return edit(Status.OK, deckId, ifMatch, new CardEdit.Revise(caller.learnerId(), card(cardId), content));
    }

    @DELETE
    @Path("/{cardId}")
    @Operation(operationId = "retireCard", summary = "Retire a card; its reviews stay, and it can be restored")
    @APIResponse(responseCode = "200", description = "Retired; ETag is the deck's version")
    public RestResponse<CardChange> retire(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("cardId") @Schema(format = "uuid") String cardId,
            @HeaderParam("If-Match") @Parameter(required = true) @Nullable String ifMatch) {
        return edit(Status.OK, deckId, ifMatch, new CardEdit.Retire(caller.learnerId(), card(cardId)));
    }

    @POST
    @Path("/{cardId}/restore")
    @Operation(operationId = "restoreCard", summary = "Study a retired card again, with the content it had")
    @APIResponse(responseCode = "200", description = "Restored, or not retired at all; ETag is the deck's version")
    @APIResponse(responseCode = "409", description = "question-taken: another card asks this meanwhile")
    public RestResponse<CardChange> restore(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("cardId") @Schema(format = "uuid") String cardId,
            @HeaderParam("If-Match") @Parameter(required = true) @Nullable String ifMatch) {
        return edit(Status.OK, deckId, ifMatch, new CardEdit.Restore(caller.learnerId(), card(cardId)));
    }

    private RestResponse<CardChange> edit(Status status, String deckId, @Nullable String ifMatch, CardEdit edit) {
        var deck = new DeckId(Fields.uuid("deckId", deckId));
        return switch (editor.edit(deck, DeckResponses.seen(ifMatch), edit)) {
            case DeckEditor.Result.Done done ->
                DeckResponses.response(
                        status,
                        new CardChange(
                                done.cardId().value(),
                                deck.value(),
                                done.version(),
                                Position.deck(deck, done.version()).toString()),
                        done.version());
            case DeckEditor.Result.Refused(var why) -> throw DeckResponses.problem(why, deck, edit.cardId(), limits);
        };
    }

    private static CardId card(String cardId) {
        return new CardId(Fields.uuid("cardId", cardId));
    }
}
