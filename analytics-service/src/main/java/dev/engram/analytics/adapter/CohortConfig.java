package dev.engram.analytics.adapter;

import dev.engram.kit.limit.JobConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an installation may choose about figures of cohorts. */
@ConfigMapping(prefix = "engram.cohort")
public interface CohortConfig {

    /** Most members that are looked at: of many who join at the same moment a few more get in than may. */
    @WithDefault("1000")
    int maxMembers();

    /** Most learners times cards of which figures are computed while the caller waits. More takes longer than clients wait. */
    @WithDefault("200000")
    long maxStates();

    /** Most learners times tags of an answer. More makes answers of tens of megabytes. */
    @WithDefault("50000")
    int maxCells();

    /** How long figures that were computed in the background are answered before they are computed again. */
    @WithDefault("15M")
    Duration fresh();

    /** Most learners times tags of all such figures that are kept; some 130 bytes each. */
    @WithDefault("300000")
    long keptCells();

    /** Figures that are computed at a time while callers wait. */
    JobConfig jobs();
}
