package dev.engram.card.adapter.http;

import static org.jboss.resteasy.reactive.RestResponse.Status.OK;

import dev.engram.card.adapter.http.DeckViews.DeckPage;
import dev.engram.card.adapter.http.DeckViews.NewDeck;
import dev.engram.card.adapter.mongo.DeckQueries;
import dev.engram.card.adapter.mongo.DeckQueries.DeckSummary;
import dev.engram.card.application.DeckEditor;
import dev.engram.card.application.DeckEditor.Creation;
import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.DeckId;
import dev.engram.events.text.TextPolicy;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Makes, lists and reads decks. Who may not see a deck is answered as if there were none; authors make decks, private at first. */
@Path("/api/v1/decks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "decks", description = "Make, list and read decks")
public class DeckResource {

    private final DeckEditor editor;
    private final DeckLimits limits;
    private final DeckQueries queries;
    private final Caller caller;

    DeckResource(DeckEditor editor, DeckLimits limits, DeckQueries queries, Caller caller) {
        this.editor = editor;
        this.limits = limits;
        this.queries = queries;
        this.caller = caller;
    }

    @Schema(name = "DeckBody")
    public record DeckBody(
            @Schema(
                    required = true,
                    minItems = 1,
                    maxItems = DeckPath.MAX_SEGMENTS,
                    description = "1 to 200 characters each, outermost first; the last is the deck's name",
                    examples = "[\"ML\", \"Transformers\"]")
            @Nullable
            List<@Nullable String> path) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AUTHOR_GROUP)
    @Operation(operationId = "createDeck", summary = "Make a deck without cards, which only you can see")
    @APIResponseSchema(value = NewDeck.class, responseCode = "201", responseDescription = "Made; ETag is its version")
    @APIResponse(responseCode = "403", description = "forbidden: the role author is needed")
    @APIResponse(
            responseCode = "409",
            description = "deck-exists: you have a deck at this path; deckId names it; quota-exceeded: decks-per-owner")
    public RestResponse<NewDeck> create(@Nullable DeckBody body) {
        var path = path(Fields.required("body", body));
        return switch (editor.create(caller.learnerId(), path)) {
            case Creation.Created(var deck) ->
                ResponseBuilder.<NewDeck>created(URI.create("/api/v1/decks/" + deck.id()))
                        .entity(NewDeck.of(deck))
                        .tag(DeckResponses.tag(deck.version()))
                        .build();
            case Creation.Exists(var deck) ->
                throw Problem.of(409, "deck-exists", "You have a deck at this path")
                        .withField("path", "must be that of no other deck of yours")
                        .with("deckId", deck.id().value())
                        .exception();
            case Creation.TooMany _ -> throw DeckResponses.tooManyDecks(limits);
        };
    }

    private static DeckPath path(DeckBody body) {
        var segments = new ArrayList<String>();
        for (var segment : Fields.required("path", body.path())) {
            var field = "path[" + segments.size() + "]";
            var rule = TextPolicy.pathSegmentFault(Fields.required(field, segment));
            if (rule != null) {
                throw Fields.invalid(field, rule);
            }
            segments.add(segment);
        }
        return CardBody.valid("path", () -> new DeckPath(segments));
    }

    @GET
    @Operation(
            operationId = "listDecks",
            summary = "Your decks, those shared with you and the public ones, oldest first, in pages")
    @APIResponse(responseCode = "200", description = "A page")
    public DeckPage list(
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100")
                    @Nullable
                    String limit,
            @QueryParam("cursor") @Schema(format = "uuid", description = "'next' of the page before") @Nullable
                    String cursor) {
        int most = PageSize.of(limit);
        var after = cursor == null ? null : new DeckId(Fields.uuid("cursor", cursor));
        var page = queries.list(caller.learnerId(), after, most);
        return new DeckPage(page.decks(), page.more() ? page.decks().getLast().deckId() : null);
    }

    @GET
    @Path("/{deckId}")
    @Operation(
            operationId = "readDeck",
            summary = "One deck, without its cards",
            description =
                    "The version is that of path and cards: 304 does not say whether visibility and role are as before.")
    @APIResponse(responseCode = "200", description = "The deck; ETag is its version")
    @APIResponse(responseCode = "404", description = "not-found (the deck)")
    @APIResponse(responseCode = "304", description = "The deck is still at the version of If-None-Match")
    public RestResponse<DeckSummary> read(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        var deck = queries.summary(caller.learnerId(), id).orElseThrow(() -> DeckResponses.noDeck(id));
        return DeckResponses.isKnown(ifNoneMatch, deck.version())
                ? DeckResponses.notModified(deck.version())
                : DeckResponses.response(OK, deck, deck.version());
    }
}
