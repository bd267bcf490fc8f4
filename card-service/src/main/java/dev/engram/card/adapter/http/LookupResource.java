package dev.engram.card.adapter.http;

import dev.engram.card.adapter.mongo.DeckQueries;
import dev.engram.events.CardId;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Answers other services which cards exist. */
@Path("/internal/cards/lookup")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "internal", description = "For the other services and for operators; not routed by the gateway")
public class LookupResource {

    private static final int MOST = 1_000;

    private final DeckQueries queries;

    LookupResource(DeckQueries queries) {
        this.queries = queries;
    }

    @Schema(name = "Lookup")
    public record Lookup(
            @Schema(required = true, maxItems = MOST) @Nullable
            List<@Nullable String> cardIds) {}

    @Schema(name = "Found", description = "Each card asked for is in one of the two")
    public record Found(List<UUID> known, List<UUID> unknown) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "lookupCards", summary = "Which of these cards exist, retired ones included")
    @APIResponse(responseCode = "200", description = "The answer")
    public Found lookup(@Nullable Lookup lookup) {
        var given = Fields.required("cardIds", Fields.required("body", lookup).cardIds());
        if (given.size() > MOST) {
            throw Problem.invalidField("cardIds", "must be at most " + MOST).exception();
        }
        var asked = new LinkedHashSet<CardId>();
        for (int i = 0; i < given.size(); i++) {
            asked.add(new CardId(Fields.uuid("cardIds[" + i + "]", given.get(i))));
        }
        var known = queries.known(asked);
        var found = asked.stream().filter(known::contains).map(CardId::value).toList();
        asked.removeAll(known);
        return new Found(found, asked.stream().map(CardId::value).toList());
    }
}
