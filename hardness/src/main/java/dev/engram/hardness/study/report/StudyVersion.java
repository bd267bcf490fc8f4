package dev.engram.hardness.study.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that must be equal for two studies to be comparable without linking.
 *
 * @param modelCode    version of the model as coded here
 * @param method       how the primary was fitted
 * @param gamma        frozen slope
 * @param successCap   cap of the stratum of prior successes
 * @param lapseCap     cap of the stratum of prior lapses
 * @param filters      row rules in words, with their figures
 * @param covariates what the fixed part holds beside the history strata
 * @param weightRule   how a card's weight is divided over its tags
 * @param taxonomy     name given to the set of tags, else null
 * @param taxonomyHash SHA-256 of cards, tags and weights
 * @param cutOff       cut-off of the events as given, else null
 * @param sampleHash   SHA-256 of the learners' ids and their numbers of rows
 * @param seed         of the draws
 */
public record StudyVersion(
        String modelCode,
        String method,
        double gamma,
        int successCap,
        int lapseCap,
        List<String> filters,
        List<String> covariates,
        String weightRule,
        @Nullable String taxonomy,
        String taxonomyHash,
        @Nullable String cutOff,
        String sampleHash,
        long seed) {
    public StudyVersion {
        filters = List.copyOf(filters);
        covariates = List.copyOf(covariates);
    }
}
