package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.CohortFigures;
import dev.engram.analytics.application.CohortQuery;
import dev.engram.analytics.application.CohortQuery.Audience;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.cohort.CohortAnswers;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Figures of one member of a cohort and what is behind them, for the gateway: it knows names, and who teaches. */
@Path("/internal/cohorts/{cohortId}/learners/{learnerId}")
@RolesAllowed(Role.TEACHER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal", description = "For the other services and for operators; not routed by the gateway")
@APIResponse(responseCode = "404", description = "not-found: the learner is no member of such a cohort")
@APIResponse(
        responseCode = "409",
        description = "quota-exceeded: quota (cards, tags, reviews or cells) and limit; or deck-not-visible")
@APIResponse(responseCode = "503", description = "snapshot-in-progress: progress, from 0 to 1")
public class CohortMemberResource {
    private static final String LEARNER = "learnerId";

    private final CohortFigures figures;
    private final Caller caller;

    CohortMemberResource(CohortFigures figures, Caller caller) {
        this.figures = figures;
        this.caller = caller;
    }

    @GET
    @Path("/mastery")
    @Operation(operationId = "cohortLearnerMasteryById", summary = "A learner beside the medians of the class")
    @APIResponse(responseCode = "200", description = "One row per tag")
    public CohortAnswers.LearnerMastery mastery(
            @BeanParam CohortParameters.WithHorizon selected,
            @PathParam(LEARNER) @Schema(format = "uuid") String learnerId) {
        var learner = learner(learnerId);
        return CohortReplies.answer(
                figures.learner(query(selected), learner, selected.choice()),
                CohortAnswers.LearnerMastery.class,
                true,
                (header, found) -> {
                    var beside = found.orElseThrow(() -> CohortReplies.noMember(LEARNER));
                    return new CohortAnswers.LearnerMastery(
                            header, learner.text(), beside.horizon().days(), CohortRows.beside(beside));
                });
    }

    @GET
    @Path("/cards")
    @Operation(operationId = "cohortLearnerCardsById", summary = "The cards behind the figures of a learner")
    @APIResponse(responseCode = "200", description = "A page of cards; next is absent on the last")
    public CohortAnswers.MemberCards cards(
            @BeanParam CohortParameters.OfCards selected,
            @BeanParam CardPaging paging,
            @PathParam(LEARNER) @Schema(format = "uuid") String learnerId) {
        var learner = learner(learnerId);
        int most = paging.most();
        var from = paging.from();
        return CohortReplies.answer(
                figures.cards(query(selected), learner, selected.tags(), selected.choice()),
                CohortAnswers.MemberCards.class,
                true,
                (header, found) -> {
                    var cards = found.orElseThrow(() -> CohortReplies.noMember(LEARNER));
                    var page = CardRows.page(cards.cards(), from, most);
                    return new CohortAnswers.MemberCards(
                            header, learner.text(), cards.horizon().days(), page.next(), page.rows());
                });
    }

    @GET
    @Path("/answers")
    @Operation(operationId = "cohortLearnerAnswersById", summary = "The answers of a learner to a card of the deck")
    @APIResponse(responseCode = "200", description = "A page of answers, oldest first")
    public CohortAnswers.MemberAnswers answers(
            @BeanParam CohortParameters.Selected selected,
            @BeanParam SelectedAnswers asked,
            @PathParam(LEARNER) @Schema(format = "uuid") String learnerId) {
        var learner = learner(learnerId);
        var card = asked.card();
        var paging = asked.paging();
        return CohortReplies.answer(
                figures.answers(query(selected), learner, card),
                CohortAnswers.MemberAnswers.class,
                true,
                (header, found) -> {
                    var answers = found.orElseThrow(() -> CohortReplies.noMember(LEARNER));
                    if (!answers.isOfDeck()) {
                        throw Fields.invalid("cardId", "must be a card of the deck of the cohort");
                    }
                    var page = paging.of(answers.answers());
                    return new CohortAnswers.MemberAnswers(
                            header, learner.text(), card.value(), page.earlier(), CardRows.answers(page));
                });
    }

    private static LearnerId learner(String learnerId) {
        return new LearnerId(Fields.uuid(LEARNER, learnerId));
    }

    private CohortQuery query(CohortParameters.Selected selected) {
        return selected.query(caller.withToken(), Audience.TEACHER);
    }
}
