package dev.engram.review.adapter.fitting;

import dev.engram.events.EventId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.review.adapter.fitting.FitAnswers.FitApplied;
import dev.engram.review.adapter.fitting.FitAnswers.FitJob;
import dev.engram.review.adapter.fitting.FitAnswers.FitList;
import dev.engram.review.adapter.plan.PlanResource;
import dev.engram.review.application.fitting.LearnerFits;
import dev.engram.review.application.fitting.LearnerFits.Change;
import dev.engram.review.application.fitting.WeightsFitting;
import dev.engram.review.application.fitting.WeightsFitting.Requested;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Weights fitted to the learner's own reviews. */
@Path("/api/v1/fits")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "studying")
public class FitResource {
    private final WeightsFitting fitting;
    private final LearnerFits fits;
    private final Caller caller;

    FitResource(WeightsFitting fitting, LearnerFits fits, Caller caller) {
        this.fitting = fitting;
        this.fits = fits;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listFits",
            summary = "The latest fits of weights to your reviews, and the job that runs",
            description =
                    "Of each fit: mean log loss on later reviews that no weights were fitted to, before (weights in"
                            + " use then) and after (fitted to earlier reviews), the 95 % interval of the difference, and the"
                            + " same for each deck, beside a fit to that deck alone.")
    @APIResponse(responseCode = "200", description = "At most 20 fits, the latest first")
    public FitList list(@RestQuery @Nullable String after) {
        return FitList.of(fits.of(caller.learnerId(), Fields.after(after)));
    }

    @POST
    @ResponseStatus(202)
    @Operation(
            operationId = "startFit",
            summary = "Fit weights to your reviews now",
            description = "Where a fit waits or runs already, the answer is about that one. Changes no schedule by"
                    + " itself, unless the plan says fitting APPLY and the new weights are better.")
    @APIResponse(
            responseCode = "202",
            description = "It waits or runs",
            content = @Content(schema = @Schema(implementation = FitJob.class)))
    @APIResponse(responseCode = "503", description = "overloaded: too many others wait; try again later")
    public FitJob start() {
        return switch (fitting.request(caller.learnerId())) {
            case Requested.Running(var job) -> FitJob.of(job, true);
            case Requested.Overloaded _ ->
                throw Problem.overloaded().exception().withHeader("Retry-After", "60");
        };
    }

    @PUT
    @Path("/{fitId}/application")
    @Operation(
            operationId = "applyFit",
            summary = "Take the weights of a fit into your plan",
            description = "All cards are then scheduled under them, from their whole histories. Doing it again changes"
                    + " nothing. POST /plan/preview says before what would become due.")
    @APIResponse(responseCode = "200", description = "The weights are in force")
    @APIResponse(responseCode = "404", description = "not-found: none of your latest fits has this id")
    @APIResponse(responseCode = "409", description = "quota-exceeded: your plan was changed 1,000 times")
    public FitApplied apply(@RestPath @Schema(format = "uuid") String fitId) {
        return applied(fits.apply(caller.learnerId(), id(fitId)), true);
    }

    @DELETE
    @Path("/{fitId}/application")
    @Operation(
            operationId = "takeBackFit",
            summary = "Put the weights in force again that your plan had before this fit",
            description = "The rest of the plan stays as it is.")
    @APIResponse(responseCode = "200", description = "The weights of before are in force")
    @APIResponse(responseCode = "404", description = "not-found: none of your latest fits has this id")
    @APIResponse(
            responseCode = "409",
            description = "fit-not-in-force: your plan has other weights; quota-exceeded: it was changed 1,000 times")
    public FitApplied takeBack(@RestPath @Schema(format = "uuid") String fitId) {
        return applied(fits.takeBack(caller.learnerId(), id(fitId)), false);
    }

    private static EventId id(String fitId) {
        return new EventId(Fields.uuid("fitId", fitId));
    }

    private static FitApplied applied(Change change, boolean inForce) {
        return switch (change) {
            case Change.Done(var position) -> new FitApplied(inForce, position == null ? null : position.toString());
            case Change.Full(int limit) -> throw PlanResource.tooManyChanges(limit);
            case Change.NoSuchFit _ ->
                throw Problem.notFound("None of your latest fits has this id; GET /api/v1/fits lists them")
                        .exception();
            case Change.NotInForce _ ->
                throw Problem.of(409, "fit-not-in-force", "The weights of the fit are not in force")
                        .withDetail("Your plan has other weights; GET /api/v1/plan shows them")
                        .exception();
        };
    }
}
