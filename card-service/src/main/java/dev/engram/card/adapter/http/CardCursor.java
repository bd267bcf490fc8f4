package dev.engram.card.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.engram.kit.problem.Fields;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Where the next page of cards begins; opaque to clients.
 *
 * @param version of the deck on the first page
 * @param ordinal of the last card of the page before
 */
record CardCursor(long version, int ordinal) {

    private static final Pattern FORM = Pattern.compile("c1\\.([0-9]{1,18})\\.([0-9]{1,9})");

    static CardCursor parse(String text) {
        try {
            var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
            if (form.matches()) {
                return new CardCursor(Long.parseLong(form.group(1)), Integer.parseInt(form.group(2)));
            }
        } catch (IllegalArgumentException notBase64) {
            // falls through to the problem below
        }
        throw Fields.invalid("cursor", "must be 'next' of the page before, as it is");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("c1." + version + "." + ordinal).getBytes(UTF_8));
    }
}
