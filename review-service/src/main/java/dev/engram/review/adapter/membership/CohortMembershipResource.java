package dev.engram.review.adapter.membership;

import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.review.application.CohortMemberships;
import dev.engram.review.application.DeckMemberships.Change;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Memberships of cohorts by random ids, for the gateway: it knows names and codes, and who teaches. */
@Path("/internal/cohorts")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal", description = "For the other services and for operators; not routed by the gateway")
public class CohortMembershipResource {
    private final CohortMemberships memberships;
    private final Caller caller;

    CohortMembershipResource(CohortMemberships memberships, Caller caller) {
        this.memberships = memberships;
        this.caller = caller;
    }

    @Schema(name = "CohortJoinBody")
    public record JoinBody(
            @Schema(required = true, format = "uuid") @Nullable
            String deckId) {}

    @Schema(name = "CohortMembershipChange")
    public record Changed(UUID cohortId, boolean member, String position) {}

    @Schema(name = "JoinedCohort")
    public record JoinedView(UUID cohortId, Instant joinedAt) {}

    @Schema(name = "JoinedCohorts")
    public record AllJoined(List<JoinedView> cohorts, boolean caughtUp, boolean parked) {}

    @Schema(name = "CohortMember")
    public record MemberView(UUID learnerId, Instant joinedAt) {}

    @Schema(name = "CohortMembers")
    public record Members(List<MemberView> members, boolean caughtUp, boolean parked) {}

    @GET
    @Operation(operationId = "joinedCohorts", summary = "The cohorts that the caller is a member of")
    @APIResponse(responseCode = "200", description = "All of them, the first one joined first")
    public AllJoined joined(@RestQuery @Nullable String after) {
        var answer = memberships.joined(caller.withToken(), Fields.after(after));
        return new AllJoined(
                answer.items().stream()
                        .map(joined -> new JoinedView(joined.cohort().value(), joined.since()))
                        .toList(),
                answer.reached().caughtUp(),
                answer.reached().parked());
    }

    @GET
    @Path("/{cohortId}/members")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "cohortMembers",
            summary = "Who is a member of a cohort",
            description = "The gateway asks for the teacher of the cohort only.")
    @APIResponse(responseCode = "200", description = "All of them")
    @APIResponse(responseCode = "403", description = "forbidden: the role teacher is needed")
    public Members members(@RestPath @Schema(format = "uuid") String cohortId, @RestQuery @Nullable String after) {
        var answer = memberships.members(cohort(cohortId), Fields.after(after));
        return new Members(
                answer.items().stream()
                        .map(member -> new MemberView(member.learnerId().value(), member.since()))
                        .toList(),
                answer.reached().caughtUp(),
                answer.reached().parked());
    }

    @PUT
    @Path("/{cohortId}/membership")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.LEARNER_GROUP)
    @Operation(operationId = "joinCohortById", summary = "Make the caller a member of a cohort and of its deck")
    @APIResponse(responseCode = "200", description = "The caller is a member")
    @APIResponse(responseCode = "403", description = "forbidden: the role learner is needed")
    @APIResponse(responseCode = "404", description = "not-found: there is no such deck that the caller may see")
    @APIResponse(
            responseCode = "409",
            description = "quota-exceeded: quota is cards, decks, cohorts or members-per-cohort")
    public Changed join(@RestPath @Schema(format = "uuid") String cohortId, @Nullable JoinBody body) {
        var cohort = cohort(cohortId);
        var deck =
                new DeckId(Fields.uuid("deckId", Fields.required("body", body).deckId()));
        return changed(cohort, true, memberships.join(caller.withToken(), cohort, deck));
    }

    @DELETE
    @Path("/{cohortId}/membership")
    @RolesAllowed(Role.LEARNER_GROUP)
    @Operation(operationId = "leaveCohortById", summary = "End the membership of the caller; the deck is studied on")
    @APIResponse(responseCode = "200", description = "The caller is no member")
    @APIResponse(responseCode = "403", description = "forbidden: the role learner is needed")
    @APIResponse(responseCode = "404", description = "not-found: the caller is no member of such a cohort")
    public Changed leave(@RestPath @Schema(format = "uuid") String cohortId, @RestQuery @Nullable String after) {
        var cohort = cohort(cohortId);
        var change = memberships
                .leave(caller.withToken(), cohort, Fields.after(after))
                .orElseThrow(() -> Problem.notFound("There is no cohort " + cohort + " that you are a member of")
                        .withField("cohortId", "must be the id of a cohort that you are a member of")
                        .exception());
        return changed(cohort, false, change);
    }

    @DELETE
    @Path("/{cohortId}/members/{learnerId}")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "removeCohortMemberById",
            summary = "End the membership of somebody; the deck is studied on",
            description = "The gateway asks for the teacher of the cohort only.")
    @APIResponse(responseCode = "200", description = "The person is no member")
    @APIResponse(responseCode = "403", description = "forbidden: the role teacher is needed")
    @APIResponse(responseCode = "404", description = "not-found: the person is no member of such a cohort")
    public Changed remove(
            @RestPath @Schema(format = "uuid") String cohortId,
            @RestPath @Schema(format = "uuid") String learnerId,
            @RestQuery @Nullable String after) {
        var cohort = cohort(cohortId);
        var member = new LearnerId(Fields.uuid("learnerId", learnerId));
        var change = memberships
                .remove(member, cohort, Fields.after(after))
                .orElseThrow(() -> Problem.notFound("The cohort has no such member")
                        .withField("learnerId", "must be the id of a member of the cohort")
                        .exception());
        return changed(cohort, false, change);
    }

    private static CohortId cohort(String cohortId) {
        return new CohortId(Fields.uuid("cohortId", cohortId));
    }

    private static Changed changed(CohortId cohort, boolean member, Change change) {
        return new Changed(
                cohort.value(), member, MembershipResource.position(change).toString());
    }
}
