package dev.engram.gateway.adapter.deck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.adapter.service.ServiceClient;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.UnknownNames;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.UnavailableException;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** With whom a deck is shared, by username: card-service knows pseudonyms only, and clients names only. */
@Path("/api/v1/decks/{deckId}/shares")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "sharing", description = "Say who may see a deck, as its owner")
@APIResponse(responseCode = "404", description = "not-found: there is no such deck that you may see; or unknown-person")
@APIResponse(responseCode = "503", description = "service-unavailable: a service does not answer")
@APIResponse(responseCode = "504", description = "service-timeout: a service did not answer in time")
public class ShareResource {
    private final AccountStore accounts;
    private final UnknownNames unknownNames;
    private final ServiceClient services;
    private final SecurityIdentity identity;
    private final TokenSigner signer;

    ShareResource(
            AccountStore accounts,
            UnknownNames unknownNames,
            ServiceClient services,
            SecurityIdentity identity,
            TokenSigner signer) {
        this.accounts = accounts;
        this.unknownNames = unknownNames;
        this.services = services;
        this.identity = identity;
        this.signer = signer;
    }

    @Schema(name = "ShareBody")
    public record ShareBody(
            @Schema(
                    required = true,
                    enumeration = {"VIEWER", "EDITOR"})
            @Nullable
            String role) {}

    /** @param byCode whether the person came with the deck's join code */
    @Schema(name = "Share")
    public record Share(
            String username,
            @Schema(enumeration = {"VIEWER", "EDITOR"}) String role,
            Instant at,
            boolean byCode) {}

    /** Until when and for how many a join code is, without the code; what is null is without limit. */
    @Schema(name = "JoinCodeState")
    public record JoinCodeState(
            @Nullable Instant expiresAt, @Nullable Integer maxUses, int uses) {
        private static @Nullable JoinCodeState of(JsonNode code) {
            if (!code.isObject()) {
                return null;
            }
            var expiresAt = code.path("expiresAt").asText("");
            var maxUses = code.path("maxUses");
            return new JoinCodeState(
                    expiresAt.isEmpty() ? null : Instant.parse(expiresAt),
                    maxUses.isInt() ? maxUses.intValue() : null,
                    code.path("uses").asInt());
        }
    }

    /** @param joinCode null if there is none */
    @Schema(name = "Shares")
    public record Shares(
            @Schema(enumeration = {"PRIVATE", "PUBLIC"}) String visibility,
            List<Share> shares,
            @Nullable JoinCodeState joinCode) {}

    /** All of them; the owner of the deck asks. Persons without an account are left out. */
    @GET
    @Operation(operationId = "listShares", summary = "With whom a deck is shared; its owner asks")
    @APIResponse(responseCode = "200", description = "All of them; persons whose account is gone are left out")
    @APIResponse(responseCode = "403", description = "not-owner")
    public Shares all(@PathParam("deckId") @Schema(format = "uuid") String deckId) {
        var answer = shares(deck(deckId));
        var people = new LinkedHashMap<LearnerId, JsonNode>();
        for (var share : answer.path("shares")) {
            people.put(new LearnerId(UUID.fromString(share.path("learnerId").asText())), share);
        }
        var names = accounts.usernames(people.keySet());
        people.keySet().retainAll(names.keySet());
        var shares = new ArrayList<Share>();
        people.forEach((person, share) -> shares.add(new Share(
                String.valueOf(names.get(person)),
                share.path("role").asText(),
                Instant.parse(share.path("at").asText()),
                share.path("byCode").asBoolean())));
        return new Shares(answer.path("visibility").asText(), shares, JoinCodeState.of(answer.path("joinCode")));
    }

    /** Shares the deck with a person, or gives that person another role. */
    @PUT
    @Path("/{username}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AUTHOR_GROUP)
    @Operation(operationId = "shareDeck", summary = "Share a deck with a person, or give that person another role")
    @APIResponse(responseCode = "204", description = "Shared")
    @APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-owner")
    @APIResponse(responseCode = "409", description = "quota-exceeded: a deck is shared with at most 500 people")
    @APIResponse(responseCode = "429", description = "too-many-requests: of these, or of names that nobody has")
    public void share(
            @PathParam("deckId") @Schema(format = "uuid") String deckId,
            @PathParam("username") String username,
            @Nullable ShareBody body) {
        var deck = deck(deckId);
        var role = Fields.required("role", Fields.required("body", body).role());
        if (!role.equals("VIEWER") && !role.equals("EDITOR")) {
            throw Fields.invalid("role", "must be VIEWER or EDITOR");
        }
        send("PUT", deck + "/shares/" + person(deck, username).text(), Map.of("role", role));
    }

    /** Takes the share of a person back. */
    @DELETE
    @Path("/{username}")
    @Operation(operationId = "withdrawShare", summary = "Take the share of a person back")
    @APIResponse(responseCode = "204", description = "The deck is not shared with this person")
    @APIResponse(responseCode = "403", description = "not-owner")
    @APIResponse(responseCode = "429", description = "too-many-requests: of these, or of names that nobody has")
    public void withdraw(
            @PathParam("deckId") @Schema(format = "uuid") String deckId, @PathParam("username") String username) {
        var deck = deck(deckId);
        send("DELETE", deck + "/shares/" + person(deck, username).text(), null);
    }

    private JsonNode shares(UUID deck) {
        return send("GET", deck + "/shares", null);
    }

    /** By pseudonym, as the caller. */
    private JsonNode send(String method, String path, @Nullable Object body) {
        var token = signer.inner(SessionResource.caller(identity), Service.CARDS);
        return services.send(Service.CARDS, method, "/internal/decks/" + path, body, token);
    }

    private static UUID deck(String deckId) {
        return Fields.uuid("deckId", deckId);
    }

    /**
     * Who goes by this name. That there is nobody is told to owners of the deck only, and so often in an hour only.
     *
     * @throws ProblemException 404, 429, or what card-service says to somebody who does not own the deck
     */
    private LearnerId person(UUID deck, String typed) {
        var asking = SessionResource.caller(identity).learnerId();
        var pause = unknownNames.pause(asking);
        if (pause.isPresent()) {
            throw new UnavailableException(
                    Problem.ofStatus(429)
                            .withDetail("You have named too many people whom nobody knows here; try again later"),
                    pause.get(),
                    null);
        }
        var name = Account.usernameOf(typed);
        Optional<Account> account = Account.isUsername(name) ? accounts.find(name) : Optional.empty();
        return account.map(Account::learnerId).orElseThrow(() -> {
            shares(deck);
            unknownNames.count(asking);
            return Problem.of(404, "unknown-person", "Nobody goes by this name")
                    .withDetail("Nobody here has the username; ask the person how it is spelled")
                    .withField("username", "must be the username of a person")
                    .exception();
        });
    }
}
