package dev.engram.card.adapter.http;

import static org.jboss.resteasy.reactive.RestResponse.Status.OK;

import dev.engram.card.adapter.http.DeckViews.CardPage;
import dev.engram.card.adapter.http.DeckViews.CardView;
import dev.engram.card.adapter.mongo.CardPages;
import dev.engram.card.adapter.mongo.DeckQueries;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.problem.Fields;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

/** Reads the cards of a deck, in pages or one by itself. Who may not see the deck is answered as if there were none. */
@Path("/api/v1/decks/{deckId}/cards")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "cards", description = CardResource.TAG)
@APIResponse(responseCode = "404", description = "not-found (the deck) or unknown-card")
@APIResponse(responseCode = "304", description = "The deck is still at the version of If-None-Match")
public class CardReadingResource {

    private final DeckQueries decks;
    private final CardPages cards;
    private final PageConfig config;
    private final Caller caller;

    /** How much a page of cards has. */
    @ConfigMapping(prefix = "engram.card-page")
    public interface PageConfig {
        /** Most bytes of cards on a page, as they are stored; one card it always has. More takes more heap per reader. */
        @WithDefault("256K")
        MemorySize maxBytes();
    }

    CardReadingResource(DeckQueries decks, CardPages cards, PageConfig config, Caller caller) {
        this.decks = decks;
        this.cards = cards;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "readCards",
            summary = "The cards of a deck, in its order and in pages",
            description =
                    "A page ends at the limit, or earlier at 256 KB of cards; only 'next' says whether it is the last.")
    @APIResponse(responseCode = "200", description = "A page; ETag is the version of the deck")
    public RestResponse<CardPage> page(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @QueryParam("includeRetired") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable
                    String includeRetired,
            @QueryParam("html")
                    @Schema(
                            type = SchemaType.BOOLEAN,
                            defaultValue = "false",
                            description = "Whether each card also has its texts as HTML")
                    @Nullable
                    String html,
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100")
                    @Nullable
                    String limit,
            @QueryParam("cursor")
                    @Schema(format = "cursor", description = "'next' of the page before, as it is")
                    @Nullable
                    String cursor,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        boolean isHtml = Fields.flag("html", html, false);
        boolean retired = Fields.flag("includeRetired", includeRetired, false);
        int most = PageSize.of(limit);
        var place = cursor == null ? null : CardCursor.parse(cursor);
        if (ifNoneMatch != null) {
            long version = version(id);
            if (DeckResponses.isKnown(ifNoneMatch, version)) {
                return DeckResponses.notModified(version);
            }
        }
        var wanted = new CardPages.Wanted(
                place == null ? -1 : place.ordinal(), most, config.maxBytes().asLongValue(), retired);
        var page = cards.page(caller.learnerId(), id, wanted).orElseThrow(() -> DeckResponses.noDeck(id));
        long first = place == null ? page.version() : place.version();
        var answer = new CardPage(
                id.value(),
                page.version(),
                page.version() != first,
                page.cards().stream().map(card -> CardView.of(card, isHtml)).toList(),
                page.next() == null ? null : new CardCursor(first, page.next()).toString());
        return DeckResponses.response(OK, answer, page.version());
    }

    @GET
    @Path("/{cardId}")
    @Operation(operationId = "readCard", summary = "One card, retired or not")
    @APIResponse(responseCode = "200", description = "The card; ETag is the version of the deck")
    public RestResponse<CardView> card(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("cardId") @Schema(format = "uuid") String cardId,
            @QueryParam("html")
                    @Schema(
                            type = SchemaType.BOOLEAN,
                            defaultValue = "false",
                            description = "Whether each card also has its texts as HTML")
                    @Nullable
                    String html,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        var deck = new DeckId(Fields.uuid("deckId", deckId));
        var id = new CardId(Fields.uuid("cardId", cardId));
        boolean isHtml = Fields.flag("html", html, false);
        var found = cards.card(caller.learnerId(), deck, id).orElseThrow(() -> {
            version(deck);
            return DeckResponses.noCard(id);
        });
        return DeckResponses.isKnown(ifNoneMatch, found.version())
                ? DeckResponses.notModified(found.version())
                : DeckResponses.response(OK, CardView.of(found.card(), isHtml), found.version());
    }

    private long version(DeckId id) {
        return decks.summary(caller.learnerId(), id)
                .orElseThrow(() -> DeckResponses.noDeck(id))
                .version();
    }
}
