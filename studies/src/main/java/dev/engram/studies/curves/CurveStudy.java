package dev.engram.studies.curves;

import dev.engram.hardness.afm.AdditiveFactorsModel;
import dev.engram.hardness.afm.AfmFit;
import dev.engram.hardness.afm.ConceptCurve;
import dev.engram.hardness.afm.Opportunities;
import dev.engram.hardness.study.AnalysisPlan;
import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.studies.ThrottledProgress;
import dev.engram.studies.rank.PublishedTags;
import dev.engram.studies.rank.StudyFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Learning curves on files. */
public final class CurveStudy {
    private static final String MODEL =
            "Additive Factors Model: logit P(correct) = learner + sum over concepts (intercept + slope x earlier opportunities);"
                    + " ridge 1 on learners, slopes >= 0";

    private CurveStudy() {}

    /**
     * Reads the files, fits the model, and ranks the concepts by retention hardness where the data can carry that.
     *
     * @param threads  of the ranking, {@code >= 1}; changes no figure
     * @param progress gets a line now and then if the work takes more than two seconds
     * @throws dev.engram.studies.csv.CsvException naming file, line and column of what cannot be read
     */
    public static CurveReport run(
            StudyFiles files, ConceptCurve.Thresholds thresholds, int threads, Consumer<String> progress)
            throws IOException {
        ThrottledProgress throttled = new ThrottledProgress(progress);
        StudyFiles.Log log = files.readLog(throttled);
        OpportunityCount count = OpportunityCount.of(log.answers().answers(), log.tags());
        Opportunities data = count.opportunities();
        throttled.step("fitting the model to " + data.size() + " opportunities");
        AfmFit fit = AdditiveFactorsModel.fit(data);
        List<ConceptCurve> curves = ConceptCurve.of(data, fit, thresholds);
        throttled.step("ranking by retention");
        var settings = StudySettings.defaults().withPlan(AnalysisPlan.NONE).withThreads(threads);
        Map<String, TagHardness> ranked = new HashMap<>();
        String problem = switch (HardnessStudy.run(log.reviews(), log.tags(), settings)) {
            case HardnessReport report -> {
                PublishedTags.ranked(report).forEach(tag -> ranked.put(tag.tag(), tag));
                yield ranked.isEmpty() ? PublishedTags.whyNone(report) : "";
            }
            case Insufficient insufficient -> insufficient.reasons().getFirst().reason();
        };
        List<CurveReport.Concept> concepts = new ArrayList<>();
        for (int k = 0; k < curves.size(); k++) {
            concepts.add(concept(
                    fit.concepts().get(k),
                    curves.get(k),
                    count,
                    ranked.get(curves.get(k).concept())));
        }
        concepts.sort(Comparator.comparing(
                        CurveReport.Concept::intercept, Comparator.nullsLast(Comparator.<Double>naturalOrder()))
                .thenComparing(CurveReport.Concept::name));
        List<String> notes = new ArrayList<>(log.answers().notes());
        notes.addAll(count.notes());
        return new CurveReport(
                MODEL,
                count.rule(),
                data.size(),
                data.students().size(),
                fit.logLik(),
                fit.parameters(),
                fit.aic(),
                fit.bic(),
                fit.converged(),
                thresholds,
                concepts,
                problem,
                notes);
    }

    private static CurveReport.Concept concept(
            AfmFit.Concept fitted, ConceptCurve curve, OpportunityCount count, @Nullable TagHardness ranked) {
        Double intercept = fitted.intercept();
        return new CurveReport.Concept(
                fitted.name(),
                intercept,
                fitted.interceptSe(),
                intercept == null ? null : (Double) (1 / (1 + Math.exp(-intercept))),
                fitted.slope(),
                fitted.slopeSe(),
                count.answers(fitted.name()),
                count.learners(fitted.name()),
                curve.shape(),
                curve.points(),
                fitted.problem(),
                ranked == null ? null : (Integer) ranked.medianRank(),
                ranked == null ? null : ranked.drawn());
    }
}
