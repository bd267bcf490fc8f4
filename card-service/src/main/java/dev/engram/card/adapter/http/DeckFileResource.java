package dev.engram.card.adapter.http;

import dev.engram.card.application.DeckExporter;
import dev.engram.card.application.DeckExporter.ExportResult;
import dev.engram.card.application.ImportUndo;
import dev.engram.card.application.ImportUndo.UndoResult;
import dev.engram.card.domain.DeckLimits;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.projections.Position;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** What is done with a deck as a whole, beside the import of a file. */
@Path("/api/v1/decks/{deckId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "import", description = DeckFileResource.TAG)
public class DeckFileResource {

    static final String TAG = "Bring a deck to what a plain-text file says, take that back, and write the file";

    /** Kind of the jobs that hold a whole deck or file. */
    public static final String JOB = "deck-file";

    private static final int MOST_IDS = 100;

    private final ImportUndo undo;
    private final DeckExporter exporter;
    private final DeckLimits limits;
    private final JobSlots slots;
    private final DeckFileSender sender;
    private final Caller caller;

    DeckFileResource(
            ImportUndo undo,
            DeckExporter exporter,
            DeckLimits limits,
            @Named(JOB) JobSlots slots,
            DeckFileSender sender,
            Caller caller) {
        this.undo = undo;
        this.exporter = exporter;
        this.sender = sender;
        this.limits = limits;
        this.slots = slots;
        this.caller = caller;
    }

    @Schema(name = "Undo")
    public record UndoView(
            UUID deckId,
            long version,

            @Schema(description = "Cards that have their content of before the import again")
            int revised,

            @Schema(description = "Cards that the import had added or restored, and that are retired now")
            int retired,

            String position) {}

    @POST
    @Path("/undo")
    @RolesAllowed(Role.AUTHOR_GROUP)
    @Operation(
            operationId = "undoImport",
            summary = "Undo the latest import of a file that changed the deck",
            description =
                    "The cards that the import changed get the content they had before, and those that it added are retired;"
                            + " the history stays. Refused where a card was edited after the import.")
    @APIResponse(responseCode = "200", description = "Undone; ETag is the deck's version")
    @APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-editor")
    @APIResponse(responseCode = "404", description = "not-found (the deck)")
    @APIResponse(
            responseCode = "409",
            description =
                    "nothing-to-undo: the deck has no import that was not undone, or it is too far back; edited-since-import: 'editedSince'"
                            + " names cards that were edited after the import, 'taken' those whose question another card asks now")
    @APIResponse(responseCode = "412", description = "version-conflict: the deck is at currentVersion")
    @APIResponse(responseCode = "428", description = "if-match-required")
    @APIResponse(responseCode = "429", description = "too-many-requests: wait for your other imports and exports")
    public RestResponse<UndoView> undo(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @QueryParam("dryRun")
                    @Schema(
                            type = SchemaType.BOOLEAN,
                            defaultValue = "false",
                            description = "Only say what would change")
                    @Nullable
                    String dryRun,
            @HeaderParam("If-Match") @Parameter(required = true) @Nullable String ifMatch) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        long seen = DeckResponses.seen(ifMatch);
        boolean dry = Fields.flag("dryRun", dryRun, false);
        return switch (slots.run(caller.learnerId(), () -> undo.run(caller.learnerId(), id, seen, dry))) {
            case UndoResult.Done(var deck, int revised, int retired) ->
                DeckResponses.response(
                        Status.OK,
                        new UndoView(
                                id.value(),
                                deck.version(),
                                revised,
                                retired,
                                Position.deck(id, deck.version()).toString()),
                        deck.version());
            case UndoResult.Refused(var why) -> throw DeckResponses.problem(why, id, null, limits);
            case UndoResult.NothingToUndo _ ->
                throw Problem.of(409, "nothing-to-undo", "There is no import to undo")
                        .withDetail("The deck was not imported from a file, or its latest import was undone already")
                        .exception();
            case UndoResult.TooOld _ ->
                throw Problem.of(409, "nothing-to-undo", "The import cannot be undone any more")
                        .withDetail(
                                "Nothing was undone: the contents before the import are too far back in the history;"
                                        + " export the deck, edit the file and import it")
                        .exception();
            case UndoResult.Conflicts(var edited, var taken) ->
                throw Problem.of(409, "edited-since-import", "Cards were edited after the import")
                        .withDetail("Nothing was undone, since " + (edited.size() + taken.size())
                                + " cards were edited after the import; edit or retire cards one by one instead")
                        .with("editedSince", ids(edited))
                        .with("taken", ids(taken))
                        .exception();
        };
    }

    @Schema(name = "UnwritableCard")
    public record UnwritableCardView(
            UUID cardId,
            String question,
            @Schema(description = "What to change") List<String> reasons,

            @Schema(description = "For each tag that a deck file cannot carry, one that it can")
            Map<String, String> slugs) {

        static UnwritableCardView of(DeckExporter.Refused card) {
            var slugs = new TreeMap<String, String>();
            card.why().slugs().forEach((tag, slug) -> slugs.put(tag.value(), slug.value()));
            return new UnwritableCardView(
                    card.cardId().value(),
                    card.why().content().question(),
                    card.why().reasons(),
                    slugs);
        }
    }

    @GET
    @Path("/export")
    @Produces({MediaType.TEXT_PLAIN, Problem.MEDIA_TYPE})
    @Operation(
            operationId = "exportDeck",
            summary = "The deck as a plain-text file",
            description =
                    "Cards that were not edited since they were imported keep the lines of their file, so that an unedited"
                            + " deck gives the file back byte for byte. The order is that of the latest file. Import of the"
                            + " file changes nothing.")
    @APIResponse(
            responseCode = "200",
            description =
                    "The file, in UTF-8; ETag is the deck's version, to be sent as If-Match with the import of the"
                            + " edited file; Engram-Authors is what to send as 'authors' with it, if anything",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "503", description = "overloaded: too many files are being sent")
    @APIResponse(responseCode = "404", description = "not-found (the deck)")
    @APIResponse(
            responseCode = "409",
            description =
                    "not-exportable: the format cannot carry the deck; 'reasons' concern the deck, 'cards' lists the"
                            + " first 100 cards with what to change and slugs for tags")
    @APIResponse(responseCode = "429", description = "too-many-requests: wait for your other imports and exports")
    public void export(@PathParam("deckId") @Schema(format = "uuid") String deckId) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        switch (slots.run(caller.learnerId(), () -> exporter.run(caller.learnerId(), id))) {
            case ExportResult.Written file -> send(file);
            case ExportResult.NoSuchDeck _ -> throw DeckResponses.noDeck(id);
            case ExportResult.Unwritable(var reasons, var cards) ->
                throw Problem.of(409, "not-exportable", "A deck file cannot carry the deck")
                        .withDetail("Change what is listed and export again; nothing was changed")
                        .with("reasons", reasons)
                        .with("count", cards.size())
                        .with(
                                "cards",
                                cards.stream()
                                        .limit(MOST_IDS)
                                        .map(UnwritableCardView::of)
                                        .toList())
                        .exception();
        }
    }

    private void send(ExportResult.Written file) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "text/plain;charset=utf-8");
        headers.put("ETag", "\"" + file.deck().version() + "\"");
        var name = fileName(file.deck().path().segments().getLast());
        headers.put("Content-Disposition", "attachment; filename=\"" + name + ".txt\"");
        if (!file.authors().isEmpty()) {
            headers.put("Engram-Authors", encoded(String.join(",", file.authors())));
        }
        sender.send(file.file(), headers);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String fileName(String deck) {
        var name = deck.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "deck" : name;
    }

    private static List<UUID> ids(List<CardId> cards) {
        return cards.stream().limit(MOST_IDS).map(CardId::value).toList();
    }
}
