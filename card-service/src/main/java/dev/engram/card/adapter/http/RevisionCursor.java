package dev.engram.card.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.engram.kit.problem.Fields;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Where the next page of a card's history begins; opaque to clients.
 *
 * @param below versions of the deck below this one
 */
record RevisionCursor(long below) {

    private static final Pattern FORM = Pattern.compile("r1\\.([0-9]{1,18})");

    static RevisionCursor parse(String text) {
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
            if (form.matches()) {
                return new RevisionCursor(Long.parseLong(form.group(1)));
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through to the problem below
        }
        throw Fields.invalid("cursor", "must be 'next' of the page before, as it is");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("r1." + below).getBytes(UTF_8));
    }
}
