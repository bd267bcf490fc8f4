package dev.engram.card.adapter.http;

import static java.util.stream.Collectors.toSet;

import dev.engram.card.adapter.mongo.CardDatabase;
import dev.engram.card.adapter.mongo.DeckQueries;
import dev.engram.card.application.Relay;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.runtime.erasure.DeckErasure.PersonInDecks;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** For the other services and for operators. */
@Path("/internal")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "internal", description = "For the other services and for operators; not routed by the gateway")
public class InternalResource {

    private static final int MOST = 1_000;

    private final DeckQueries queries;
    private final Relay relay;
    private final Caller caller;
    private final CardDatabase database;

    InternalResource(DeckQueries queries, Relay relay, Caller caller, CardDatabase database) {
        this.queries = queries;
        this.database = database;
        this.relay = relay;
        this.caller = caller;
    }

    @Schema(name = "Lookup")
    public record Lookup(
            @Schema(required = true, maxItems = MOST) @Nullable
            List<@Nullable String> cardIds) {}

    @Schema(name = "Found", description = "Each card asked for is in one of the two")
    public record Found(List<UUID> known, List<UUID> unknown) {}

    /** Which cards the caller may see. */
    @POST
    @Path("/cards/lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "lookupCards",
            summary = "Which of these cards are in decks that the caller may see, retired ones included")
    @APIResponse(responseCode = "200", description = "The answer")
    public Found lookup(@Nullable Lookup lookup) {
        var asked = ids("cardIds", Fields.required("body", lookup).cardIds(), CardId::new);
        var known = queries.known(caller.learnerId(), asked);
        var found = asked.stream().filter(known::contains).map(CardId::value).toList();
        asked.removeAll(known);
        return new Found(found, asked.stream().map(CardId::value).toList());
    }

    @Schema(name = "OwnDecks")
    public record OwnDecks(List<UUID> decks) {}

    /** The decks of the caller, for a take-out. */
    @GET
    @Path("/own-decks")
    @Operation(operationId = "ownDecks", summary = "Ids of the decks of the caller")
    @APIResponse(responseCode = "200", description = "Oldest first")
    public OwnDecks ownDecks() {
        return new OwnDecks(queries.owned(caller.learnerId()));
    }

    @Schema(name = "ErasedAuthor")
    public record ErasedAuthor(
            @Schema(required = true, format = "uuid") @Nullable
            String learnerId) {}

    /** What decks hold of a person. */
    @POST
    @Path("/decks-of-erased")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.DATA_OFFICER_GROUP)
    @Operation(
            operationId = "decksOfErased",
            summary = "In how many decks a person who is to be erased stands, and which of the person's own will stay")
    @APIResponse(responseCode = "200", description = "The numbers")
    @APIResponse(responseCode = "403", description = "forbidden: the role data-officer is needed")
    public PersonInDecks decksOfErased(@Nullable ErasedAuthor author) {
        return database.erasure().count(person(author));
    }

    /** Removes a person who is erased from all decks. */
    @POST
    @Path("/decks-of-erased/removal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.DATA_OFFICER_GROUP)
    @Operation(
            operationId = "removeFromDecks",
            summary = "Remove the shares of a person, and the person's decks that nobody else can see",
            description = "The other decks stay, with an owner who is nobody. Repeats do no harm.")
    @APIResponse(responseCode = "200", description = "What is left")
    @APIResponse(responseCode = "403", description = "forbidden: the role data-officer is needed")
    public PersonInDecks removeFromDecks(@Nullable ErasedAuthor author) {
        var person = person(author);
        database.erasure().remove(person);
        return database.erasure().count(person);
    }

    private static UUID person(@Nullable ErasedAuthor author) {
        return Fields.uuid("learnerId", Fields.required("body", author).learnerId());
    }

    private static <T> Set<T> ids(String field, @Nullable List<@Nullable String> values, Function<UUID, T> id) {
        var given = Fields.required(field, values);
        if (given.size() > MOST) {
            throw Fields.invalid(field, "must be at most " + MOST);
        }
        var ids = new LinkedHashSet<T>();
        for (int i = 0; i < given.size(); i++) {
            ids.add(id.apply(Fields.uuid(field + "[" + i + "]", given.get(i))));
        }
        return ids;
    }

    @Schema(name = "DeckLookup")
    public record DeckLookup(
            @Schema(required = true, maxItems = MOST) @Nullable
            List<@Nullable String> deckIds) {}

    @Schema(name = "VisibleDecks", description = "Those of the decks asked for that the caller may see, and edit")
    public record Visible(List<UUID> visible, List<UUID> editable) {}

    /** Which decks the caller may see. */
    @POST
    @Path("/visible-decks")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "lookupDecks", summary = "Which of these decks the caller may see, and edit")
    @APIResponse(responseCode = "200", description = "The answer")
    public Visible lookupDecks(@Nullable DeckLookup lookup) {
        var asked = ids("deckIds", Fields.required("body", lookup).deckIds(), DeckId::new);
        var roles = queries.roles(caller.learnerId(), asked);
        return new Visible(
                values(roles.keySet()),
                values(roles.entrySet().stream()
                        .filter(role -> role.getValue().compareTo(DeckRole.EDITOR) >= 0)
                        .map(Map.Entry::getKey)
                        .collect(toSet())));
    }

    private static List<UUID> values(Set<DeckId> decks) {
        return decks.stream().map(DeckId::value).toList();
    }

    /** Publishes the commits of a deck again, for catalogues that miss some. */
    @POST
    @Path("/relay/{deckId}")
    @RolesAllowed(Role.OPERATOR_GROUP)
    @Operation(
            operationId = "republishDeck",
            summary = "Publish all commits of a deck again, in order; repeats do no harm",
            description = "Answers when the log has acknowledged all, event by event: a minute for 20,000 cards.")
    @APIResponse(responseCode = "200", description = "Published")
    @APIResponse(responseCode = "403", description = "forbidden: the role operator is needed")
    @APIResponse(responseCode = "404", description = "not-found: there is no such deck")
    public Relay.Republished republish(@PathParam("deckId") @Schema(format = "uuid") String deckId) {
        var id = new DeckId(Fields.uuid("deckId", deckId));
        return relay.republish(id).orElseThrow(() -> DeckResponses.noDeck(id));
    }
}
