package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
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

    private final ModelFrame rows;
    private final byte[] lapsed;
    private final HistoryBins successes;
    private final HistoryBins lapses;
    private final List<FixedTerm> fixed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    /** A further number per learner as covariate of the primary design. */
    private final double @Nullable [] ability;

    private Formula(ModelFrame rows, RowRules rules) {
        this.rows = rows;
        this.lapsed = rows.lapsed();
        this.successes = HistoryBins.of("s", rules.successCap(), rows.successes, lapsed);
        this.lapses = HistoryBins.of("l", rules.lapseCap(), rows.lapses, lapsed);
        successes.term(rows.successes).ifPresent(fixed::add);
        lapses.term(rows.lapses).ifPresent(fixed::add);
        notes.addAll(successes.notes());
        notes.addAll(lapses.notes());
        ability = null;
        addCovariates();
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
    public static Formula of(ModelFrame rows, RowRules rules) {
        return new Formula(rows, rules);
    }

    /** The same with this number of each learner as covariate of the primary design. */
    public Formula withAbility(double[] ofLearner) {
        return new Formula(this, ofLearner);
    }

    /** The same with the covariate of other terms, where learner {@code i} has the number {@code numberThere(i)}. */
    public Formula withAbilityOf(Formula other, IntUnaryOperator numberThere) {
        double[] known = other.ability;
        if (known == null) {
            return this;
        }
        var own = new double[rows.learners.size()];
        Arrays.setAll(own, learner -> known[numberThere.applyAsInt(learner)]);
        return withAbility(own);
    }

    private void addCovariates() {
        for (int c = 0; c < rows.covariates.length; c++) {
            Covariates.term(rows.covariateNames.get(c), rows.covariates[c], lapsed, notes)
                    .ifPresent(fixed::add);
        }
    }

    /** The primary design: {@code gamma ln t} as offset. */
    public Design offset(double gamma, CardTags tags) {
        return random(start(gamma), tags).build();
    }

    /** The same with cards alone. */
    public Design withoutTags(double gamma) {
        return start(gamma)
                .random(rows.learnerFactor())
                .random(rows.cardFactor())
                .build();
    }

    /** The design of the lateness fit; every planned interval must be known. */
    public Design lateness() {
        var ratio = TimeColumn.of(rows.size, n -> Math.log(rows.elapsed[n] / (double) rows.planned[n]));
        var planned = TimeColumn.of(rows.size, n -> Math.log(rows.planned[n]));
        var builder = Design.of(lapsed);
        fixed.forEach(builder::fixed);
        builder.fixed(new FixedTerm.Numeric(LATENESS, ratio)).fixed(new FixedTerm.Numeric(PLANNED, planned));
        return random(builder, rows.tags).build();
    }

    private Design.Builder start(double gamma) {
        var builder = Design.of(lapsed).offset(offset(gamma));
        fixed.forEach(builder::fixed);
        double[] ofLearner = ability;
        if (ofLearner != null) {
            builder.fixed(new FixedTerm.Numeric(ABILITY, TimeColumn.dense(rows.size, n -> ofLearner[rows.learner[n]])));
        }
        return builder;
    }

    /** The offset of every row. */
    public Column offset(double gamma) {
        return TimeColumn.of(rows.size, n -> gamma * Math.log(rows.elapsed[n]));
    }

    private Design.Builder random(Design.Builder builder, CardTags tags) {
        return builder.random(rows.learnerFactor()).random(rows.cardFactor()).random(tags.factor(TAG, CARD));
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

    /** The fixed terms beside time. */
    public List<FixedTerm> fixed() {
        return List.copyOf(fixed);
    }

    /** What was joined, in words. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
