package dev.engram.card.domain.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one card.
 *
 * @param forced whether a question had to stand where this one stands: after the title or after a source line
 */
record CardLines(
        Line question,
        Line tags,
        List<Line> answer,
        @Nullable Line source,
        boolean forced) {}
