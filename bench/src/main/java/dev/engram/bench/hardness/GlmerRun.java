package dev.engram.bench.hardness;

import dev.engram.bench.measure.ChildProcess;
import dev.engram.bench.measure.Used;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one process of R did: one fit by {@code glmer}.
 *
 * @param used by the fit alone; R's own clock
 * @param figures estimates by name
 * @param versions of R, lme4 and its BLAS, by name
 */
record GlmerRun(Used used, SortedMap<String, Double> figures, Map<String, String> versions) {
    private static final String RSCRIPT = "Rscript";

    GlmerRun {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }

    /** Whether there is an R with lme4. */
    static boolean isInstalled() {
        return ChildProcess.succeeds(RSCRIPT, "-e", "if (!requireNamespace('lme4', quietly = TRUE)) quit(status = 1)");
    }

    /** Fits rows that {@link GeneratedRows#write} wrote. */
    static GlmerRun of(Path script, Path rows) throws IOException {
        return parse(ChildProcess.output(List.of(RSCRIPT, script.toString(), rows.toString())));
    }

    /** From the lines of {@code name,value} that the script prints. */
    static GlmerRun parse(String text) {
        var versions = new TreeMap<String, String>();
        var figures = new TreeMap<String, Double>();
        text.lines()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length == 2)
                .forEach(cells -> {
                    switch (cells[0]) {
                        case "R", "lme4", "BLAS" -> versions.put(cells[0], cells[1]);
                        default -> figures.put(cells[0], Double.parseDouble(cells[1]));
                    }
                });
        var cpu = figures.remove("cpuSeconds");
        var wall = figures.remove("wallSeconds");
        return new GlmerRun(
                new Used(Objects.requireNonNull(cpu, "cpuSeconds"), Objects.requireNonNull(wall, "wallSeconds")),
                figures,
                versions);
    }
}
