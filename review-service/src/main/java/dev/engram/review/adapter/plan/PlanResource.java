package dev.engram.review.adapter.plan;

import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.review.adapter.plan.PlanAnswers.Changed;
import dev.engram.review.adapter.plan.PlanAnswers.PlanInForce;
import dev.engram.review.adapter.plan.PlanAnswers.Preview;
import dev.engram.review.application.plan.PlanPreview;
import dev.engram.review.application.plan.StudyPlans;
import dev.engram.review.application.plan.StudyPlans.Change;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The study plan: read, change, and see beforehand what a change would do. */
@Path("/api/v1/plan")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "studying", description = "What to study next, and by which plan")
public class PlanResource {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 365;
    private static final Pattern TAG = Pattern.compile("\"([0-9a-z-]{1,36})\"");

    private final StudyPlans plans;
    private final PlanPreview preview;
    private final Caller caller;

    PlanResource(StudyPlans plans, PlanPreview preview, Caller caller) {
        this.plans = plans;
        this.preview = preview;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "readPlan", summary = "The study plan in force")
    @APIResponse(responseCode = "200", description = "The plan; ETag changes with it")
    public RestResponse<PlanInForce> plan(@RestQuery @Nullable String after) {
        var answer = plans.inForce(caller.learnerId(), Fields.after(after));
        return tagged(PlanInForce.of(answer), answer.inForce().tag());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changePlan",
            summary = "Change the study plan",
            description =
                    "What is absent from the body stays as it is. The states of all cards are computed again under"
                            + " the new plan; zone and rolloverHour hold from now on, the first ones for the past too."
                            + " With If-Match nothing is changed if another plan is in force by now.")
    @APIResponse(responseCode = "200", description = "The plan is in force; ETag changes with it")
    @APIResponse(responseCode = "409", description = "quota-exceeded: the plan was changed 1,000 times")
    @APIResponse(responseCode = "412", description = "plan-conflict: another plan is in force; ETag is that plan's")
    @APIResponse(responseCode = "503", description = "The log cannot be written; see Retry-After")
    public RestResponse<Changed> change(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Nullable PlanBody body) {
        var wanted = Fields.required("body", body);
        return switch (plans.change(caller.learnerId(), ifMatch == null ? null : tag(ifMatch), wanted::over)) {
            case Change.Done done -> tagged(Changed.of(done), done.inForce().tag());
            case Change.Outdated(var tag) ->
                throw Problem.of(412, "plan-conflict", "The plan has changed since it was read")
                        .withDetail("Read the plan, decide again, and send its ETag")
                        .withField("If-Match", "must be the ETag of the plan as it is now")
                        .exception()
                        .withHeader(HttpHeaders.ETAG, '"' + tag + '"');
            case Change.Full(var limit) -> throw tooManyChanges(limit);
        };
    }

    @POST
    @Path("/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "previewPlan",
            summary = "What another plan would change, without putting it in force",
            description = "Reviews of the days to come, if nothing new is learned and each is answered once, within the"
                    + " daily limit and around breaks; and the recall that is lost since reviews come later than they"
                    + " fall due. Retention goals show no difference: they hold from the next answer of a card on.")
    @APIResponse(responseCode = "200", description = "The plan in force and the other one, side by side")
    @APIResponse(
            responseCode = "409",
            description = "quota-exceeded: your decks have more cards than a preview is made of")
    public Preview preview(
            @RestQuery
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "365",
                            defaultValue = "30",
                            description = "How many days, today included")
                    @Nullable
                    String days,
            @Nullable PlanBody body) {
        var wanted = Fields.required("body", body);
        int count = days == null ? USUAL_DAYS : (int) Fields.integer("days", days, 1, MOST_DAYS);
        return switch (preview.of(caller.withToken(), wanted::over, count)) {
            case PlanPreview.Answer answer -> Preview.of(answer);
            case PlanPreview.TooManyCards(int limit) ->
                throw Problem.quotaUsedUp(
                                "cards", limit, "A preview is made of at most %,d cards; leave decks".formatted(limit))
                        .exception();
        };
    }

    /** The problem of a learner who has changed the plan as often as a learner can. */
    public static ProblemException tooManyChanges(int limit) {
        return Problem.quotaUsedUp(
                        "plan-changes", limit, "A learner changes the plan at most %,d times".formatted(limit))
                .exception();
    }

    private static String tag(String ifMatch) {
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Fields.invalid("If-Match", "must be the ETag of the plan, such as \"default\"");
        }
        return tag.group(1);
    }

    private static <T> RestResponse<T> tagged(T body, String tag) {
        return ResponseBuilder.ok(body)
                .header(HttpHeaders.ETAG, '"' + tag + '"')
                .build();
    }
}
