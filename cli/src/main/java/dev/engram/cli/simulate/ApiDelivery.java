package dev.engram.cli.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.classroom.ClassAccounts;
import dev.engram.cli.classroom.ClassCohort;
import dev.engram.events.ReviewRecorded;
import dev.engram.projections.Position;
import dev.engram.simulation.classroom.SimulatedLearner;
import java.io.IOException;
import java.util.List;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Through the API, as each learner: plan, membership and answers in the order in which they arrived. The server takes them now, so
 * {@code receivedAt} and the moments of plan and memberships are of now.
 */
final class ApiDelivery implements Delivery {
    private static final int BATCH = 500;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final EngramApi api;
    private Position position = Position.NONE;

    ApiDelivery(EngramApi api) {
        this.api = api;
    }

    @Override
    public void deliver(SimulatedLearner simulated, @Nullable ClassCohort cohort)
            throws IOException, InterruptedException {
        var learner = api.signIn(simulated.username(), ClassAccounts.LEARNER_PASSWORD);
        var plan = simulated.plan();
        seen(learner.put(
                "/plan",
                JSON.objectNode()
                        .put("zone", plan.zone().getId())
                        .put("newCardsPerDay", plan.newCardsPerDay())
                        .put("desiredRetention", plan.desiredRetention())));
        seen(
                cohort == null
                        ? learner.put("/decks/" + simulated.deckId() + "/membership")
                        : learner.post("/cohorts/join", JSON.objectNode().put("code", cohort.joinCode())));
        var reviews = simulated.events(null).stream()
                .filter(ReviewRecorded.class::isInstance)
                .map(ReviewRecorded.class::cast)
                .gather(Gatherers.windowFixed(BATCH))
                .toList();
        for (var batch : reviews) {
            seen(requireTaken(simulated, learner.post("/reviews", body(batch))));
        }
    }

    private void seen(JsonNode answer) {
        var token = answer.path("position").asText("");
        if (!token.isEmpty()) {
            position = position.and(Position.parse(token));
        }
    }

    private static JsonNode requireTaken(SimulatedLearner learner, JsonNode answer) throws IOException {
        for (var result : answer.path("results")) {
            if (result.path("status").asText().equals("REJECTED")) {
                throw new IOException("a review of " + learner.username() + " was rejected: "
                        + ApiException.describe(result.path("problem")));
            }
        }
        return answer;
    }

    /** The body of a request with these answers. */
    static ObjectNode body(List<ReviewRecorded> batch) {
        var body = JSON.objectNode();
        var items = body.putArray("reviews");
        batch.forEach(review -> items.add(item(review)));
        return body;
    }

    private static ObjectNode item(ReviewRecorded review) {
        var stamp = review.stamp();
        var item = JSON.objectNode()
                .put("reviewId", stamp.eventId().toString())
                .put("cardId", review.cardId().toString())
                .put("cardRevision", review.cardRevision())
                .put("rating", review.rating().name())
                .put("reviewedAt", stamp.at().toString())
                .put("utcOffset", stamp.utcOffset().getId())
                .put("clientId", stamp.clientId().value())
                .put("clientSeq", stamp.clientSeq());
        if (review.durationMs() != null) {
            item.put("durationMs", review.durationMs());
        }
        if (review.dueAt() != null) {
            item.put("dueAt", review.dueAt().toString());
        }
        if (review.basedOn() != null) {
            item.put("basedOn", review.basedOn().toString());
        }
        var scheduler = review.scheduler();
        if (scheduler != null) {
            item.putObject("scheduler")
                    .put("name", scheduler.name())
                    .put("weightsVersion", scheduler.weightsVersion())
                    .put("desiredRetention", scheduler.desiredRetention());
        }
        return item;
    }

    @Override
    public String position() {
        return position.toString();
    }

    @Override
    public void close() {}
}
