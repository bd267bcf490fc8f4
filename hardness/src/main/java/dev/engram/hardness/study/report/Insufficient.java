package dev.engram.hardness.study.report;

import dev.engram.hardness.frame.RowAccount;
import dev.engram.hardness.frame.Shortfall;
import java.util.List;

/**
 * Nothing can be ranked.
 *
 * @param reasons why, at least one
 * @param rows    what came in and what was left out
 */
public record Insufficient(List<Shortfall> reasons, RowAccount rows) implements StudyOutcome {
    public Insufficient {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("reasons must not be empty");
        }
    }
}
