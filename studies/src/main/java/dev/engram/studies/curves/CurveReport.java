package dev.engram.studies.curves;

import dev.engram.hardness.afm.ConceptCurve;
import dev.engram.hardness.afm.ConceptCurve.Point;
import dev.engram.hardness.afm.ConceptCurve.Shape;
import dev.engram.hardness.rank.RankInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learning curves of a file.
 *
 * @param model      of which the estimates are, with its penalty and bounds
 * @param opportunity what counts as one
 * @param answers    opportunities, each once even if its item has several concepts
 * @param learners   different ones
 * @param logLik     of the model, the penalty not included
 * @param parameters of the model, as DataShop counts them
 * @param aic        Akaike's criterion
 * @param bic        Schwarz's criterion
 * @param converged  whether the fit has converged
 * @param thresholds of the shapes
 * @param concepts   lowest intercept first, those without one last
 * @param retention  why there are no ranks of retention, else empty
 * @param notes      what was left out, in words
 */
public record CurveReport(
        String model,
        String opportunity,
        int answers,
        int learners,
        double logLik,
        int parameters,
        double aic,
        double bic,
        boolean converged,
        ConceptCurve.Thresholds thresholds,
        List<Concept> concepts,
        String retention,
        List<String> notes) {
    public CurveReport {
        concepts = List.copyOf(concepts);
        notes = List.copyOf(notes);
    }

    /**
     * A concept. A figure that the data do not determine is null.
     *
     * @param intercept   logit of a correct answer of the average learner at the first opportunity
     * @param start       the same as a probability
     * @param slope       gain in logits by opportunity, {@code >= 0}
     * @param answers     on it
     * @param learners    different ones
     * @param points      of the curve
     * @param shape       of the curve
     * @param problem     why a figure is missing, else empty
     * @param rank        median rank of retention hardness, 1 = hardest; null where it may not be published
     * @param rankInterval its 95 % interval
     */
    public record Concept(
            String name,
            @Nullable Double intercept,
            @Nullable Double interceptSe,
            @Nullable Double start,
            @Nullable Double slope,
            @Nullable Double slopeSe,
            int answers,
            int learners,
            Shape shape,
            List<Point> points,
            String problem,
            @Nullable Integer rank,
            @Nullable RankInterval rankInterval) {
        public Concept {
            points = List.copyOf(points);
        }
    }
}
