package dev.engram.cli.hardness.fit;

import dev.engram.cli.hardness.FailureJson;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.MixedModel;
import dev.engram.hardness.glmm.Unfit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

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
            FitData data = FitData.read(request.question(), err);
            return switch (MixedModel.fit(data.design(), request.settings(), new FitSteps(err))) {
                case Fit fit -> {
                    List<String> warnings = new ArrayList<>(data.remarks());
                    fit.warnings().forEach(warning -> warnings.add(warning.sentence()));
                    print(request, fit, warnings);
                    yield true;
                }
                case Unfit unfit -> {
                    data.remarks().forEach(this::warn);
                    print(request, unfit);
                    yield false;
                }
            };
        } catch (IOException | IllegalArgumentException refused) {
            if (request.json()) {
                out.println(FailureJson.of("BAD_INPUT", String.valueOf(refused.getMessage())));
                out.flush();
            }
            throw refused;
        }
    }

    private void print(FitRequest request, Fit fit, List<String> warnings) {
        warnings.forEach(this::warn);
        if (request.json()) {
            out.println(FitJson.of(fit, warnings, request.modes()));
        } else {
            FitText.lines(fit, request).forEach(out::println);
        }
        out.flush();
    }

    private void print(FitRequest request, Unfit unfit) {
        if (request.json()) {
            out.println(FailureJson.of(unfit.reason().name(), unfit.sentence()));
            out.flush();
        }
        err.println("engram: nothing was fitted: " + unfit.sentence());
        err.flush();
    }

    private void warn(String sentence) {
        err.println("warning: " + sentence);
        err.flush();
    }
}
