package dev.engram.gateway.adapter.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.CohortId;
import dev.engram.gateway.adapter.http.SessionResource;
import dev.engram.gateway.application.cohort.Cohorts;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import dev.engram.kit.auth.Role;
import dev.engram.kit.cohort.CohortAnswers;
import dev.engram.kit.figure.CsvWriter;
import dev.engram.kit.figure.TableTree;
import dev.engram.kit.problem.Fields;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Figures of cohorts by username, each as JSON or, with {@code Accept: text/csv}, as CSV. Views of single learners are logged. */
@Path("/api/v1/cohorts")
@Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
@RunOnVirtualThread
@Authenticated
@Tag(name = "cohorts", description = "People who study a deck with a teacher")
@APIResponse(responseCode = "404", description = "not-found: there is no such cohort of yours")
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
public class ClassFigureResource {
    private static final int MOST_COMPARED = 10;
    private static final String DEFAULT_HORIZON = "30";

    private final Cohorts cohorts;
    private final ClassFigures figures;
    private final SecurityIdentity identity;

    ClassFigureResource(Cohorts cohorts, ClassFigures figures, SecurityIdentity identity) {
        this.cohorts = cohorts;
        this.figures = figures;
        this.identity = identity;
    }

    @GET
    @Path("/{cohortId}/mastery")
    @Operation(
            operationId = "cohortMastery",
            summary = "How well a class knows each tag",
            description =
                    "For its teacher exact. For its members without what would say something about few learners: hidden: true.")
    @APIResponseSchema(value = CohortAnswers.Mastery.class, responseDescription = "One row per tag")
    public TableTree mastery(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId, @BeanParam ClassParameters.Ahead ahead) {
        var seen = cohorts.read(caller(), id(cohortId), ClassParameters.positions(ahead.after));
        var cohort = seen.cohort();
        if (seen.joinedAt() == null) {
            return figures.read(caller(), cohort, "mastery", CohortAnswers.Mastery.class, ahead.query(cohort));
        }
        refuseForMembers("horizon", ahead.horizon);
        refuseForMembers("simulated", ahead.simulated);
        return figures.read(caller(), cohort, "mastery/suppressed", CohortAnswers.Mastery.class, ahead.query(cohort));
    }

    /** Every choice would be another view of the same few people. */
    private static void refuseForMembers(String field, @Nullable String value) {
        if (value != null) {
            throw Fields.invalid(field, "must be absent: it is for the teacher of the cohort");
        }
    }

    @GET
    @Path("/{cohortId}/grid")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortGrid", summary = "How well each learner of a class of yours knows each tag")
    @APIResponseSchema(value = CohortAnswers.Grid.class, responseDescription = "One row per learner and tag")
    public TableTree grid(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId, @BeanParam ClassParameters.Ahead ahead) {
        var cohort = taught(cohortId, ahead.after);
        return figures.individual(
                caller(), cohort, "grid", CohortAnswers.Grid.class, ahead.query(cohort), cohort.teacher());
    }

    @GET
    @Path("/{cohortId}/cards")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "cohortCards",
            summary = "The cards that most learners of a class of yours got wrong when they first answered them",
            description = "It depends on the scheduler: on when learners saw a card, and after which others.")
    @APIResponseSchema(value = CohortAnswers.Cards.class, responseDescription = "By error, then by number of learners")
    public TableTree cards(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId,
            @BeanParam ClassParameters.Moment moment,
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    String limit) {
        var query = moment.query();
        query.put("limit", limit);
        return figures.read(caller(), taught(cohortId, moment.after), "cards", CohortAnswers.Cards.class, query);
    }

    @GET
    @Path("/{cohortId}/risks")
    @Operation(
            operationId = "cohortRisks",
            summary = "The learners of a class at risk, with every reason",
            description = "A member gets the own entry only. Never to be used for marks.")
    @APIResponseSchema(value = CohortAnswers.Risks.class, responseDescription = "One row per learner and reason")
    public TableTree risks(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId, @BeanParam ClassParameters.Moment moment) {
        var seen = cohorts.read(caller(), id(cohortId), ClassParameters.positions(moment.after));
        var cohort = seen.cohort();
        if (seen.joinedAt() == null) {
            return figures.individual(
                    caller(), cohort, "risks", CohortAnswers.Risks.class, moment.query(), cohort.teacher());
        }
        refuseForMembers("simulated", moment.simulated);
        return figures.read(caller(), cohort, "risks/own", CohortAnswers.Risks.class, moment.query());
    }

    @GET
    @Path("/{cohortId}/struggling")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "cohortStruggling",
            summary = "Per tag the learners of a class of yours who struggle, and why")
    @APIResponseSchema(value = CohortAnswers.Struggling.class, responseDescription = "One row per tag and learner")
    public TableTree struggling(
            @PathParam("cohortId") @Schema(format = "uuid") String cohortId, @BeanParam ClassParameters.Moment moment) {
        var cohort = taught(cohortId, moment.after);
        return figures.individual(
                caller(), cohort, "struggling", CohortAnswers.Struggling.class, moment.query(), cohort.teacher());
    }

    @GET
    @Path("/comparison")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(
            operationId = "compareCohorts",
            summary = "How well several classes of yours know each tag, side by side")
    @APIResponse(responseCode = "200", description = "One row per tag and class")
    public CohortAnswers.Comparison comparison(
            @QueryParam("cohortIds")
                    @Schema(
                            required = true,
                            description = "1 to 10 ids, with commas between",
                            examples = "7c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f")
                    @Nullable
                    String cohortIds,
            @QueryParam("horizon")
                    @Schema(
                            type = SchemaType.NUMBER,
                            minimum = "0",
                            maximum = "3650",
                            defaultValue = DEFAULT_HORIZON,
                            description = "Days after asOf that mastery looks at, the same for all")
                    @Nullable
                    String horizon,
            @BeanParam ClassParameters.Moment moment) {
        var ids = new LinkedHashSet<CohortId>();
        for (var id : Fields.required("cohortIds", cohortIds).split(",", -1)) {
            ids.add(new CohortId(Fields.uuid("cohortIds", id.strip())));
        }
        if (ids.size() > MOST_COMPARED) {
            throw Fields.invalid("cohortIds", "must be 1 to " + MOST_COMPARED + " ids");
        }
        ClassParameters.positions(moment.after);
        var taught = ids.stream().map(id -> cohorts.taught(caller(), id)).toList();
        var query = moment.query();
        query.put("horizon", horizon == null ? DEFAULT_HORIZON : horizon);
        var tables = new LinkedHashMap<CohortId, JsonNode>();
        for (var cohort : taught) {
            tables.put(
                    cohort.id(),
                    figures.read(caller(), cohort, "mastery", CohortAnswers.Mastery.class, query)
                            .tree());
        }
        return ClassComparison.of(tables);
    }

    private Cohort taught(String cohortId, @Nullable String after) {
        ClassParameters.positions(after);
        return cohorts.taught(caller(), id(cohortId));
    }

    private AuthenticatedCaller caller() {
        return SessionResource.caller(identity);
    }

    private static CohortId id(String cohortId) {
        return new CohortId(Fields.uuid("cohortId", cohortId));
    }
}
