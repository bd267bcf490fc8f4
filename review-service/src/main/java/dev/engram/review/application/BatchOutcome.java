package dev.engram.review.application;

import dev.engram.projections.Position;
import dev.engram.review.domain.ItemOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param outcomes one per item, in the order of the items
 * @param position of the last event appended, or where all was known already, one that lies after what was known; null if
 *     nothing was recorded or nobody can say
 */
public record BatchOutcome(
        List<ItemOutcome> outcomes, @Nullable Position position) {
    public BatchOutcome {
        outcomes = List.copyOf(outcomes);
    }
}
