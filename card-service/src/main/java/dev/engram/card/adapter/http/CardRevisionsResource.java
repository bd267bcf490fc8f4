package dev.engram.card.adapter.http;

import static org.jboss.resteasy.reactive.RestResponse.Status.OK;

import dev.engram.card.adapter.http.DeckViews.RevisionPage;
import dev.engram.card.adapter.http.DeckViews.RevisionView;
import dev.engram.card.adapter.mongo.CardRevisions;
import dev.engram.card.adapter.mongo.DeckSharing;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What became of a card, for those who may change it: earlier contents may hold what was taken out on purpose. */
@Path("/api/v1/decks/{deckId}/cards/{cardId}/revisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.AUTHOR_GROUP)
@Tag(name = "cards", description = CardResource.TAG)
@APIResponse(responseCode = "304", description = "The deck is still at the version of If-None-Match")
@APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-editor")
@APIResponse(responseCode = "404", description = "not-found (the deck) or unknown-card")
public class CardRevisionsResource {
    private static final int USUAL = 20;
    private static final int LARGEST = 100;

    /** A look at that many versions of hand edits takes some hundredths of a second. */
    private static final int VERSIONS = 5_000;

    private final CardRevisions revisions;
    private final DeckSharing sharing;
    private final CardReadingResource.PageConfig config;
    private final Caller caller;

    CardRevisionsResource(
            CardRevisions revisions, DeckSharing sharing, CardReadingResource.PageConfig config, Caller caller) {
        this.revisions = revisions;
        this.sharing = sharing;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "readRevisions",
            summary = "What became of a card, newest first and in pages",
            description =
                    "A page ends at the limit, at 256 KB of contents, or after 5,000 versions of the deck, and may be"
                            + " empty; only 'next' says whether it is the last.")
    @APIResponse(responseCode = "200", description = "A page; ETag is the version of the deck")
    public RestResponse<RevisionPage> page(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("cardId") @Schema(format = "uuid") String cardId,
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20")
                    @Nullable
                    String limit,
            @QueryParam("cursor")
                    @Schema(format = "cursor", description = "'next' of the page before, as it is")
                    @Nullable
                    String cursor,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        var deck = new DeckId(Fields.uuid("deckId", deckId));
        var card = new CardId(Fields.uuid("cardId", cardId));
        int most = limit == null ? USUAL : (int) Fields.integer("limit", limit, 1, LARGEST);
        var below = cursor == null ? null : (Long) RevisionCursor.parse(cursor).below();
        var role = sharing.role(caller.learnerId(), deck).orElseThrow(() -> DeckResponses.noDeck(deck));
        if (role == DeckRole.VIEWER) {
            throw DeckResponses.notEditor();
        }
        var wanted = new CardRevisions.Wanted(below, most, config.maxBytes().asLongValue(), VERSIONS);
        var page = revisions.page(deck, card, wanted).orElseThrow(() -> DeckResponses.noCard(card));
        if (DeckResponses.isKnown(ifNoneMatch, page.version())) {
            return DeckResponses.notModified(page.version());
        }
        var answer = new RevisionPage(
                deck.value(),
                card.value(),
                page.events().stream()
                        .map(event -> RevisionView.of(event, caller.learnerId()))
                        .toList(),
                page.below() == null ? null : new RevisionCursor(page.below()).toString());
        return DeckResponses.response(OK, answer, page.version());
    }
}
