package dev.engram.hardness.study;

import dev.engram.hardness.frame.Accounts;
import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.frame.Workloads;
import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.RowAccount;
import dev.engram.hardness.study.report.Shortfall;
import dev.engram.hardness.study.report.StudyOutcome;
import dev.engram.hardness.table.Check;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
        var rows = ModelFrame.of(reviews, tags, settings.rules(), selection::kept);
        var terms = Formula.of(rows, settings.rules());
        var account = Accounts.of(reviews, tags, selection, rows, terms.notes());
        var shortfalls = Shortfalls.of(rows, "reviews");
        if (rows.size == 0 && strangers(account)) {
            return new Insufficient(List.of(new Shortfall(Shortfall.Code.NO_ROWS, saysStrangers())), account);
        }
        if (!shortfalls.isEmpty()) {
            return new Insufficient(shortfalls, account);
        }
        progress.begins("gamma from lateness", 1, STEPS);
        var gamma = GammaChoice.of(
                settings,
                selection.sampleWithPlan(tags, settings.rules()),
                selection.plans(),
                MethodChoice.primaryMethod(settings, terms.offset(1, rows.tags)));
        progress.begins("primary fit", 2, STEPS);
        return switch (PrimaryAnalysis.of(rows, terms, gamma.value(), settings)) {
            case PrimaryAnalysis.Outcome.Failed failed -> new Insufficient(List.of(failed(failed, account)), account);
            case PrimaryAnalysis.Outcome.Fitted fitted -> report(selection, account, gamma, fitted.primary());
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

    private static Shortfall failed(PrimaryAnalysis.Outcome.Failed failed, RowAccount account) {
        var shortfall = Shortfalls.of(failed.unfit());
        return new Shortfall(
                shortfall.code(), shortfall.reason() + String.format(Locale.ROOT, " (%,d rows)", account.kept()));
    }

    private StudyOutcome report(Selection selection, RowAccount account, GammaReport gamma, PrimaryAnalysis primary) {
        progress.begins("ranks", 3, STEPS);
        var ranking = Ranking.of(
                primary.rows().tags.names(),
                primary.tags().modes(),
                primary.covariance(),
                settings.ranks(primary.rows().tags.size()));
        progress.begins("sensitivity, controls and the other constructs", 4, STEPS);
        var analyses = AnalysisRows.run(reviews, tags, selection, primary, gamma, settings);
        var heldOut = settings.plan().folds() == 0 ? null : HeldOutLoss.of(reviews, tags, selection, settings, primary);
        var workload = Workloads.of(reviews, tags, selection);
        progress.begins("done", STEPS, STEPS);
        return new ReportBuilder(reviews.daysFromTimes(), tags, settings, account, gamma, primary, ranking)
                .report(analyses, heldOut, workload);
    }
}
