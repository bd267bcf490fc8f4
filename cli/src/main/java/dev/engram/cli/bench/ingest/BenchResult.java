package dev.engram.cli.bench.ingest;

import java.util.List;

/**
 * The figures of a run.
 *
 * @param text for a terminal
 * @param markdown a table for docs/performance.md
 * @param reached whether no figure is beyond its floor
 */
public record BenchResult(String text, String markdown, boolean reached) {

    /** @param where the machine and the settings of the run */
    public static BenchResult of(List<IngestFigure> figures, String where) {
        return new BenchResult(
                IngestReport.text(figures),
                IngestReport.markdown(figures, where),
                figures.stream().allMatch(figure -> Double.isNaN(figure.reached()) || figure.meetsFloor()));
    }

    /** The same, with lines below the figures. @param lines none for none */
    public BenchResult with(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return this;
        }
        String nl = System.lineSeparator();
        return new BenchResult(
                text + nl + heading + nl + "    " + String.join(nl + "    ", lines) + nl,
                markdown + "\n## " + heading + "\n\n- " + String.join("\n- ", lines) + "\n",
                reached);
    }
}
