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
 * @param topK     the k of P(top k), each {@code >= 1}
 * @param draws    of the ranks, {@code >= 10,000}; 0 = 400,000 for up to 16 tags, 100,000 for up to 100, 20,000 above
 * @param seed     of draws and permutations
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
        List<Integer> topK,
        int draws,
        long seed,
        int threads,
        @Nullable String taxonomy,
        @Nullable String cutOff) {

    /** Fewest draws that settle the second digit of a probability. */
    public static final int FEWEST_DRAWS = 10_000;

    /** @throws InvalidSettingException naming the setting and its rule */
    public StudySettings {
        anchors = List.copyOf(anchors);
        topK = List.copyOf(topK);
        Check.setting(gamma == null || (gamma > 0 && gamma < 10), "gamma", "must be > 0 and < 10, was %s", gamma);
        Check.setting(draws == 0 || draws >= FEWEST_DRAWS, "draws", "must be at least %s, was %s", FEWEST_DRAWS, draws);
        Check.setting(
                !ability || plan.folds() == 0, "folds", "must be 0 with ability, which other learners do not have");
        Check.setting(threads >= 1, "threads", "must be at least 1, was %s", threads);
        Check.setting(topK.stream().allMatch(k -> k >= 1), "topK", "must hold places from 1, was %s", topK);
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
                List.of(1, 3, 5, 10),
                0,
                20_240_601L,
                Runtime.getRuntime().availableProcessors(),
                null,
                null);
    }

    /** With the slope given, or estimated if null. */
    public StudySettings withGamma(@Nullable Double given) {
        return new StudySettings(
                given, rules, method, publish, ability, plan, anchors, topK, draws, seed, threads, taxonomy, cutOff);
    }

    /** With other caps of prior successes and prior lapses. */
    public StudySettings withStrata(int successCap, int lapseCap) {
        return withRules(rules.withStrata(successCap, lapseCap));
    }

    /** With other row rules. */
    public StudySettings withRules(RowRules other) {
        return new StudySettings(
                gamma, other, method, publish, ability, plan, anchors, topK, draws, seed, threads, taxonomy, cutOff);
    }

    /** With the primary fitted by this method, or by the size of the design if null. */
    public StudySettings withMethod(@Nullable Method other) {
        return new StudySettings(
                gamma, rules, other, publish, ability, plan, anchors, topK, draws, seed, threads, taxonomy, cutOff);
    }

    /** With another rule for publishing. */
    public StudySettings withPublish(PublishRule other) {
        return new StudySettings(
                gamma, rules, method, other, ability, plan, anchors, topK, draws, seed, threads, taxonomy, cutOff);
    }

    /** With or without the ability covariate in the primary fit. */
    public StudySettings withAbility(boolean other) {
        return new StudySettings(
                gamma, rules, method, publish, other, plan, anchors, topK, draws, seed, threads, taxonomy, cutOff);
    }

    /** With other which analyses are made beside the primary one. */
    public StudySettings withPlan(AnalysisPlan other) {
        return new StudySettings(
                gamma, rules, method, publish, ability, other, anchors, topK, draws, seed, threads, taxonomy, cutOff);
    }

    /** With the reference at the mean of these tags. */
    public StudySettings withAnchors(List<String> other) {
        return new StudySettings(
                gamma, rules, method, publish, ability, plan, other, topK, draws, seed, threads, taxonomy, cutOff);
    }

    /** With other places for P(top k). */
    public StudySettings withTopK(List<Integer> other) {
        return new StudySettings(
                gamma, rules, method, publish, ability, plan, anchors, other, draws, seed, threads, taxonomy, cutOff);
    }

    /** With so many draws from this seed. */
    public StudySettings withDraws(int otherDraws, long otherSeed) {
        return new StudySettings(
                gamma,
                rules,
                method,
                publish,
                ability,
                plan,
                anchors,
                topK,
                otherDraws,
                otherSeed,
                threads,
                taxonomy,
                cutOff);
    }

    /** With so many threads. */
    public StudySettings withThreads(int other) {
        return new StudySettings(
                gamma, rules, method, publish, ability, plan, anchors, topK, draws, seed, other, taxonomy, cutOff);
    }

    /** How ranks of so many tags are drawn. */
    RankSettings ranks(int tags) {
        var standard =
                RankSettings.defaults(tags).withSeed(seed).withThreads(threads).withTopK(topK);
        return draws == 0 ? standard : standard.withDraws(draws);
    }

    /** With the names that the version is to carry. */
    public StudySettings withNames(@Nullable String otherTaxonomy, @Nullable String otherCutOff) {
        return new StudySettings(
                gamma,
                rules,
                method,
                publish,
                ability,
                plan,
                anchors,
                topK,
                draws,
                seed,
                threads,
                otherTaxonomy,
                otherCutOff);
    }
}
