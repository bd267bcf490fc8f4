package dev.engram.review.adapter.http.queue;

import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.review.adapter.http.TagField;
import dev.engram.review.adapter.http.queue.QueueAnswers.Queue;
import dev.engram.review.application.queue.QueueOutcome;
import dev.engram.review.application.queue.QueueReader;
import dev.engram.review.application.queue.QueueReader.Wanted;
import dev.engram.scheduler.queue.QueueOrder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What to study next. */
@Path("/api/v1/queue")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "studying", description = "What to study next, and by which plan")
public class QueueResource {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 1_000;
    private static final int MOST_DAYS = 30;

    private final QueueReader queues;
    private final InstantSource clock;
    private final Caller caller;

    QueueResource(QueueReader queues, InstantSource clock, Caller caller) {
        this.queues = queues;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "readQueue",
            summary = "The cards to study next, in order",
            description =
                    "On each study day: cards in the learning steps, due reviews, new cards of joined decks, then steps"
                            + " that come up later today, within the limits of the plan for that day. With days the cards of study days"
                            + " ahead follow, so that a client can study without a connection; what the answers of a day make due on a"
                            + " later one is not known before they are sent. limit cuts the page (0 to 1,000, 50 if absent), not the"
                            + " counts; a page ends earlier where the texts are very long, and only 'next' says whether it is the last."
                            + " All pages are about the moment of the first one; cards answered meanwhile are left out. Where the last card of a"
                            + " page was retired meanwhile, the next page is refused with 400, and the client begins again. A preview is"
                            + " exactly what recording that answer at 'from' of the card's day leads to, if nothing else is recorded.")
    @APIResponse(responseCode = "200", description = "A page of the queue")
    @APIResponse(
            responseCode = "409",
            description = "quota-exceeded: quota (cards) and limit; the decks have more cards than a queue is made of")
    public Queue queue(
            @RestQuery
                    @Schema(format = "uuid", description = "Only cards of this deck, which the caller must have joined")
                    @Nullable
                    String deckId,
            @RestQuery
                    @Schema(
                            description = "Only cards with this tag or one below it",
                            format = "tag",
                            minLength = 1,
                            maxLength = 64,
                            examples = "attention")
                    @Nullable
                    String tag,
            @RestQuery
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "0",
                            maximum = "30",
                            defaultValue = "0",
                            description = "How many study days after today")
                    @Nullable
                    String days,
            @RestQuery
                    @Schema(
                            enumeration = {"DUE", "RELATIVE_OVERDUENESS", "RETRIEVABILITY", "RANDOM"},
                            description = "Order of the due reviews of a day, and which of them a limit leaves out;"
                                    + " that of the plan where it is absent")
                    @Nullable
                    String order,
            @RestQuery
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "0",
                            maximum = "2147483647",
                            description = "Of order=RANDOM; drawn where it is absent")
                    @Nullable
                    String seed,
            @RestQuery
                    @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "1000", defaultValue = "50")
                    @Nullable
                    String limit,
            @RestQuery
                    @Schema(
                            type = SchemaType.BOOLEAN,
                            defaultValue = "false",
                            description = "Whether each card also has its texts as HTML")
                    @Nullable
                    String html,
            @RestQuery @Schema(format = "cursor", description = "'next' of the page before, as it is") @Nullable
                    String cursor,
            @RestQuery @Nullable String after) {
        boolean isHtml = Fields.flag("html", html, false);
        var chosen = order == null ? null : order(order);
        if (seed != null && chosen != QueueOrder.RANDOM) {
            throw Fields.invalid("seed", "must be left out unless order is RANDOM");
        }
        int ahead = days == null ? 0 : (int) Fields.integer("days", days, 0, MOST_DAYS);
        int asked = QueueCursor.digest(
                Objects.requireNonNullElse(deckId, ""),
                Objects.requireNonNullElse(tag, ""),
                ahead,
                Objects.requireNonNullElse(order, ""),
                Objects.requireNonNullElse(seed, ""));
        var before = cursor == null ? null : QueueCursor.parse(cursor, asked, clock.instant());
        long drawn = before != null ? before.seed() : chosen == QueueOrder.RANDOM ? seed(seed) : 0;
        var wanted = new Wanted(
                deckId == null ? null : new DeckId(Fields.uuid("deckId", deckId)),
                tag == null ? null : TagField.parse("tag", tag),
                ahead,
                chosen,
                drawn,
                limit == null ? USUAL_LIMIT : (int) Fields.integer("limit", limit, 0, HIGHEST_LIMIT),
                before == null ? null : before.place());
        return switch (queues.of(caller.withToken(), wanted, Fields.after(after))) {
            case QueueOutcome.Known known -> {
                var next = known.next();
                yield Queue.of(known, drawn, isHtml, next == null ? null : new QueueCursor(asked, drawn, next));
            }
            case QueueOutcome.PlaceGone _ ->
                throw Fields.invalid(
                        "cursor",
                        "must end at a card of the decks that you study; that card was retired, so begin again without a cursor");
            case QueueOutcome.NotJoined _ -> throw Fields.invalid("deckId", "must be a deck that you have joined");
            case QueueOutcome.TooMany(int most) -> throw tooMany(most);
        };
    }

    private static ProblemException tooMany(int most) {
        return Problem.quotaUsedUp(
                        "cards",
                        most,
                        "A queue is made of at most " + most + " cards; ask for one deck with deckId, or leave decks")
                .exception();
    }

    private static long seed(@Nullable String text) {
        return text == null
                ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)
                : Fields.integer("seed", text, 0, Integer.MAX_VALUE);
    }

    private static QueueOrder order(String text) {
        for (var order : QueueOrder.values()) {
            if (order.name().equals(text)) {
                return order;
            }
        }
        throw Fields.invalid(
                "order",
                "must be one of "
                        + Arrays.stream(QueueOrder.values()).map(Enum::name).collect(Collectors.joining(", ")));
    }
}
