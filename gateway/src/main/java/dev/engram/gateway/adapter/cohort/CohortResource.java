package dev.engram.gateway.adapter.cohort;

import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.text.TextKind;
import dev.engram.gateway.adapter.account.CallActor;
import dev.engram.gateway.adapter.cohort.CohortViews.CohortList;
import dev.engram.gateway.adapter.cohort.CohortViews.CohortView;
import dev.engram.gateway.adapter.cohort.CohortViews.MemberList;
import dev.engram.gateway.adapter.cohort.CohortViews.MemberView;
import dev.engram.gateway.adapter.cohort.CohortViews.MembershipView;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.cohort.Cohorts;
import dev.engram.gateway.application.cohort.Cohorts.Seen;
import dev.engram.gateway.application.cohort.Cohorts.Wish;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Cohorts by name: made and changed by teachers, joined by a code. */
@Path("/api/v1/cohorts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Authenticated
@Tag(name = "cohorts", description = "People who study a deck with a teacher")
@APIResponse(responseCode = "503", description = "service-unavailable: a service does not answer")
@APIResponse(responseCode = "504", description = "service-timeout: a service did not answer in time")
public class CohortResource {
    private static final int LONGEST_CODE = 64;
    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;
    private static final String DATE_RULE =
            "must be a day such as 2026-06-15, in the years " + FIRST_YEAR + " to " + LAST_YEAR;

    private final Cohorts cohorts;
    private final AccountStore accounts;
    private final SecurityIdentity identity;
    private final CallActor actor;

    CohortResource(Cohorts cohorts, AccountStore accounts, SecurityIdentity identity, CallActor actor) {
        this.cohorts = cohorts;
        this.accounts = accounts;
        this.identity = identity;
        this.actor = actor;
    }

    @Schema(name = "CohortBody")
    public record CohortBody(
            @Schema(
                    required = true,
                    format = "name",
                    minLength = 1,
                    maxLength = Cohort.LONGEST_NAME,
                    examples = "ML, autumn term")
            @Nullable
            String name,

            @Schema(required = true, format = "uuid", description = "A deck that you may see") @Nullable
            String deckId,

            @Schema(format = "date-or-empty", examples = "2026-06-15", description = "The day of an exam on it")
            @Nullable
            String examDate) {
        /** Without the name. */
        @Override
        public String toString() {
            return "cohort";
        }
    }

    @Schema(name = "CohortChange", description = "What is absent stays")
    public record ChangeBody(
            @Schema(format = "name", minLength = 1, maxLength = Cohort.LONGEST_NAME, examples = "ML, autumn term")
            @Nullable
            String name,

            @Schema(format = "date-or-empty", examples = "2026-06-15", description = "An empty text: there is no exam")
            @Nullable
            String examDate,

            @Schema(description = "Nobody joins an archived cohort; opened again, it gets a new join code") @Nullable
            Boolean archived,

            @Schema(description = "Make a join code; the one before lets nobody in any more") @Nullable
            Boolean newJoinCode) {
        /** Without the name. */
        @Override
        public String toString() {
            return "change of a cohort";
        }
    }

    @Schema(name = "CohortJoinBody")
    public record JoinBody(
            @Schema(required = true, minLength = 1, maxLength = LONGEST_CODE, examples = "7K2M-9QXD-04TB") @Nullable
            String code) {
        /** Without the code. */
        @Override
        public String toString() {
            return "join body";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "createCohort", summary = "Make a cohort for a deck, with a code by which people join it")
    @APIResponseSchema(
            value = CohortView.class,
            responseCode = "201",
            responseDescription = "Made; joinCode is shown this once, ETag is the version")
    @APIResponse(responseCode = "404", description = "not-found: there is no such deck that you may see")
    @APIResponse(responseCode = "409", description = "quota-exceeded: a teacher has at most 100 cohorts")
    public Response create(@Nullable CohortBody given) {
        var body = Fields.required("body", given);
        var name = name(body.name());
        var deck = new DeckId(Fields.uuid("deckId", body.deckId()));
        var examDate = body.examDate() == null ? Optional.<LocalDate>empty() : examDate(body.examDate());
        return response(Status.CREATED, cohorts.create(caller(), actor.get(), name, deck, examDate.orElse(null)));
    }

    @GET
    @Operation(
            operationId = "listCohorts",
            summary = "The cohorts that you teach, then those that you have joined, each the oldest first")
    @APIResponse(responseCode = "200", description = "All of them")
    public CohortList all(@QueryParam("after") @Nullable String after) {
        requirePositions(after);
        var all = cohorts.of(caller(), after);
        var teachers = accounts.usernames(
                all.cohorts().stream().map(seen -> seen.cohort().teacher()).collect(Collectors.toUnmodifiableSet()));
        return new CohortList(
                all.cohorts().stream()
                        .map(seen ->
                                CohortView.of(seen, teachers.get(seen.cohort().teacher())))
                        .toList(),
                all.caughtUp(),
                all.parked());
    }

    @GET
    @Path("/{cohortId}")
    @Operation(operationId = "readCohort", summary = "A cohort that you teach or have joined")
    @APIResponseSchema(value = CohortView.class, responseDescription = "The cohort; ETag is its version")
    @APIResponse(responseCode = "404", description = "not-found: there is no such cohort of yours")
    public Response read(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @QueryParam("after") @Nullable String after) {
        requirePositions(after);
        return response(Status.OK, cohorts.read(caller(), id(cohortId), after));
    }

    @PATCH
    @Path("/{cohortId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "changeCohort",
            summary = "Change the name or the exam date, make a new join code, archive a cohort or open it again")
    @APIResponseSchema(value = CohortView.class, responseDescription = "Changed; ETag is the new version")
    @APIResponse(responseCode = "404", description = "not-found: there is no such cohort of yours")
    @APIResponse(responseCode = "409", description = "cohort-archived: it has no join code")
    @APIResponse(responseCode = "412", description = "version-conflict")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public Response change(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable ChangeBody given) {
        var body = Fields.required("body", given);
        var wish = new Wish(
                body.name() == null ? null : name(body.name()),
                body.examDate() == null ? null : examDate(body.examDate()),
                body.archived(),
                Boolean.TRUE.equals(body.newJoinCode()));
        return response(Status.OK, cohorts.change(caller(), actor.get(), id(cohortId), seen(ifMatch), wish));
    }

    @DELETE
    @Path("/{cohortId}")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "deleteCohort",
            summary = "Remove a cohort for good",
            description = "Its members go on studying the deck. To keep its figures, archive it instead.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "not-found: there is no such cohort of yours")
    @APIResponse(responseCode = "412", description = "version-conflict")
    @APIResponse(responseCode = "428", description = "if-match-required")
    public void delete(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        cohorts.delete(caller(), actor.get(), id(cohortId), seen(ifMatch));
    }

    @POST
    @Path("/join")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.LEARNER_GROUP)
    @Operation(
            operationId = "joinCohort",
            summary = "Join a cohort by the code of its teacher, and study its deck",
            description =
                    "The teacher sees from then on what you know of the deck. For a member, joining again changes nothing.")
    @APIResponse(responseCode = "200", description = "You are a member")
    @APIResponse(responseCode = "404", description = "not-found: the code is wrong, or lets nobody in any more")
    @APIResponse(
            responseCode = "409",
            description =
                    "quota-exceeded: quota is cards, decks, cohorts or members-per-cohort; or deck-not-visible; or simulated: it"
                            + " is a cohort of simulated learners and you are none, or the other way round")
    @APIResponse(responseCode = "429", description = "too-many-requests: of these, or of wrong codes")
    public MembershipView join(@Nullable JoinBody body) {
        var code = Fields.required("code", Fields.required("body", body).code());
        if (code.isBlank() || code.length() > LONGEST_CODE) {
            throw Fields.invalid("code", "must be the join code that the teacher gave you, such as 7K2M-9QXD-04TB");
        }
        var joined = cohorts.join(caller(), actor.get(), code);
        var cohort = joined.cohort();
        return new MembershipView(cohort.id().value(), true, cohort.deckId().value(), joined.position());
    }

    @POST
    @Path("/{cohortId}/leave")
    @RolesAllowed(Role.LEARNER_GROUP)
    @Operation(
            operationId = "leaveCohort",
            summary = "Leave a cohort",
            description = "Its teacher sees nothing of you any more. You go on studying the deck.")
    @APIResponse(responseCode = "200", description = "You are no member")
    @APIResponse(responseCode = "404", description = "not-found: you are no member of such a cohort")
    public MembershipView leave(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @QueryParam("after") @Nullable String after) {
        requirePositions(after);
        var id = id(cohortId);
        return new MembershipView(id.value(), false, null, cohorts.leave(caller(), actor.get(), id, after));
    }

    @GET
    @Path("/{cohortId}/members")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "listCohortMembers", summary = "Who has joined a cohort of yours, by username")
    @APIResponse(responseCode = "200", description = "All of them; persons whose account is gone are left out")
    @APIResponse(responseCode = "404", description = "not-found: there is no such cohort of yours")
    public MemberList members(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @QueryParam("after") @Nullable String after) {
        requirePositions(after);
        var found = cohorts.members(caller(), actor.get(), id(cohortId), after);
        var names = accounts.usernames(Set.copyOf(found.since().keySet()));
        var members = new ArrayList<MemberView>();
        found.since().forEach((person, since) -> {
            var name = names.get(person);
            if (name != null) {
                members.add(new MemberView(name, since));
            }
        });
        members.sort(Comparator.comparing(MemberView::username));
        return new MemberList(List.copyOf(members), found.caughtUp(), found.parked());
    }

    @DELETE
    @Path("/{cohortId}/members/{username}")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "removeCohortMember",
            summary = "Remove a member from a cohort of yours",
            description =
                    "You see nothing of the person any more, who goes on studying the deck and may read it as long as it is"
                            + " shared. The join code of now does not let the person in again; a new one does.")
    @APIResponse(responseCode = "200", description = "The person is no member")
    @APIResponse(responseCode = "404", description = "not-found: there is no such cohort of yours, or no such member")
    public MembershipView remove(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @PathParam("username") String username,
            @QueryParam("after") @Nullable String after) {
        requirePositions(after);
        var id = id(cohortId);
        return new MembershipView(id.value(), false, null, cohorts.remove(caller(), actor.get(), id, username, after));
    }

    private AuthenticatedCaller caller() {
        return SessionResource.caller(identity);
    }

    private Response response(Status status, Seen seen) {
        var teacher = seen.cohort().teacher();
        var view = CohortView.of(seen, accounts.usernames(Set.of(teacher)).get(teacher));
        return Response.status(status)
                .entity(view)
                .tag(new EntityTag(Long.toString(seen.cohort().version())))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static CohortId id(String cohortId) {
        return new CohortId(Fields.uuid("cohortId", cohortId));
    }

    private static String name(@Nullable String typed) {
        return Fields.text("name", typed, TextKind.NAME, Cohort.LONGEST_NAME);
    }

    /** Empty for an empty text. */
    private static Optional<LocalDate> examDate(String typed) {
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        try {
            var date = LocalDate.parse(typed);
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return Optional.of(date);
            }
        } catch (DateTimeParseException none) {
            // falls through to the problem below
        }
        throw Fields.invalid("examDate", DATE_RULE);
    }

    /** Refused here, so that the problem names the parameter. */
    private static void requirePositions(@Nullable String after) {
        var _ = Fields.after(after);
    }

    private static long seen(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Problem.of(428, "if-match-required", "Say which version of the cohort is to be changed")
                    .withDetail("Read the cohort and send its ETag as If-Match")
                    .withField("If-Match", "the ETag of the cohort, such as \"5\"")
                    .exception();
        }
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Fields.invalid("If-Match", "must be the ETag of the cohort, such as \"5\"");
        }
        return Long.parseLong(tag.group(1));
    }
}
