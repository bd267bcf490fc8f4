package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.table.Check;

/**
 * Which reviews become rows.
 *
 * @param minElapsedDays    shortest time since the answer before, in days, {@code > 0}
 * @param minRowsPerLearner fewest rows of a learner, {@code >= 1}
 * @param successCap        prior successes from here on share a stratum, in [0, 100]
 * @param lapseCap          prior lapses from here on share a stratum, in [0, 100]
 */
public record RowRules(double minElapsedDays, int minRowsPerLearner, int successCap, int lapseCap) {
    /** Half a day, 20 rows, strata 8 and 4. */
    public static final RowRules STANDARD = new RowRules(0.5, 20, 8, 4);

    /** @throws InvalidSettingException naming the figure and its rule */
    public RowRules {
        Check.setting(
                minElapsedDays > 0 && minElapsedDays < 1e6, "minElapsedDays", "must be > 0, was %s", minElapsedDays);
        Check.setting(minRowsPerLearner >= 1, "minRowsPerLearner", "must be at least 1, was %s", minRowsPerLearner);
        Check.setting(successCap >= 0 && successCap <= 100, "successCap", "must be in [0, 100], was %s", successCap);
        Check.setting(lapseCap >= 0 && lapseCap <= 100, "lapseCap", "must be in [0, 100], was %s", lapseCap);
    }
}
