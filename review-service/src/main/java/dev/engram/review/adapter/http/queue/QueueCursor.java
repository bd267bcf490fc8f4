package dev.engram.review.adapter.http.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.engram.events.CardId;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.ProblemException;
import dev.engram.review.application.queue.QueueReader.Last;
import dev.engram.review.application.queue.QueueReader.Place;
import dev.engram.scheduler.queue.QueueEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the next page of a queue begins; opaque to clients.
 *
 * @param asked what the first page was asked with, as {@link #digest} of it
 * @param seed of the first page
 * @param place where the page before ended
 */
record QueueCursor(int asked, long seed, Place place) {
    private static final Pattern FORM = Pattern.compile(
            "q2\\.(-?[0-9]{1,10})\\.([0-9]{1,10})\\.([0-9]{1,15})(?:\\.([0-9]{1,2})\\.([0-3])\\.(-?[0-9]{1,19})\\.([0-9a-f-]{36}))?");

    /** The pages of a queue are about one moment; a client that goes on much later would get what was due long before. */
    private static final Duration LONGEST = Duration.ofHours(24);

    /** What the parameters say that every page of a queue is asked with. */
    static int digest(Object... parameters) {
        return List.of(parameters).toString().hashCode();
    }

    /**
     * Reads a cursor.
     *
     * @param asked of this request
     * @throws ProblemException 400 if it is none, of a queue that was asked for otherwise, or of one more than a day ago
     */
    static QueueCursor parse(String text, int asked, Instant now) {
        var cursor = parse(text);
        if (cursor.asked() != asked) {
            throw Fields.invalid(
                    "cursor", "must come with the parameters of the page before: deckId, tag, days, order and seed");
        }
        var asOf = cursor.place().asOf();
        if (asOf.isBefore(now.minus(LONGEST)) || asOf.isAfter(now.plus(LONGEST))) {
            throw Fields.invalid("cursor", "must be of the last 24 hours; begin again without a cursor");
        }
        return cursor;
    }

    private static QueueCursor parse(String text) {
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
            if (form.matches()) {
                var last = form.group(4) == null
                        ? null
                        : new Last(
                                Integer.parseInt(form.group(4)),
                                Kind.values()[Integer.parseInt(form.group(5))],
                                Double.longBitsToDouble(Long.parseLong(form.group(6))),
                                CardId.parse(form.group(7)));
                return new QueueCursor(
                        Integer.parseInt(form.group(1)),
                        Long.parseLong(form.group(2)),
                        new Place(Instant.ofEpochMilli(Long.parseLong(form.group(3))), last));
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through to the problem below
        }
        throw Fields.invalid("cursor", "must be 'next' of the page before, as it is");
    }

    @Override
    public String toString() {
        var text = "q2.%d.%d.%d".formatted(asked, seed, place.asOf().toEpochMilli());
        var last = place.last();
        if (last != null) {
            text += ".%d.%d.%d.%s"
                    .formatted(
                            last.dayAhead(), last.kind().ordinal(), Double.doubleToLongBits(last.key()), last.card());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
