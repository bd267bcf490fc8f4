package dev.engram.card.adapter.http;

import dev.engram.kit.problem.Fields;
import org.jspecify.annotations.Nullable;

/** How much a page has, of decks as of cards. */
final class PageSize {
    private static final int USUAL = 100;
    private static final int LARGEST = 500;

    private PageSize() {}

    /** The parameter {@code limit}. */
    static int of(@Nullable String limit) {
        return limit == null ? USUAL : (int) Fields.integer("limit", limit, 1, LARGEST);
    }
}
