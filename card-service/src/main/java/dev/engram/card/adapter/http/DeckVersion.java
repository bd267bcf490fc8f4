package dev.engram.card.adapter.http;

import dev.engram.kit.problem.Problem;
import jakarta.ws.rs.core.EntityTag;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The version of a deck as an entity tag. */
final class DeckVersion {

    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private DeckVersion() {}

    static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /** An answer whose entity tag is the version. */
    static <T> RestResponse<T> response(RestResponse.Status status, T entity, long version) {
        return RestResponse.ResponseBuilder.create(status, entity)
                .tag(tag(version))
                .build();
    }

    /** The version that the client has seen. */
    static long seen(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problem.of(428, "if-match-required", "Say which version of the deck is to be changed")
                    .withDetail(
                            "Read the deck and send its ETag as If-Match, so that no change of others is overwritten")
                    .withField("If-Match", "the ETag of the deck, such as \"5\"")
                    .exception();
        }
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problem.invalidField("If-Match", "must be the ETag of the deck, such as \"5\"")
                    .exception();
        }
        return Long.parseLong(tag.group(1));
    }
}
