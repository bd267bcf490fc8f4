package dev.engram.review.adapter.http.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.kit.auth.Caller;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.adapter.http.ReviewAnswers.State;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Everything about the learner of the token, for the gateway, card by card: one history is held at a time. */
@Path("/internal/take-out")
@Authenticated
@RunOnVirtualThread
@Tag(name = "internal")
public class LearnerTakeOutResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final int BUFFER = 64 * 1024;
    private static final String COLUMNS =
            "reviewId,cardId,reviewedAt,utcOffset,rating,durationMs,clientId,origin,practice,retracted\n";

    private final ProjectionQueries queries;
    private final Caller caller;
    private final ObjectMapper mapper;

    LearnerTakeOutResource(ProjectionQueries queries, Caller caller, ObjectMapper mapper) {
        this.queries = queries;
        this.caller = caller;
        this.mapper = mapper;
    }

    /** The state of a card, as it follows from its events. @param quarantined why it does not; absent when well */
    record Card(UUID cardId, State state, @Nullable String quarantined) {
        private static Card of(OneCard found) {
            return new Card(
                    found.card().key().cardId().value(), State.of(found.card().state()), found.quarantined());
        }
    }

    private interface Lines {
        void write(OneCard card, OutputStream out) throws IOException;
    }

    @GET
    @Path("/events.ndjson")
    @Produces(NDJSON)
    @Operation(operationId = "takeOutEvents", summary = "All own events, as they stand in the log, one a line")
    public StreamingOutput events() {
        var learner = caller.learnerId();
        return output -> {
            try (var out = new BufferedOutputStream(output, BUFFER)) {
                var context = queries.within(scope -> scope.learners().context(learner));
                for (var event : events(context)) {
                    out.write(line(event));
                }
                each(learner, out, LearnerTakeOutResource::events);
            }
        };
    }

    @GET
    @Path("/cards.ndjson")
    @Produces(NDJSON)
    @Operation(operationId = "takeOutCards", summary = "The states of all own cards, one a line")
    public StreamingOutput cards() {
        var learner = caller.learnerId();
        return output -> each(learner, output, (card, out) -> {
            out.write(mapper.writeValueAsBytes(Card.of(card)));
            out.write('\n');
        });
    }

    @GET
    @Path("/reviews.csv")
    @Produces("text/csv")
    @Operation(operationId = "takeOutReviews", summary = "All own reviews as a table")
    public StreamingOutput reviews() {
        var learner = caller.learnerId();
        return output -> {
            output.write(COLUMNS.getBytes(UTF_8));
            each(learner, output, LearnerTakeOutResource::rows);
        };
    }

    private void each(LearnerId learner, OutputStream output, Lines lines) throws IOException {
        try (var out = new BufferedOutputStream(output, BUFFER)) {
            queries.within(scope -> {
                scope.learners().eachCard(learner, card -> {
                    try {
                        lines.write(card, out);
                    } catch (IOException gone) {
                        throw new UncheckedIOException(gone);
                    }
                });
                return true;
            });
        }
    }

    private static Stream<LearnerEvent> ordered(Stream<? extends LearnerEvent> events) {
        return events.map(LearnerEvent.class::cast).sorted(Comparator.comparing(LearnerEvent::stamp));
    }

    private static Iterable<LearnerEvent> events(LearnerContext context) {
        return ordered(context.events()).toList();
    }

    private static void events(OneCard found, OutputStream out) throws IOException {
        var all = ordered(found.card().history().all());
        for (var event : (Iterable<LearnerEvent>) all::iterator) {
            out.write(line(event));
        }
    }

    private static byte[] line(LearnerEvent event) {
        var codec = LearnerEvents.codec();
        return "{\"type\":\"%s\",\"data\":%s}\n"
                .formatted(codec.typeOf(event), new String(codec.canonical(event), UTF_8))
                .getBytes(UTF_8);
    }

    private static void rows(OneCard found, OutputStream out) throws IOException {
        var history = found.card().history();
        var retracted = history.retracted();
        for (var review : (Iterable<LearnerEvent>) ordered(history.recorded().values().stream())::iterator) {
            out.write(row((ReviewRecorded) review, retracted).getBytes(UTF_8));
        }
    }

    /** Nothing of it needs quotes: ids, times, names of constants. */
    private static String row(ReviewRecorded review, Set<EventId> retracted) {
        var stamp = review.stamp();
        return "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s%n"
                .formatted(
                        stamp.eventId(),
                        review.cardId(),
                        stamp.at(),
                        stamp.utcOffset(),
                        review.rating(),
                        review.durationMs() == null ? "" : review.durationMs(),
                        stamp.clientId(),
                        review.origin(),
                        review.practice(),
                        retracted.contains(stamp.eventId()));
    }
}
