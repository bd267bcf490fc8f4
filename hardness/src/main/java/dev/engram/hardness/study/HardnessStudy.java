package dev.engram.hardness.study;

import dev.engram.hardness.diagnostics.Diagnostics;
import dev.engram.hardness.diagnostics.HeldOut;
import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.RowAccount;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.frame.Shortfall;
import dev.engram.hardness.frame.Workload;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.CardHardness;
import dev.engram.hardness.study.report.FitSummary;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.StudyOutcome;
import dev.engram.hardness.table.Check;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Ranks tags by how hard they are to retain, given their cards and these self-chosen learners. */
public final class HardnessStudy {
    private static final int STEPS = 5;
    private static final int EXAMPLES = 3;

    private final ReviewTable reviews;
    private final TagTable tags;
    private final StudySettings settings;
    private final StudyProgress progress;

    private HardnessStudy(ReviewTable reviews, TagTable tags, StudySettings settings, StudyProgress progress) {
        this.reviews = reviews;
        this.tags = tags;
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs a study and tells nobody how far it is. */
    public static StudyOutcome run(ReviewTable reviews, TagTable tags, StudySettings settings) {
        return run(reviews, tags, settings, StudyProgress.NONE);
    }

    /**
     * Runs a study. The same rows, tags and settings give the same figures, bit for bit, whatever the order of delivery, the
     * names of learners, cards and tags, and the number of threads.
     */
    public static StudyOutcome run(ReviewTable reviews, TagTable tags, StudySettings settings, StudyProgress progress) {
        return new HardnessStudy(reviews, tags, settings, progress).run();
    }

    private StudyOutcome run() {
        var known = tags.names();
        var unknown = settings.anchors().stream()
                .filter(anchor -> !known.contains(anchor))
                .toList();
        Check.setting(
                unknown.isEmpty(),
                "anchors",
                "must be tags of the study; there is no tag %s",
                String.join(", ", unknown));
        progress.begins("choosing rows", 0, STEPS);
        var selection = Selection.of(reviews, tags, settings.rules());
        var terms = Formula.of(selection.rows(selection::kept));
        var account = selection.account(terms.rows, terms.notes());
        var shortfalls = Shortfall.of(terms.rows, "reviews");
        if (terms.rows.size == 0 && strangers(account)) {
            return new Insufficient(List.of(new Shortfall(Shortfall.Code.NO_ROWS, saysStrangers())), account);
        }
        if (!shortfalls.isEmpty()) {
            return new Insufficient(shortfalls, account);
        }
        progress.begins("gamma from lateness", 1, STEPS);
        var gamma = GammaChoice.of(settings, selection, PrimaryAnalysis.method(terms.design(1), settings));
        progress.begins("primary fit", 2, STEPS);
        var adjusted = settings.ability() ? PrimaryAnalysis.withAbility(terms, gamma.value(), settings) : terms;
        return switch (PrimaryAnalysis.fit(adjusted, gamma.value(), settings)) {
            case Unfit unfit -> new Insufficient(List.of(Shortfall.of(unfit, terms.rows)), account);
            case Fit fit -> report(selection, account, gamma, new PrimaryAnalysis(adjusted, gamma.value(), fit));
        };
    }

    /** Whether the tags are those of other cards than the reviews. */
    private boolean strangers(RowAccount account) {
        return account.unknownCards() > 0 && account.unknownCards() == tags.cards() && reviews.cards() > 0;
    }

    private String saysStrangers() {
        return "no card of the reviews has a tag: the cards of the reviews are such as " + examples(reviews.cards)
                + ", those of the tags such as " + examples(tags.all().keySet());
    }

    private static String examples(Collection<String> cards) {
        return cards.stream().sorted().limit(EXAMPLES).collect(Collectors.joining(", "));
    }

    private HardnessReport report(Selection selection, RowAccount account, GammaReport gamma, PrimaryAnalysis primary) {
        progress.begins("ranks", 3, STEPS);
        var rows = primary.rows();
        var fit = primary.fit();
        var ranking = Ranking.of(
                rows.tags.names(), primary.tags().modes(), primary.covariance(), settings.ranks(), settings.threads());
        progress.begins("sensitivity, controls and the other constructs", 4, STEPS);
        var analyses = new SensitivityAnalyses(selection, primary, gamma, settings).run();
        int folds = settings.plan().folds();
        var fits = FitSettings.of(fit.method()).withThreads(settings.threads());
        var heldOut = folds == 0 ? null : HeldOut.of(selection, folds, settings.seed(), primary.gamma(), fits);
        var workload = Workload.of(selection);
        progress.begins("done", STEPS, STEPS);
        var predictor = Predictor.of(rows, primary.terms(), primary.gamma(), fit);
        var tagReports = new TagReports(primary, settings, ranking);
        var hardness = tagReports.tags(analyses.sensitivities());
        return new HardnessReport(
                Versions.of(primary, tags, settings),
                account,
                gamma,
                FitSummary.of(fit),
                Diagnostics.of(rows, fit, predictor, tagReports.order, settings.seed(), heldOut),
                hardness,
                tagReports.pairs(),
                CardHardness.of(rows, fit, predictor, tagReports.reference.effects),
                tagReports.eligibility.aliases,
                analyses.sensitivities(),
                analyses.shuffled(),
                tagReports.baselineTau(),
                analyses.acquisition(),
                workload,
                StudyWarnings.of(
                        primary, gamma, settings, reviews.daysFromTimes, tagReports.reference.warnings, hardness));
    }
}
