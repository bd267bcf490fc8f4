package dev.engram.review.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.kit.problem.Fields;
import dev.engram.review.adapter.http.ReviewBodies.Scheduler;
import dev.engram.review.application.history.ConflictReader;
import dev.engram.review.application.history.ConflictReader.Place;
import dev.engram.review.application.history.ConflictReader.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about conflicts; absent values are left out. */
final class ConflictAnswers {
    private ConflictAnswers() {}

    /** @param next the cursor of the next page; absent on the last one */
    @Schema(name = "Conflicts")
    record Conflicts(List<Conflict> conflicts, @Nullable String next, boolean caughtUp, boolean parked) {
        static Conflicts of(ConflictReader.Page page) {
            return new Conflicts(
                    page.conflicts().stream().map(Conflict::of).toList(),
                    page.next() == null ? null : text(page.next()),
                    page.reached().caughtUp(),
                    page.reached().parked());
        }
    }

    /** Different contents that were sent under one id. */
    @Schema(name = "Conflict")
    record Conflict(
            UUID id,
            UUID cardId,

            @Schema(ref = "ConflictVersion", description = "Absent where no version has an effect") @Nullable
            Version counting,

            @Nullable Reason reason,
            List<Version> others,

            @Schema(description = "How many more versions there are, of which only the number is kept")
            int further) {
        private static Conflict of(ConflictReader.Conflict conflict) {
            return new Conflict(
                    conflict.id().value(),
                    conflict.card().value(),
                    conflict.counting() == null ? null : Version.of(conflict.counting()),
                    conflict.reason(),
                    conflict.others().stream().map(Version::of).toList(),
                    conflict.further());
        }
    }

    @Schema(name = "ConflictVersionType")
    enum Type {
        REVIEW,
        ACTION,
        RETRACTION
    }

    /** One of the contents. Fields that its type does not have are absent. */
    @Schema(name = "ConflictVersion")
    record Version(
            Type type,
            Instant receivedAt,
            Instant at,
            String utcOffset,
            String clientId,
            long clientSeq,
            @Nullable Rating rating,
            @Nullable Long durationMs,
            @Nullable Instant dueAt,
            @Nullable UUID basedOn,
            @Nullable Integer cardRevision,
            @Nullable Boolean practice,
            @Nullable Origin origin,
            @Nullable String clientVersion,

            @Schema(ref = "SchedulerRef") @Nullable Scheduler scheduler,

            CardAction.@Nullable Action action,
            @Nullable LocalDate dueDay,

            @Schema(description = "What a retraction takes back") @Nullable
            UUID takesBack) {
        private static Version of(CardEvent event) {
            var stamp = event.stamp();
            var review = event instanceof ReviewRecorded given ? given : null;
            var action = event instanceof CardAction done ? done : null;
            var ref = review == null ? null : review.scheduler();
            return new Version(
                    switch (event) {
                        case ReviewRecorded _ -> Type.REVIEW;
                        case CardAction _ -> Type.ACTION;
                        case ReviewRetracted _ -> Type.RETRACTION;
                    },
                    stamp.receivedAt(),
                    stamp.at(),
                    stamp.utcOffset().getId(),
                    stamp.clientId().value(),
                    stamp.clientSeq(),
                    review == null ? null : review.rating(),
                    review == null ? null : review.durationMs(),
                    review == null ? null : review.dueAt(),
                    review == null || review.basedOn() == null
                            ? null
                            : review.basedOn().value(),
                    review == null || review.cardRevision() == 0 ? null : Integer.valueOf(review.cardRevision()),
                    review == null ? null : Boolean.valueOf(review.practice()),
                    review == null ? null : review.origin(),
                    review == null ? null : review.clientVersion(),
                    ref == null ? null : new Scheduler(ref.name(), ref.weightsVersion(), ref.desiredRetention()),
                    action == null ? null : action.action(),
                    action == null ? null : action.dueDay(),
                    event instanceof ReviewRetracted retraction
                            ? retraction.review().value()
                            : null);
        }
    }

    private static String text(Place place) {
        var plain = place.card() + "." + place.event();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    static Place place(String cursor) {
        try {
            var ids = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("\\.", 3);
            if (ids.length == 2) {
                return new Place(CardId.parse(ids[0]), EventId.parse(ids[1]));
            }
        } catch (IllegalArgumentException notOurs) {
            // falls through to the problem below
        }
        throw Fields.invalid("cursor", "must be 'next' of the page before, as it is");
    }
}
