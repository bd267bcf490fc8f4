package dev.engram.cli.bench.ingest;

import java.util.List;
import java.util.Locale;

/** The figures as a table for a terminal and as one for docs/performance.md. */
final class IngestReport {
    private IngestReport() {}

    /** Lines of at most about 100 characters; none where there are no figures. */
    static String text(List<IngestFigure> figures) {
        if (figures.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append("%-52s %12s %12s %12s  %s%n".formatted("", "reached", "goal", "floor", ""));
        for (IngestFigure figure : figures) {
            text.append("%-52s %12s %12s %12s  %s%n"
                    .formatted(
                            figure.name(),
                            figure.shown(figure.reached()),
                            figure.limit(figure.goal()),
                            figure.limit(figure.floor()),
                            figure.verdict()));
            text.append("    ").append(figure.details()).append(System.lineSeparator());
        }
        return text.toString();
    }

    /** Markdown. @param where the machine and the settings of the run */
    static String markdown(List<IngestFigure> figures, String where) {
        StringBuilder text = new StringBuilder("Measured on ")
                .append(where)
                .append(".\n\n| what | reached | goal | floor | details |\n|---|---|---|---|---|\n");
        for (IngestFigure figure : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s (%s) | %s | %s | %s |%n",
                    figure.name(),
                    figure.shown(figure.reached()),
                    figure.verdict().toLowerCase(Locale.ROOT),
                    figure.limit(figure.goal()),
                    figure.limit(figure.floor()),
                    figure.details()));
        }
        return text.toString();
    }
}
