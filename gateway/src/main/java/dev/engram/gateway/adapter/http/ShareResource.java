package dev.engram.gateway.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.LearnerId;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** With whom a deck is shared, by username: card-service knows pseudonyms only, and clients names only. */
@Path("/api/v1/decks/{deckId}/shares")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
public class ShareResource {
    private final AccountStore accounts;
    private final UnknownNames unknownNames;
    private final ShareClient cards;
    private final SecurityIdentity identity;
    private final TokenSigner signer;

    ShareResource(
            AccountStore accounts,
            UnknownNames unknownNames,
            ShareClient cards,
            SecurityIdentity identity,
            TokenSigner signer) {
        this.accounts = accounts;
        this.unknownNames = unknownNames;
        this.cards = cards;
        this.identity = identity;
        this.signer = signer;
    }

    /** @param role VIEWER or EDITOR */
    public record ShareBody(@Nullable String role) {}

    /** @param byCode whether the person came with the deck's join code */
    public record Share(String username, String role, Instant at, boolean byCode) {}

    /** @param joinCode until when and for how many it is, without the code; null if there is none */
    public record Shares(
            String visibility, List<Share> shares, @Nullable JsonNode joinCode) {}

    /** All of them; the owner of the deck asks. Persons without an account are left out. */
    @GET
    public Shares all(@PathParam("deckId") String deckId) {
        var answer = cards.shares(deck(deckId), token());
        var shares = new ArrayList<Share>();
        for (var share : answer.path("shares")) {
            var person = new LearnerId(UUID.fromString(share.path("learnerId").asText()));
            accounts.findByLearner(person)
                    .ifPresent(account -> shares.add(new Share(
                            account.username(),
                            share.path("role").asText(),
                            Instant.parse(share.path("at").asText()),
                            share.path("byCode").asBoolean())));
        }
        var code = answer.path("joinCode");
        return new Shares(answer.path("visibility").asText(), shares, code.isObject() ? code : null);
    }

    /** Shares the deck with a person, or gives that person another role. */
    @PUT
    @Path("/{username}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AUTHOR_GROUP)
    public void share(
            @PathParam("deckId") String deckId, @PathParam("username") String username, @Nullable ShareBody body) {
        var deck = deck(deckId);
        var role = Fields.required("role", Fields.required("body", body).role());
        if (!role.equals("VIEWER") && !role.equals("EDITOR")) {
            throw Fields.invalid("role", "must be VIEWER or EDITOR");
        }
        cards.share(deck, person(deck, username), role, token());
    }

    /** Takes the share of a person back. */
    @DELETE
    @Path("/{username}")
    public void withdraw(@PathParam("deckId") String deckId, @PathParam("username") String username) {
        var deck = deck(deckId);
        cards.withdraw(deck, person(deck, username), token());
    }

    private String token() {
        return signer.inner(SessionResource.caller(identity), Service.CARDS);
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
            cards.shares(deck, token());
            unknownNames.count(asking);
            return Problem.of(404, "unknown-person", "Nobody goes by this name")
                    .withDetail("Nobody here has the username; ask the person how it is spelled")
                    .withField("username", "must be the username of a person")
                    .exception();
        });
    }
}
