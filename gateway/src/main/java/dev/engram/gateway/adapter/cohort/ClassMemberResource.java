package dev.engram.gateway.adapter.cohort;

import dev.engram.events.CohortId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.cohort.Cohorts;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import dev.engram.kit.auth.Role;
import dev.engram.kit.cohort.CohortAnswers;
import dev.engram.kit.figure.CsvWriter;
import dev.engram.kit.figure.TableAnswer;
import dev.engram.kit.figure.TableTree;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What is behind the figures of a class: those of one member, the cards behind them and the answers behind a card. For the teacher of
 * the cohort; each view is in the audit trail.
 */
@Path("/api/v1/cohorts")
@Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
@RunOnVirtualThread
@RolesAllowed(Role.TEACHER_GROUP)
@Tag(name = "cohorts", description = "People who study a deck with a teacher")
@APIResponse(responseCode = "404", description = "not-found: there is no such cohort of yours, or no such member of it")
@APIResponse(
        responseCode = "409",
        description = "quota-exceeded: quota (cards, tags, reviews or cells) and limit; or deck-not-visible")
@APIResponse(responseCode = "429", description = "too-many-requests: of these under way")
@APIResponse(
        responseCode = "503",
        description =
                "service-unavailable: a service does not answer; or snapshot-in-progress: a large cohort is computed in"
                        + " the background, of which progress is done, from 0 to 1")
@APIResponse(responseCode = "504", description = "service-timeout: a service did not answer in time")
public class ClassMemberResource {
    private final Cohorts cohorts;
    private final ClassFigures figures;
    private final AccountStore accounts;
    private final SecurityIdentity identity;

    ClassMemberResource(Cohorts cohorts, ClassFigures figures, AccountStore accounts, SecurityIdentity identity) {
        this.cohorts = cohorts;
        this.figures = figures;
        this.accounts = accounts;
        this.identity = identity;
    }

    @GET
    @Path("/{cohortId}/members/{username}/mastery")
    @Operation(
            operationId = "cohortMemberMastery",
            summary = "What a member of a class of yours knows of each tag, beside the medians of the class")
    @APIResponseSchema(value = CohortAnswers.LearnerMastery.class, responseDescription = "One row per tag")
    public TableTree mastery(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @PathParam("username") String username,
            @BeanParam ClassParameters.Ahead ahead) {
        var cohort = taught(cohortId, ahead);
        return read(cohort, username, "mastery", CohortAnswers.LearnerMastery.class, ahead.query(cohort));
    }

    @GET
    @Path("/{cohortId}/members/{username}/cards")
    @Operation(
            operationId = "cohortMemberCards",
            summary = "The cards behind the figures of a member of a class of yours",
            description = "As /mastery/cards gives the member, of the deck of the cohort.")
    @APIResponseSchema(
            value = CohortAnswers.MemberCards.class,
            responseDescription = "A page of cards; next is absent on the last")
    public TableTree cards(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @PathParam("username") String username,
            @BeanParam ClassParameters.OfCards asked) {
        var cohort = taught(cohortId, asked);
        return read(cohort, username, "cards", CohortAnswers.MemberCards.class, asked.query(cohort));
    }

    @GET
    @Path("/{cohortId}/members/{username}/answers")
    @Operation(
            operationId = "cohortMemberAnswers",
            summary = "The answers of a member of a class of yours to a card of its deck",
            description =
                    "As /mastery/answers gives the member. Oldest first: the latest 500, or limit. Where 'earlier' is not"
                            + " 0, 'before' with the id of the first review listed gives those that came before it.")
    @APIResponseSchema(value = CohortAnswers.MemberAnswers.class, responseDescription = "A page of answers")
    public TableTree answers(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @PathParam("username") String username,
            @BeanParam ClassParameters.OfAnswers asked) {
        var cohort = taught(cohortId, asked);
        return read(cohort, username, "answers", CohortAnswers.MemberAnswers.class, asked.query());
    }

    private TableTree read(
            Cohort cohort,
            String username,
            String figure,
            Class<? extends TableAnswer> type,
            Map<String, @Nullable String> query) {
        var member = member(username);
        try {
            return figures.individual(
                    caller(), cohort, "learners/" + member.text() + "/" + figure, type, query, member);
        } catch (ProblemException refused) {
            throw refused.problem().status() == 404 ? noMember() : refused;
        }
    }

    private LearnerId member(String username) {
        var name = Account.usernameOf(username);
        Optional<Account> account = Account.isUsername(name) ? accounts.find(name) : Optional.empty();
        return account.map(Account::learnerId).orElseThrow(ClassMemberResource::noMember);
    }

    private Cohort taught(String cohortId, ClassParameters.At asked) {
        ClassParameters.positions(asked.after);
        return cohorts.taught(caller(), new CohortId(Fields.uuid("cohortId", cohortId)));
    }

    private AuthenticatedCaller caller() {
        return SessionResource.caller(identity);
    }

    private static ProblemException noMember() {
        return Problem.notFound("The cohort has no such member")
                .withField("username", "must be the username of a member of the cohort")
                .exception();
    }
}
