package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.CohortFigures;
import dev.engram.analytics.application.CohortOutcome;
import dev.engram.analytics.application.CohortOutcome.Known;
import dev.engram.analytics.application.CohortQuery;
import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.analytics.application.HorizonChoice;
import dev.engram.analytics.domain.Horizon;
import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.fsrs.Fsrs6;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.cohort.CohortAnswers;
import dev.engram.kit.cohort.CohortHeader;
import dev.engram.kit.figure.AnswerTable;
import dev.engram.kit.figure.TableAnswer;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
    private static final String RETRY_SECONDS = "5";

    private final CohortFigures figures;
    private final Caller caller;

    CohortFigureResource(CohortFigures figures, Caller caller) {
        this.figures = figures;
        this.caller = caller;
    }

    /** Which cohort, and when. */
    public static class Selected {
        @PathParam("cohortId")
        @Schema(format = "uuid")
        @Nullable
        String cohortId;

        @QueryParam("deckId")
        @Schema(format = "uuid", required = true, description = "The deck of the cohort")
        @Nullable
        String deckId;

        @QueryParam("asOf")
        @Schema(format = "date-time")
        @Nullable
        String asOf;

        @QueryParam("after")
        @Nullable
        String after;
    }

    /** What the teacher may choose beside. */
    public static class Chosen extends Selected {
        @QueryParam("simulated")
        @Schema(type = SchemaType.BOOLEAN)
        @Nullable
        String simulated;
    }

    /** What the teacher may choose about mastery. */
    public static class WithHorizon extends Chosen {
        @QueryParam("horizon")
        @Nullable
        String horizon;

        @QueryParam("examDate")
        @Schema(format = "date")
        @Nullable
        String examDate;
    }

    @GET
    @Path("/{cohortId}/mastery")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortMasteryById", summary = "How well a class knows each tag, for its teacher")
    @APIResponse(responseCode = "200", description = "One row per tag")
    public CohortAnswers.Mastery mastery(@BeanParam WithHorizon selected) {
        var table = figures.table(query(selected, Audience.TEACHER), horizon(selected));
        return answer(table, CohortAnswers.Mastery.class, true, CohortFigureResource::mastery);
    }

    @GET
    @Path("/{cohortId}/mastery/suppressed")
    @Operation(operationId = "suppressedCohortMasteryById", summary = "The same for the members of the class")
    @APIResponse(responseCode = "200", description = "One row per tag")
    public CohortAnswers.Mastery suppressed(
            @BeanParam Selected selected, @QueryParam("examDate") @Schema(format = "date") @Nullable String examDate) {
        var table = figures.table(query(selected, Audience.CLASS), horizon(null, examDate));
        return answer(table, CohortAnswers.Mastery.class, false, CohortFigureResource::mastery);
    }

    private static CohortAnswers.Mastery mastery(CohortHeader header, CohortFigures.Table table) {
        return new CohortAnswers.Mastery(header, table.horizon().days(), CohortRows.mastery(table.tags()));
    }

    @GET
    @Path("/{cohortId}/grid")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortGridById", summary = "How well each learner knows each tag")
    @APIResponse(responseCode = "200", description = "One row per learner and tag")
    public CohortAnswers.Grid grid(@BeanParam WithHorizon selected) {
        var grid = figures.grid(query(selected, Audience.TEACHER), horizon(selected));
        return answer(
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
    public CohortAnswers.Cards cards(@BeanParam Chosen selected, @QueryParam("limit") @Nullable String limit) {
        int most = limit == null ? CARDS : (int) Fields.integer("limit", limit, 1, MOST_CARDS);
        return answer(
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
    public CohortAnswers.Risks risks(@BeanParam Chosen selected) {
        return risks(query(selected, Audience.TEACHER));
    }

    @GET
    @Path("/{cohortId}/risks/own")
    @Operation(operationId = "ownCohortRisksById", summary = "The caller's own entry of the learners at risk")
    @APIResponse(responseCode = "200", description = "One row per reason")
    public CohortAnswers.Risks ownRisks(@BeanParam Selected selected) {
        return risks(query(selected, Audience.OWN));
    }

    private CohortAnswers.Risks risks(CohortQuery query) {
        return answer(
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
    public CohortAnswers.Struggling struggling(@BeanParam Chosen selected) {
        return answer(
                figures.struggling(query(selected, Audience.TEACHER)),
                CohortAnswers.Struggling.class,
                true,
                (header, found) -> new CohortAnswers.Struggling(header, CohortRows.struggling(found)));
    }

    @GET
    @Path("/{cohortId}/learners/{learnerId}/mastery")
    @RolesAllowed(Role.TEACHER_GROUP)
    @Operation(operationId = "cohortLearnerMasteryById", summary = "A learner beside the medians of the class")
    @APIResponse(responseCode = "200", description = "One row per tag")
    public CohortAnswers.LearnerMastery learner(
            @BeanParam WithHorizon selected, @PathParam("learnerId") @Schema(format = "uuid") String learnerId) {
        var learner = new LearnerId(Fields.uuid("learnerId", learnerId));
        return answer(
                figures.learner(query(selected, Audience.TEACHER), learner, horizon(selected)),
                CohortAnswers.LearnerMastery.class,
                true,
                (header, found) -> {
                    var beside = found.orElseThrow(() -> noMember("learnerId"));
                    return new CohortAnswers.LearnerMastery(
                            header, learner.text(), beside.horizon().days(), CohortRows.beside(beside));
                });
    }

    private CohortQuery query(Selected selected, Audience audience) {
        return new CohortQuery(
                caller.withToken(),
                new CohortId(Fields.uuid("cohortId", selected.cohortId)),
                new DeckId(Fields.uuid("deckId", selected.deckId)),
                selected.asOf == null ? null : Moments.of("asOf", selected.asOf),
                Fields.after(selected.after),
                selected instanceof Chosen chosen && Fields.flag("simulated", chosen.simulated, false),
                audience);
    }

    private static HorizonChoice horizon(WithHorizon selected) {
        var days = selected.horizon;
        var chosen = days == null ? null : new Horizon(Fields.number("horizon", days, 0, Horizon.MAX_DAYS));
        return horizon(chosen, selected.examDate);
    }

    private static HorizonChoice horizon(@Nullable Horizon chosen, @Nullable String examDate) {
        return new HorizonChoice(chosen, examDate == null ? null : Fields.day("examDate", examDate));
    }

    /** @param isExact whether the caller may know how many and which learners there are */
    private static <T, A extends TableAnswer> A answer(
            CohortOutcome<T> outcome, Class<A> type, boolean isExact, BiFunction<CohortHeader, T, A> answer) {
        return switch (outcome) {
            case Known<T> known -> answer.apply(header(known, type, isExact), known.figures());
            case CohortOutcome.NoMember<T>() -> throw noMember("cohortId");
            case CohortOutcome.DeckNotVisible<T>() ->
                throw Problem.of(409, "deck-not-visible", "You may not see the deck of this cohort")
                        .withDetail("Its owner does not share the deck with you any more")
                        .exception();
            case CohortOutcome.TooMuch<T>(var quota, long limit) ->
                throw Problem.quotaUsedUp(quota, limit, "An answer covers at most " + limit + " " + quota)
                        .exception();
            case CohortOutcome.InProgress<T>(double progress) ->
                throw Problem.of(503, "snapshot-in-progress", "The figures of this cohort are being computed")
                        .withDetail("The cohort is too large to be computed at once; ask again in a few seconds")
                        .with("progress", Math.round(progress * 100) / 100.0)
                        .exception()
                        .withHeader("Retry-After", RETRY_SECONDS);
        };
    }

    private static CohortHeader header(Known<?> known, Class<? extends TableAnswer> type, boolean isExact) {
        var about = known.about();
        return new CohortHeader(
                about.asOf(),
                Fsrs6.NAME,
                isExact ? about.weightsVersions() : null,
                isExact ? about.learners() : null,
                about.dataUpTo(),
                known.computedAt(),
                known.caughtUp(),
                known.parked(),
                isExact ? about.cardsUnknown() : 0,
                about.simulated(),
                AnswerTable.of(type).definitions());
    }

    private static ProblemException noMember(String field) {
        return Problem.notFound("The cohort has no such member")
                .withField(field, "must be the id of a member, or of a cohort of the caller")
                .exception();
    }
}
