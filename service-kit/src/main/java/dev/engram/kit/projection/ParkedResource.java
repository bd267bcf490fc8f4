package dev.engram.kit.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.engram.events.text.TextKind;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.ParkedEvents;
import dev.engram.runtime.runner.ParkedEvents.Outcome;
import dev.engram.runtime.store.ParkedEvent;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bson.types.Binary;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The events that a projection could not apply, for operators: list, look, replay, discard. */
@Path("/internal/projections/{name}/parked")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR_GROUP)
@Tag(name = "operations")
@EndpointDisabled(name = "engram.projections.enabled", stringValue = "false")
public class ParkedResource {
    private static final int MOST_LISTED = 1_000;
    private static final int CHUNK = 200;
    private static final int LONGEST_NOTE = 1_000;

    private final ProjectionHost host;

    ParkedResource(ProjectionHost host) {
        this.host = host;
    }

    /** @param next cursor of the next page; absent on the last */
    @Schema(name = "ParkedPage")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Event> events, @Nullable String next) {}

    /**
     * A parked event.
     *
     * @param id partition and offset, e.g. 3-17
     * @param type of the event, by its header {@code ce_type}
     * @param key as text; as base64 where it is not UTF-8
     * @param headers left out in lists, as {@code value} is
     * @param resolution absent while it waits
     */
    @Schema(name = "ParkedEvent")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Event(
            String id,
            String topic,
            int partition,
            long offset,
            String reason,
            String detail,
            @Nullable String type,
            @Nullable String key,
            @Nullable String keyBase64,
            @Nullable Map<String, String> headers,
            @Nullable String value,
            @Nullable String valueBase64,
            ParkedEvent.@Nullable Resolution resolution) {

        static Event of(ParkedEvent event, boolean whole) {
            var headers = headers(event);
            var value = whole ? event.value() : null;
            return new Event(
                    id(event),
                    event.topic(),
                    event.partition(),
                    event.offset(),
                    event.why().reason(),
                    event.why().detail(),
                    headers.get("ce_type"),
                    text(event.key()),
                    base64(event.key()),
                    whole ? headers : null,
                    text(value),
                    base64(value),
                    event.resolution());
        }

        static String id(ParkedEvent event) {
            return event.partition() + "-" + event.offset();
        }

        private static Map<String, String> headers(ParkedEvent event) {
            var headers = new TreeMap<String, String>();
            for (var header : event.headers()) {
                var value = header.value();
                headers.put(header.name(), value == null ? "" : new String(value.getData(), StandardCharsets.UTF_8));
            }
            return headers;
        }

        private static @Nullable String text(@Nullable Binary bytes) {
            if (bytes == null) {
                return null;
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes.getData()))
                        .toString();
            } catch (CharacterCodingException binary) {
                return null;
            }
        }

        private static @Nullable String base64(@Nullable Binary bytes) {
            return bytes == null || text(bytes) != null
                    ? null
                    : Base64.getEncoder().encodeToString(bytes.getData());
        }
    }

    /** @param event absent for all; {@code reason}: only those parked for it */
    @Schema(name = "Replay")
    public record Replay(@Nullable String event, @Nullable String reason) {}

    /** @param note why it is given up; kept with the event */
    @Schema(name = "Discard")
    public record Discard(@Nullable String event, @Nullable String note) {}

    @Schema(name = "Replayed")
    public record Replayed(List<Result> results) {}

    /** @param reason why it still cannot be applied */
    @Schema(name = "ReplayResult")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            String id,
            boolean applied,
            @Nullable String reason,
            @Nullable String detail) {}

    private record Place(int partition, long offset) {
        static Place parse(String field, @Nullable String text) {
            var parts = Fields.required(field, text).split("-", -1);
            if (parts.length != 2) {
                throw Fields.invalid(field, "must be partition and offset, such as 3-17");
            }
            return new Place(
                    (int) Fields.integer(field, parts[0], 0, Integer.MAX_VALUE),
                    Fields.integer(field, parts[1], 0, Long.MAX_VALUE));
        }
    }

    @GET
    @Operation(operationId = "listParked", summary = "Events that could not be applied, by partition and offset")
    public Page list(
            @PathParam("name") String name,
            @Parameter(description = "1 to 1000") @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int most = (int) Fields.integer("limit", limit, 1, MOST_LISTED);
        var from = cursor == null ? new Place(0, 0) : Place.parse("cursor", cursor);
        var found = with(name, parked -> parked.list(from.partition, from.offset, most + 1));
        return new Page(
                found.stream().limit(most).map(event -> Event.of(event, false)).toList(),
                found.size() > most ? Event.id(found.getLast()) : null);
    }

    @GET
    @Path("/{event}")
    @Operation(operationId = "getParked", summary = "One parked event with headers and value")
    @APIResponse(responseCode = "404", description = "not-found: no event is parked there")
    public Event get(@PathParam("name") String name, @PathParam("event") String event) {
        var place = Place.parse("event", event);
        return with(name, parked -> parked.find(place.partition, place.offset))
                .map(found -> Event.of(found, true))
                .orElseThrow(() -> notParked(event));
    }

    @POST
    @Path("/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayParked",
            summary = "Apply parked events as the program does now, after the cause was removed",
            description = "One event, or all, or all of a reason. What still cannot be applied stays parked.")
    @APIResponse(responseCode = "200", description = "What came of each")
    @APIResponse(responseCode = "404", description = "not-found: no event is parked there")
    public Replayed replay(@PathParam("name") String name, @Nullable Replay body) {
        var request = Fields.required("body", body);
        if (request.event != null) {
            var place = Place.parse("event", request.event);
            var outcome = with(name, parked -> parked.replay(place.partition, place.offset));
            if (outcome instanceof Outcome.NotParked) {
                throw notParked(request.event);
            }
            return new Replayed(List.of(result(request.event, outcome)));
        }
        return with(name, parked -> new Replayed(replayAll(parked, request.reason)));
    }

    private static List<Result> replayAll(ParkedEvents<?, ?, ?, ?> parked, @Nullable String reason) {
        var results = new ArrayList<Result>();
        var from = new Place(0, 0);
        while (true) {
            var chunk = parked.list(from.partition, from.offset, CHUNK);
            for (var event : chunk) {
                if (reason == null || reason.equals(event.why().reason())) {
                    var outcome = parked.replay(event.partition(), event.offset());
                    if (!(outcome instanceof Outcome.NotParked)) {
                        results.add(result(Event.id(event), outcome));
                    }
                }
            }
            if (chunk.size() < CHUNK) {
                return results;
            }
            from = new Place(chunk.getLast().partition(), chunk.getLast().offset() + 1);
        }
    }

    private static Result result(String id, Outcome outcome) {
        return outcome instanceof Outcome.StillParked(var why)
                ? new Result(id, false, why.reason(), why.detail())
                : new Result(id, true, null, null);
    }

    @POST
    @Path("/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "discardParked",
            summary = "Leave a parked event out, also after a rebuild",
            description = "It is kept with the note, but no longer counted as parked.")
    @APIResponse(responseCode = "204", description = "Discarded")
    @APIResponse(responseCode = "404", description = "not-found: no event is parked there")
    public void discard(@PathParam("name") String name, @Nullable Discard body) {
        var request = Fields.required("body", body);
        var place = Place.parse("event", request.event);
        var note = Fields.text("note", request.note, TextKind.TEXT, LONGEST_NOTE);
        if (with(name, parked -> parked.discard(place.partition, place.offset, note)) instanceof Outcome.NotParked) {
            throw notParked(String.valueOf(request.event));
        }
    }

    private <T> T with(String name, Function<ParkedEvents<?, ?, ?, ?>, T> work) {
        return ProjectionResource.work(
                ProjectionResource.find(host, name), projection -> work.apply(projection.parked()));
    }

    private static RuntimeException notParked(String event) {
        return Problem.notFound("No event is parked at " + event).exception();
    }
}
