package dev.engram.review.adapter.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.topic.Topics;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.ConcurrentRequests;
import dev.engram.kit.problem.Fields;
import dev.engram.projections.feed.FeedCursor;
import dev.engram.projections.feed.FeedCursorCodec;
import dev.engram.review.adapter.feed.ChangeAnswers.Changes;
import dev.engram.review.application.ErasedLearnerException;
import dev.engram.review.application.feed.ChangeFeed;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What has changed for the learner, for clients that keep a copy. */
@Path("/api/v1/changes")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Tag(name = "changes", description = "What has changed for the caller, for clients that keep a copy")
public class ChangesResource {
    private static final int USUAL_LIMIT = 500;
    private static final int HIGHEST_LIMIT = 1_000;
    private static final String EVENTS = "text/event-stream";

    private final ChangeFeed feed;
    private final EventStreams streams;
    private final Caller caller;
    private final CurrentVertxRequest request;
    private final ObjectMapper mapper;

    ChangesResource(
            ChangeFeed feed, EventStreams streams, Caller caller, CurrentVertxRequest request, ObjectMapper mapper) {
        this.feed = feed;
        this.streams = streams;
        this.caller = caller;
        this.request = request;
        this.mapper = mapper;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "readChanges",
            summary = "What has changed since an earlier answer",
            description =
                    "Each card once, as it is now, whatever happened meanwhile and however long ago that was. Without"
                            + " since everything, and also where the data was built anew: reset says so. While more is true, ask"
                            + " again at once with next. Cards of decks are told without their content.")
    @APIResponse(responseCode = "200", description = "A page of changes")
    @APIResponse(responseCode = "410", description = "learner-erased: the account was erased")
    public Changes changes(
            @RestQuery @Schema(format = "cursor", maxLength = FeedCursorCodec.MAX_LENGTH) @Nullable String since,
            @RestQuery
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "500")
                    @Nullable
                    String limit,
            @RestQuery @Nullable String after) {
        var answer = feed.answer(
                caller.withToken(),
                cursor("since", since),
                limit == null ? USUAL_LIMIT : (int) Fields.integer("limit", limit, 1, HIGHEST_LIMIT),
                Fields.after(after));
        return Changes.of(answer, caller.learnerId());
    }

    @GET
    @Path("/stream")
    @Produces(EVENTS)
    @Operation(
            operationId = "streamChanges",
            summary = "What changes, as it happens",
            description =
                    "Server-sent events named change, whose data are pages as readChanges answers them and whose id"
                            + " is next. It begins with what has changed since Last-Event-ID, or since without that header, and"
                            + " goes on for at most five minutes; browsers connect again by themselves. A comment is sent where"
                            + " nothing happens for 15 s. A client that takes nothing for 10 s is cut off.")
    @APIResponse(
            responseCode = "200",
            description = "The events",
            content = @Content(mediaType = EVENTS, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "410", description = "learner-erased: the account was erased")
    @APIResponse(
            responseCode = "429",
            description =
                    "too-many-requests: the caller has as many streams open as there may be; Retry-After says how long to wait")
    public void stream(
            @RestQuery @Schema(format = "cursor", maxLength = FeedCursorCodec.MAX_LENGTH) @Nullable String since,
            @RestHeader("Last-Event-ID") @Schema(format = "cursor", maxLength = FeedCursorCodec.MAX_LENGTH) @Nullable
                    String lastEventId) {
        var from = lastEventId == null || lastEventId.isEmpty()
                ? cursor("since", since)
                : cursor("Last-Event-ID", lastEventId);
        var exchange = request.getCurrent();
        ConcurrentRequests.exempt(exchange);
        var response = exchange.response();
        try {
            streams.run(
                    caller.withToken(),
                    caller.validUntil(),
                    from,
                    new EventSink(
                            response,
                            caller.learnerId(),
                            mapper,
                            streams.settings().stalled()),
                    response::closed);
        } catch (IOException slow) {
            exchange.request().connection().close();
        } catch (ErasedLearnerException erased) {
            if (!response.headWritten()) {
                throw erased;
            }
        }
    }

    private static @Nullable FeedCursor cursor(String field, @Nullable String text) {
        try {
            return text == null ? null : FeedCursorCodec.decode(text, Topics.CARDS.partitions());
        } catch (IllegalArgumentException broken) {
            throw Fields.invalid(field, String.valueOf(broken.getMessage()));
        }
    }
}
