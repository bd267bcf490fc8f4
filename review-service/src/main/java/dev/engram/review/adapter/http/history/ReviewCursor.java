package dev.engram.review.adapter.http.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.kit.problem.Fields;
import dev.engram.projections.query.ReviewSpan.Place;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cursor of a page of reviews, opaque to clients. */
final class ReviewCursor {
    private static final Pattern FORM = Pattern.compile("r1/([0-9]{1,15})/([0-9a-f-]{36})/([0-9a-f-]{36})");

    private ReviewCursor() {}

    static Place parse(String text) {
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
            if (form.matches()) {
                return new Place(
                        Instant.ofEpochMilli(Long.parseLong(form.group(1))),
                        EventId.parse(form.group(2)),
                        CardId.parse(form.group(3)));
            }
        } catch (IllegalArgumentException broken) {
            // falls through to the problem below
        }
        throw Fields.invalid("cursor", "must be 'next' of the page before, as it is");
    }

    static @Nullable String text(@Nullable Place place) {
        return place == null
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("r1/%d/%s/%s"
                                .formatted(place.at().toEpochMilli(), place.review(), place.card())
                                .getBytes(UTF_8));
    }
}
