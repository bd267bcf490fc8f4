package dev.engram.hardness.afm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fitted Additive Factors Model.
 *
 * @param concepts   by name
 * @param students   by name
 * @param logLik     log-likelihood at the estimates, the penalty not included
 * @param parameters students + two for each concept, as DataShop counts them
 * @param answers    rows of the fit
 * @param iterations Newton steps
 * @param converged  whether the last step was within the tolerance
 */
public record AfmFit(
        List<Concept> concepts,
        List<Student> students,
        double logLik,
        int parameters,
        int answers,
        int iterations,
        boolean converged) {
    public AfmFit {
        concepts = List.copyOf(concepts);
        students = List.copyOf(students);
    }

    /**
     * A concept (KC). A figure that the data do not determine is null.
     *
     * @param intercept   logit of a correct answer of the average student at the first opportunity
     * @param interceptSe its standard error
     * @param slope       gain in logits by opportunity, {@code >= 0}
     * @param slopeSe     its standard error; null where the slope is held at 0
     * @param problem     why a figure is missing, else empty
     */
    public record Concept(
            String name,
            @Nullable Double intercept,
            @Nullable Double interceptSe,
            @Nullable Double slope,
            @Nullable Double slopeSe,
            String problem) {}

    /** @param intercept logits above the average student, shrunk by the penalty */
    public record Student(String name, double intercept) {}

    /** Akaike's criterion. */
    public double aic() {
        return 2.0 * parameters - 2 * logLik;
    }

    /** Schwarz's criterion. */
    public double bic() {
        return Math.log(answers) * parameters - 2 * logLik;
    }
}
