package dev.engram.review.adapter.membership;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.projections.Position;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.review.application.DeckMemberships;
import dev.engram.review.application.DeckMemberships.Change;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which decks the learner studies. */
@Path("/api/v1/decks")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "memberships", description = "The decks that the caller studies")
public class MembershipResource {
    private final DeckMemberships memberships;
    private final Caller caller;

    MembershipResource(DeckMemberships memberships, Caller caller) {
        this.memberships = memberships;
        this.caller = caller;
    }

    private static final int LONGEST_CODE = 64;
    private static final String LEAVE = " at a time, those of own decks included; leave a deck, then join this one";

    @Schema(name = "JoinBody")
    public record JoinBody(
            @Schema(nullable = true, maxLength = LONGEST_CODE, examples = "7K2M-9QXD-04TB") @Nullable
            String code) {
        /** Without the code. */
        @Override
        public String toString() {
            return "join body";
        }
    }

    /** @param position to read after */
    @Schema(name = "MembershipChange")
    public record Changed(UUID deckId, boolean member, String position) {}

    @Schema(name = "Membership")
    public record Membership(
            UUID deckId,
            List<String> path,
            String title,
            @Schema(enumeration = {"owner", "learner"}) String role) {
        private static Membership of(CatalogueDeck deck, LearnerId learner) {
            var role = deck.owner().equals(learner) ? "owner" : "learner";
            return new Membership(deck.deckId().value(), deck.path(), deck.title(), role);
        }
    }

    /** The decks of a learner, by path. */
    @Schema(name = "Memberships")
    public record All(List<Membership> memberships, boolean caughtUp, boolean parked) {}

    @PUT
    @Path("/{deckId}/membership")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "joinDeck",
            summary = "Join a deck that you may see, or one whose join code you have",
            description = "Joining again changes nothing. Without a code the body may be left out.")
    @APIResponse(responseCode = "200", description = "The learner is a member")
    @APIResponse(
            responseCode = "404",
            description = "not-found: there is no such deck that you may see, or the code is wrong, expired or used up")
    @APIResponse(
            responseCode = "409",
            description = "quota-exceeded: quota (cards or decks) and limit say how much a learner studies at most")
    public Changed join(
            @RestPath @Schema(format = "uuid") String deckId, @RequestBody(required = false) @Nullable JoinBody body) {
        var deck = deck(deckId);
        var code = body == null ? null : body.code();
        if (code != null && code.length() > LONGEST_CODE) {
            throw Fields.invalid(
                    "code", "must be the join code that the deck's owner gave you, such as 7K2M-9QXD-04TB");
        }
        return changed(deck, true, memberships.join(caller.withToken(), deck, code));
    }

    @DELETE
    @Path("/{deckId}/membership")
    @Operation(
            operationId = "leaveDeck",
            summary = "Leave a deck",
            description = "What was learned is kept. Leaving again changes nothing.")
    @APIResponse(responseCode = "200", description = "The learner is not a member")
    @APIResponse(responseCode = "404", description = "not-found: there is no such deck that you may see")
    public Changed leave(@RestPath @Schema(format = "uuid") String deckId) {
        var deck = deck(deckId);
        return changed(deck, false, memberships.leave(caller.withToken(), deck));
    }

    @GET
    @Path("/memberships")
    @Operation(operationId = "listMemberships", summary = "The decks that the learner studies")
    @APIResponse(responseCode = "200", description = "The decks, by path")
    public All all(@RestQuery @Nullable String after) {
        var learner = caller.learnerId();
        var answer = memberships.of(caller.withToken(), Fields.after(after));
        return new All(
                answer.decks().stream()
                        .map(deck -> Membership.of(deck, learner))
                        .toList(),
                answer.reached().caughtUp(),
                answer.reached().parked());
    }

    private static DeckId deck(String deckId) {
        return new DeckId(Fields.uuid("deckId", deckId));
    }

    private static Changed changed(DeckId deck, boolean member, Change change) {
        return new Changed(deck.value(), member, position(change).toString());
    }

    /** Where the change stands in the log. @throws ProblemException if it was not made */
    static Position position(Change change) {
        return switch (change) {
            case Change.Done(var position) -> position;
            case Change.NoSuchDeck _ ->
                throw Problem.notFound(
                                "There is no such deck that you may see; if you have a join code, it is wrong, or does not let people in any more")
                        .exception();
            case Change.QuotaExceeded exceeded -> throw problem(exceeded.quota(), exceeded.limit());
        };
    }

    private static ProblemException problem(String quota, int limit) {
        var detail = switch (quota) {
            case "cohorts" -> "A learner is a member of at most %d cohorts at a time; leave one, then join this one";
            case "members-per-cohort" -> "A cohort has at most %d members; ask its teacher for another one";
            case "cards" -> "A learner studies at most %d cards" + LEAVE;
            default -> "A learner studies at most %d decks" + LEAVE;
        };
        return Problem.quotaUsedUp(quota, limit, detail.formatted(limit)).exception();
    }
}
