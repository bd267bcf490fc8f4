package dev.engram.cli.hardness.rank;

import dev.engram.cli.hardness.FailureJson;
import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.StudyProgress;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One call of {@code engram hardness rank}: reads, studies, prints. */
public final class RankRun {
    private static final long QUIET_MILLIS = 2_000;

    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out takes the result and nothing else
     * @param err takes progress and warnings
     */
    public RankRun(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Whether there is a ranking; if not, the reasons have been printed.
     *
     * @throws IOException if a file cannot be read or written as asked; with JSON it is printed too
     */
    public boolean run(RankRequest request) throws IOException {
        try {
            checkPlace(request.plot());
            StudyInput data = StudyInput.read(request.events(), request.tags(), request.covariates(), err);
            return switch (HardnessStudy.run(data.reviews(), data.tags(), request.settings(), progress())) {
                case HardnessReport report -> {
                    print(request, report);
                    plot(request.plot(), report);
                    yield ranked(report);
                }
                case Insufficient insufficient -> {
                    print(request, insufficient);
                    yield false;
                }
            };
        } catch (IOException | IllegalArgumentException refused) {
            if (request.json() && !(refused instanceof PlotFailure)) { // one document, and the report has been printed
                out.println(FailureJson.of("BAD_INPUT", String.valueOf(refused.getMessage())));
                out.flush();
            }
            throw refused;
        }
    }

    private boolean ranked(HardnessReport report) {
        if (Unpublished.all(report)) {
            String why = Unpublished.sentence(report);
            err.println("engram: " + why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1));
            err.flush();
            return false;
        }
        return true;
    }

    /** Says nothing of a study that is quick. */
    private StudyProgress progress() {
        long began = System.nanoTime();
        return (step, done, steps) -> {
            if ((System.nanoTime() - began) / 1_000_000 >= QUIET_MILLIS && done < steps) {
                err.println("step " + (done + 1) + " of " + steps + ": " + step);
                err.flush();
            }
        };
    }

    /** A study takes a while: that its plot has no place to go is said before, not after. */
    private static void checkPlace(@Nullable Path plot) throws IOException {
        if (plot == null) {
            return;
        }
        Path folder = plot.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("cannot write " + plot + ": there is no folder " + folder);
        }
        if (Files.isDirectory(plot) || !Files.isWritable(Files.exists(plot) ? plot : folder)) {
            throw new IOException("cannot write " + plot);
        }
    }

    private void plot(@Nullable Path file, HardnessReport report) throws IOException {
        if (file != null) {
            try {
                Files.writeString(file, ForestPlot.of(report));
            } catch (IOException failed) {
                throw new PlotFailure("cannot write " + file + ": " + failed.getMessage(), failed);
            }
            err.println("wrote " + file);
            err.flush();
        }
    }

    /** There is a ranking, but no plot of it. */
    private static final class PlotFailure extends IOException {
        private static final long serialVersionUID = 1;

        PlotFailure(String message, IOException cause) {
            super(message, cause);
        }
    }

    private void print(RankRequest request, HardnessReport report) {
        if (request.json()) {
            // the text says them itself
            report.warnings().forEach(warning -> err.println("warning: " + warning));
            report.fit().warnings().forEach(warning -> err.println("warning: " + warning));
            err.flush();
            out.println(RankJson.of(report));
        } else {
            RankText.lines(report, request.acquisition(), request.workload()).forEach(out::println);
        }
        out.flush();
    }

    private void print(RankRequest request, Insufficient insufficient) {
        if (request.json()) {
            out.println(RankJson.of(insufficient));
        } else {
            RankText.lines(insufficient).forEach(out::println);
        }
        out.flush();
        err.println("engram: insufficient data: "
                + insufficient.reasons().getFirst().reason());
        err.flush();
    }
}
