package dev.engram.hardness.study;

import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.rank.RankSettings;
import dev.engram.hardness.table.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a study is made. {@link #defaults()} are the rules of the published definition; the figures are named in every report.
 *
 * @param gamma    slope on ln elapsed, {@code > 0}; null = estimate it from lateness
 * @param rules    which reviews are rows, and the caps of the strata
 * @param method   of the primary fit; null = joint where {@link dev.engram.hardness.glmm.fit.MixedModel#affordsJoint} says so, else pql
 * @param publish  least data of a tag whose rank may be published
 * @param ability  add the learner's mean hardness of the cards chosen as a covariate: for short histories
 * @param plan     which analyses are made beside the primary one
 * @param anchors  tags whose mean effect is the reference; empty = all
 * @param ranks    how ranks are drawn; the seed is that of all other chance too
 * @param threads  {@code >= 1}; changes no figure
 * @param taxonomy name of the set of tags, for the version
 * @param cutOff   cut-off of the events, for the version
 */
public record StudySettings(
        @Nullable Double gamma,
        RowRules rules,
        @Nullable Method method,
        PublishRule publish,
        boolean ability,
        AnalysisPlan plan,
        List<String> anchors,
        RankSettings ranks,
        int threads,
        @Nullable String taxonomy,
        @Nullable String cutOff) {

    /** @throws InvalidSettingException naming the setting and its rule */
    public StudySettings {
        anchors = List.copyOf(anchors);
        Check.setting(gamma == null || (gamma > 0 && gamma < 10), "gamma", "must be > 0 and < 10, was %s", gamma);
        Check.setting(
                !ability || plan.folds() == 0, "folds", "must be 0 with ability, which other learners do not have");
        Check.setting(threads >= 1, "threads", "must be at least 1, was %s", threads);
    }

    /** Gamma from lateness, strata 8 and 4, 8 cards / 30 learners / 200 rows, all analyses, one thread per processor. */
    public static StudySettings defaults() {
        return new StudySettings(
                null,
                RowRules.STANDARD,
                null,
                PublishRule.STANDARD,
                false,
                AnalysisPlan.ALL,
                List.of(),
                RankSettings.STANDARD,
                Runtime.getRuntime().availableProcessors(),
                null,
                null);
    }

    /** With the slope given, or estimated if null. */
    public StudySettings withGamma(@Nullable Double given) {
        return new StudySettings(
                given, rules, method, publish, ability, plan, anchors, ranks, threads, taxonomy, cutOff);
    }

    /** With other row rules. */
    public StudySettings withRules(RowRules other) {
        return new StudySettings(
                gamma, other, method, publish, ability, plan, anchors, ranks, threads, taxonomy, cutOff);
    }

    /** With the primary fitted by this method, or by the size of the design if null. */
    public StudySettings withMethod(@Nullable Method other) {
        return new StudySettings(
                gamma, rules, other, publish, ability, plan, anchors, ranks, threads, taxonomy, cutOff);
    }

    /** With another rule for publishing. */
    public StudySettings withPublish(PublishRule other) {
        return new StudySettings(gamma, rules, method, other, ability, plan, anchors, ranks, threads, taxonomy, cutOff);
    }

    /** With or without the ability covariate in the primary fit. */
    public StudySettings withAbility(boolean other) {
        return new StudySettings(gamma, rules, method, publish, other, plan, anchors, ranks, threads, taxonomy, cutOff);
    }

    /** With other analyses beside the primary one. */
    public StudySettings withPlan(AnalysisPlan other) {
        return new StudySettings(
                gamma, rules, method, publish, ability, other, anchors, ranks, threads, taxonomy, cutOff);
    }

    /** With the reference at the mean of these tags. */
    public StudySettings withAnchors(List<String> other) {
        return new StudySettings(gamma, rules, method, publish, ability, plan, other, ranks, threads, taxonomy, cutOff);
    }

    /** With ranks drawn in another way. */
    public StudySettings withRanks(RankSettings other) {
        return new StudySettings(
                gamma, rules, method, publish, ability, plan, anchors, other, threads, taxonomy, cutOff);
    }

    /** With so many threads. */
    public StudySettings withThreads(int other) {
        return new StudySettings(gamma, rules, method, publish, ability, plan, anchors, ranks, other, taxonomy, cutOff);
    }

    /** With the names that the version is to carry. */
    public StudySettings withNames(@Nullable String ofTags, @Nullable String end) {
        return new StudySettings(gamma, rules, method, publish, ability, plan, anchors, ranks, threads, ofTags, end);
    }

    /** Of draws, permutations and simulations. */
    public long seed() {
        return ranks.seed();
    }
}
