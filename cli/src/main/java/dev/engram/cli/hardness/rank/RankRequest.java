package dev.engram.cli.hardness.rank;

import dev.engram.hardness.study.StudySettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code engram hardness rank} is asked for.
 *
 * @param events      reviews
 * @param tags        tags of cards; null if the reviews carry them
 * @param covariates  columns of the reviews that are fixed effects
 * @param settings    how the study is made
 * @param plot        where the forest plot goes; null for none
 * @param json        JSON instead of text
 * @param acquisition show acquisition hardness too
 * @param workload    show workload too
 */
public record RankRequest(
        Path events,
        @Nullable Path tags,
        List<String> covariates,
        StudySettings settings,
        @Nullable Path plot,
        boolean json,
        boolean acquisition,
        boolean workload) {
    public RankRequest {
        covariates = covariates.stream().map(String::strip).toList();
    }
}
