package dev.engram.card.adapter.http;

import dev.engram.kit.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Text that a client sent. */
final class Texts {

    private Texts() {}

    /** JSON can carry half a character (a lone surrogate), which neither UTF-8 nor the log can. */
    static <T extends @Nullable String> T wellFormed(String field, T text) {
        if (text != null
                && text.codePoints().anyMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE)) {
            throw Problem.invalidField(field, "must be well-formed Unicode, without half a surrogate pair")
                    .exception();
        }
        return text;
    }
}
