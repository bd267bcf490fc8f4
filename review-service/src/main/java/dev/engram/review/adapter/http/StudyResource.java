package dev.engram.review.adapter.http;

import dev.engram.events.Tag;
import dev.engram.events.text.TextKind;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.review.adapter.http.StudyAnswers.PlanInForce;
import dev.engram.review.application.LearnerReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** By which plan a learner studies. */
@Path("/api/v1")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(
        name = "studying",
        description = "What to study next, and by which plan")
public class StudyResource {
    private final LearnerReader learners;
    private final Caller caller;

    StudyResource(LearnerReader learners, Caller caller) {
        this.learners = learners;
        this.caller = caller;
    }

    @GET
    @Path("/plan")
    @Operation(operationId = "readPlan", summary = "The study plan in force")
    @APIResponse(responseCode = "200", description = "The plan")
    public PlanInForce plan(@RestQuery @Nullable String after) {
        return PlanInForce.of(learners.plan(caller.learnerId(), Fields.after(after)));
    }

    /** The tag that a client sent as {@code tag}. @throws ProblemException 400 if it is none */
    public static Tag tag(String text) {
        var fault = TextKind.TAG.fault(text);
        if (fault != null) {
            throw Fields.invalid("tag", fault.rule());
        }
        try {
            return Tag.of(text);
        } catch (IllegalArgumentException broken) {
            throw Fields.invalid("tag", "must have 1 to 64 characters, none of them white space, with names around ::");
        }
    }
}
