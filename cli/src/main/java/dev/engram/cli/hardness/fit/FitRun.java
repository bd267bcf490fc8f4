package dev.engram.cli.hardness.fit;

import dev.engram.cli.hardness.FailureJson;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.MixedModel;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.ordinal.OrdinalDesign;
import dev.engram.hardness.ordinal.OrdinalFit;
import dev.engram.hardness.ordinal.OrdinalModel;
import dev.engram.hardness.ordinal.OrdinalOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of {@code engram hardness fit}: reads, fits, prints. */
public final class FitRun {
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out takes the result and nothing else
     * @param err takes progress and warnings
     */
    public FitRun(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Whether a model was fitted; if not, the reason has been printed.
     *
     * @throws IOException if a file cannot be read as asked; with JSON it is printed too
     */
    public boolean run(FitRequest request) throws IOException {
        try {
            FitInput data = FitInput.read(request.question(), err);
            checkGiven(request, data.design());
            @Nullable OrdinalDesign ordinal = data.ordinal();
            return ordinal == null
                    ? switch (MixedModel.fit(data.design(), request.settings(), new FitSteps(err))) {
                        case Fit fit -> fitted(request, FitView.of(fit), data.remarks());
                        case Unfit unfit -> unfitted(request, unfit, data.remarks());
                    }
                    : switch (OrdinalModel.fit(ordinal, request.settings(), new FitSteps(err))) {
                        case OrdinalOutcome.Fitted(OrdinalFit fit) -> fitted(request, FitView.of(fit), data.remarks());
                        case OrdinalOutcome.Unfitted(Unfit unfit) -> unfitted(request, unfit, data.remarks());
                    };
        } catch (IOException | IllegalArgumentException refused) {
            if (request.json()) {
                out.println(FailureJson.of("BAD_INPUT", String.valueOf(refused.getMessage())));
                out.flush();
            }
            throw refused;
        }
    }

    private static void checkGiven(FitRequest request, Design design) {
        List<String> factors = design.random().stream().map(RandomFactor::name).toList();
        for (String factor : request.givenSd().keySet()) {
            if (!factors.contains(factor)) {
                throw new IllegalArgumentException(
                        "--sd: there is no random factor " + factor + "; there are: " + String.join(", ", factors));
            }
        }
    }

    private boolean fitted(FitRequest request, FitView fit, List<String> remarks) {
        List<String> warnings = new ArrayList<>(remarks);
        warnings.addAll(fit.warnings());
        warnings.forEach(this::warn);
        if (request.json()) {
            out.println(FitJson.of(fit, warnings, request.modes()));
        } else {
            FitText.lines(fit, request).forEach(out::println);
        }
        out.flush();
        return true;
    }

    private boolean unfitted(FitRequest request, Unfit unfit, List<String> remarks) {
        remarks.forEach(this::warn);
        if (request.json()) {
            out.println(FailureJson.of(unfit.reason().name(), unfit.sentence()));
            out.flush();
        }
        err.println("engram: nothing was fitted: " + unfit.sentence());
        err.flush();
        return false;
    }

    private void warn(String sentence) {
        err.println("warning: " + sentence);
        err.flush();
    }
}
