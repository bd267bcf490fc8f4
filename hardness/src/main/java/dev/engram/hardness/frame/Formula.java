package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fixed part of the model on some rows: history strata and covariates. */
public final class Formula {
    /** Name of the factor of learners. */
    public static final String LEARNER = "learner";
    /** Name of the factor of cards. */
    public static final String CARD = "card";
    /** Name of the factor of tags. */
    public static final String TAG = "tag";
    /** Name of the coefficient that is gamma. */
    public static final String LATENESS = "ln(elapsed/planned)";
    /** Name of the coefficient of the planned interval. */
    public static final String PLANNED = "ln(planned)";
    /** Name of the covariate of {@link #withAbility}. */
    public static final String ABILITY = "mean hardness chosen";

    public final ModelFrame rows;
    private final byte[] lapsed;
    private final HistoryBins successes;
    private final HistoryBins lapses;
    private final List<FixedTerm> fixed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    /** A further number per learner as covariate of the primary design. */
    private final double @Nullable [] ability;

    private Formula(ModelFrame rows) {
        this.rows = rows;
        this.lapsed = rows.lapsed();
        this.successes = HistoryBins.of("s", rows.rules.successCap(), rows.successes, lapsed);
        this.lapses = HistoryBins.of("l", rows.rules.lapseCap(), rows.lapses, lapsed);
        successes.term(rows.successes).ifPresent(fixed::add);
        lapses.term(rows.lapses).ifPresent(fixed::add);
        notes.addAll(successes.notes());
        notes.addAll(lapses.notes());
        ability = null;
        for (int c = 0; c < rows.covariates.length; c++) {
            Covariates.term(rows.covariateNames.get(c), rows.covariates[c], lapsed, notes)
                    .ifPresent(fixed::add);
        }
    }

    private Formula(Formula from, double[] ability) {
        this.rows = from.rows;
        this.lapsed = from.lapsed;
        this.successes = from.successes;
        this.lapses = from.lapses;
        this.fixed.addAll(from.fixed);
        this.notes.addAll(from.notes);
        this.ability = ability;
    }

    /** The terms that these rows can carry. */
    public static Formula of(ModelFrame rows) {
        return new Formula(rows);
    }

    /** The same with this number of each learner as covariate of the designs with an offset. */
    public Formula withAbility(double[] ofLearner) {
        return new Formula(this, ofLearner);
    }

    /** The same with the covariate of other terms, by the names of learners: 0 for one that they do not have. */
    public Formula withAbilityOf(Formula other) {
        if (other.ability == null) {
            return this;
        }
        var known = new HashMap<String, Double>();
        other.rows.learners.forEach(learner -> known.put(learner, other.ability(known.size())));
        return withAbility(rows.learners.stream()
                .mapToDouble(learner -> known.getOrDefault(learner, 0.0))
                .toArray());
    }

    /** The primary design: {@code gamma ln t} as offset. */
    public Design design(double gamma) {
        return design(gamma, rows.tags);
    }

    /** The same with other tags of the cards. */
    public Design design(double gamma, CardTags tags) {
        return random(offset(gamma)).random(tags.factor(TAG, CARD)).build();
    }

    /** The primary design without tags. */
    public Design withoutTags(double gamma) {
        return random(offset(gamma)).build();
    }

    /** The design of first exposures, which have no time. */
    public Design withoutTime() {
        return random(fixed()).random(rows.tags.factor(TAG, CARD)).build();
    }

    /** The design of the lateness fit; every planned interval must be known. */
    public Design lateness() {
        var ratio = TimeColumn.of(rows.size, n -> Math.log(rows.elapsed[n] / (double) rows.planned[n]));
        var planned = TimeColumn.of(rows.size, n -> Math.log(rows.planned[n]));
        return random(fixed().fixed(new FixedTerm.Numeric(LATENESS, ratio))
                        .fixed(new FixedTerm.Numeric(PLANNED, planned)))
                .random(rows.tags.factor(TAG, CARD))
                .build();
    }

    private Design.Builder fixed() {
        var builder = Design.of(lapsed);
        fixed.forEach(builder::fixed);
        return builder;
    }

    private Design.Builder offset(double gamma) {
        var builder = fixed().offset(TimeColumn.of(rows.size, n -> gamma * Math.log(rows.elapsed[n])));
        double[] ofLearner = ability;
        if (ofLearner != null) {
            builder.fixed(new FixedTerm.Numeric(ABILITY, TimeColumn.dense(rows.size, n -> ofLearner[rows.learner[n]])));
        }
        return builder;
    }

    private Design.Builder random(Design.Builder builder) {
        return builder.random(new RandomFactor.Grouping(LEARNER, rows.learners, rows.learner))
                .random(new RandomFactor.Grouping(CARD, rows.cards, rows.card));
    }

    /** Coefficient of a number of prior successes, absent for the reference. */
    public Optional<String> successCoefficient(int count) {
        return successes.coefficient(count);
    }

    /** Coefficient of a number of prior lapses, absent for the reference. */
    public Optional<String> lapseCoefficient(int count) {
        return lapses.coefficient(count);
    }

    /** The covariate of {@link #withAbility} of a learner, 0 without it. */
    public double ability(int learner) {
        double[] ofLearner = ability;
        return ofLearner == null ? 0 : ofLearner[learner];
    }

    /** What was joined, in words. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
