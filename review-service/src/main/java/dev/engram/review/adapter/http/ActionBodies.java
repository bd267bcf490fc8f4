package dev.engram.review.adapter.http;

import dev.engram.events.CardAction;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRetracted;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies about actions on cards, and about what is taken back; bound as {@link ReviewBodies} are. */
final class ActionBodies {
    private ActionBodies() {}

    /** The body of {@code POST /actions}; its items are bound one by one. */
    @Schema(name = "ActionBatch")
    record Actions(
            @Schema(required = true, minItems = 1, maxItems = 1000)
            List<Action> actions,

            @Schema(implementation = UUID.class, description = "The learner of the token, or absent") @Nullable
            String learnerId) {}

    /** One action. */
    @Schema(name = "Action")
    record Action(
            @Schema(required = true, implementation = UUID.class, description = "UUID version 7 made by the client")
            EventId actionId,

            @Schema(required = true, implementation = UUID.class)
            CardId cardId,

            @Schema(required = true) CardAction.Action action,

            @Schema(description = "The study day on which the card falls due; with SET_DUE, and with nothing else")
            @Nullable
            LocalDate dueDay,

            @Schema(required = true, description = "At most 24 hours ahead of the server")
            OffsetDateTime actedAt,

            @Schema(
                    implementation = String.class,
                    pattern = ReviewBodies.OFFSET,
                    description = "Else the offset of actedAt")
            @Nullable
            ZoneOffset utcOffset,

            @Schema(
                    required = true,
                    implementation = String.class,
                    pattern = ReviewBodies.CLIENT_ID,
                    examples = "phone-1")
            ClientId clientId,

            @Schema(required = true, minimum = "0", description = "Counted by the client")
            Long clientSeq,

            @Schema(implementation = UUID.class, description = "The learner of the token, or absent") @Nullable
            String learnerId) {

        Action {
            BodyReader.given("actedAt", actedAt);
            BodyReader.given("actionId", actionId);
            BodyReader.given("cardId", cardId);
            BodyReader.given("action", action);
            BodyReader.given("clientId", clientId);
            BodyReader.given("clientSeq", clientSeq);
            if (action == CardAction.Action.SET_DUE) {
                BodyReader.given("dueDay", dueDay);
            } else {
                BodyReader.absent("dueDay", dueDay, "must be absent unless action is SET_DUE");
            }
        }

        CardAction of(LearnerId learnerId, Instant receivedAt) {
            return new CardAction(
                    ReviewBodies.stamp(learnerId, actionId, actedAt, utcOffset, clientId, clientSeq, receivedAt),
                    cardId,
                    action,
                    dueDay);
        }
    }

    /** The body of {@code POST /retractions}; its items are bound one by one. */
    @Schema(name = "RetractionBatch")
    record Retractions(
            @Schema(required = true, minItems = 1, maxItems = 1000)
            List<Retraction> retractions,

            @Schema(implementation = UUID.class, description = "The learner of the token, or absent") @Nullable
            String learnerId) {}

    /** Takes one review or action back. */
    @Schema(name = "EventRetraction")
    record Retraction(
            @Schema(required = true, implementation = UUID.class, description = "UUID version 7 made by the client")
            EventId retractionId,

            @Schema(required = true, implementation = UUID.class, description = "The review or action to take back")
            EventId target,

            @Schema(required = true, implementation = UUID.class, description = "The card of the target")
            CardId cardId,

            @Schema(required = true) OffsetDateTime retractedAt,

            @Schema(
                    implementation = String.class,
                    pattern = ReviewBodies.OFFSET,
                    description = "Else the offset of retractedAt")
            @Nullable
            ZoneOffset utcOffset,

            @Schema(
                    required = true,
                    implementation = String.class,
                    pattern = ReviewBodies.CLIENT_ID,
                    examples = "phone-1")
            ClientId clientId,

            @Schema(required = true, minimum = "0") Long clientSeq,

            @Schema(implementation = UUID.class, description = "The learner of the token, or absent") @Nullable
            String learnerId) {

        Retraction {
            BodyReader.given("retractedAt", retractedAt);
            BodyReader.given("retractionId", retractionId);
            BodyReader.given("target", target);
            BodyReader.given("cardId", cardId);
            BodyReader.given("clientId", clientId);
            BodyReader.given("clientSeq", clientSeq);
        }

        ReviewRetracted of(LearnerId learnerId, Instant receivedAt) {
            return new ReviewRetracted(
                    ReviewBodies.stamp(
                            learnerId, retractionId, retractedAt, utcOffset, clientId, clientSeq, receivedAt),
                    cardId,
                    target);
        }
    }
}
