package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.CohortFigures;
import dev.engram.analytics.application.CohortQuery;
import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.cohort.CohortAnswers;
import dev.engram.kit.cohort.CohortHeader;
import dev.engram.kit.problem.Fields;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Figures of cohorts by ids, for the gateway: it knows names, and who teaches. */
@Path("/internal/cohorts")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal", description = "For the other services and for operators; not routed by the gateway")
@APIResponse(responseCode = "404", description = "not-found: the caller is no member of such a cohort")
@APIResponse(
        responseCode = "409",
        description = "quota-exceeded: quota (cards, tags, reviews or cells) and limit; or deck-not-visible")
@APIResponse(responseCode = "503", description = "snapshot-in-progress: progress, from 0 to 1")
public class CohortFigureResource {
    private static final int MOST_CARDS = 1_000;
    private static final int CARDS = 100;

    private final CohortFigures figures;
    private final Caller caller;

    CohortFigureResource(CohortFigures figures, Caller caller) {
        this.figures = figures;
        this.caller = caller;
    }

    @GET
    @Path("/{cohortId}/mastery")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortMasteryById", summary = "How well a class knows each tag, for its teacher")
    @APIResponse(responseCode = "200", description = "One row per tag")
    public CohortAnswers.Mastery mastery(@BeanParam CohortParameters.WithHorizon selected) {
        var table = figures.table(query(selected, Audience.TEACHER), selected.choice());
        return CohortReplies.answer(table, CohortAnswers.Mastery.class, true, CohortFigureResource::mastery);
    }

    @GET
    @Path("/{cohortId}/mastery/suppressed")
    @Operation(operationId = "suppressedCohortMasteryById", summary = "The same for the members of the class")
    @APIResponse(responseCode = "200", description = "One row per tag")
    public CohortAnswers.Mastery suppressed(
            @BeanParam CohortParameters.Selected selected,
            @QueryParam("examDate") @Schema(format = "date") @Nullable String examDate) {
        var table = figures.table(query(selected, Audience.CLASS), CohortParameters.horizon(null, examDate));
        return CohortReplies.answer(table, CohortAnswers.Mastery.class, false, CohortFigureResource::mastery);
    }

    private static CohortAnswers.Mastery mastery(CohortHeader header, CohortFigures.Table table) {
        return new CohortAnswers.Mastery(header, table.horizon().days(), CohortRows.mastery(table.tags()));
    }

    @GET
    @Path("/{cohortId}/grid")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortGridById", summary = "How well each learner knows each tag")
    @APIResponse(responseCode = "200", description = "One row per learner and tag")
    public CohortAnswers.Grid grid(@BeanParam CohortParameters.WithHorizon selected) {
        var grid = figures.grid(query(selected, Audience.TEACHER), selected.choice());
        return CohortReplies.answer(
                grid,
                CohortAnswers.Grid.class,
                true,
                (header, found) ->
                        new CohortAnswers.Grid(header, found.horizon().days(), CohortRows.grid(found)));
    }

    @GET
    @Path("/{cohortId}/cards")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortCardsById", summary = "Cards by first-answer error")
    @APIResponse(responseCode = "200", description = "The cards with the largest error")
    public CohortAnswers.Cards cards(
            @BeanParam CohortParameters.Chosen selected, @QueryParam("limit") @Nullable String limit) {
        int most = limit == null ? CARDS : (int) Fields.integer("limit", limit, 1, MOST_CARDS);
        return CohortReplies.answer(
                figures.hardestCards(query(selected, Audience.TEACHER), most),
                CohortAnswers.Cards.class,
                true,
                (header, cards) -> new CohortAnswers.Cards(header, true, CohortRows.cards(cards)));
    }

    @GET
    @Path("/{cohortId}/risks")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortRisksById", summary = "The learners at risk")
    @APIResponse(responseCode = "200", description = "One row per learner and reason")
    public CohortAnswers.Risks risks(@BeanParam CohortParameters.Chosen selected) {
        return risks(query(selected, Audience.TEACHER));
    }

    @GET
    @Path("/{cohortId}/risks/own")
    @Operation(operationId = "ownCohortRisksById", summary = "The caller's own entry of the learners at risk")
    @APIResponse(responseCode = "200", description = "One row per reason")
    public CohortAnswers.Risks ownRisks(@BeanParam CohortParameters.Selected selected) {
        return risks(query(selected, Audience.OWN));
    }

    private CohortAnswers.Risks risks(CohortQuery query) {
        return CohortReplies.answer(
                figures.risks(query),
                CohortAnswers.Risks.class,
                true,
                (header, risks) -> new CohortAnswers.Risks(header, CohortRows.risks(risks)));
    }

    @GET
    @Path("/{cohortId}/struggling")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortStrugglingById", summary = "Per tag the learners whose topic needs attention")
    @APIResponse(responseCode = "200", description = "One row per tag and learner")
    public CohortAnswers.Struggling struggling(@BeanParam CohortParameters.Chosen selected) {
        return CohortReplies.answer(
                figures.struggling(query(selected, Audience.TEACHER)),
                CohortAnswers.Struggling.class,
                true,
                (header, found) -> new CohortAnswers.Struggling(header, CohortRows.struggling(found)));
    }

    private CohortQuery query(CohortParameters.Selected selected, Audience audience) {
        return selected.query(caller.withToken(), audience);
    }
}
