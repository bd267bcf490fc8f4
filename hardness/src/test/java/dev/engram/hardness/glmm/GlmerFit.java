package dev.engram.hardness.glmm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code glmer.R}, which lies in the test resources, says about one fit.
 *
 * @param figures by name: {@code logLik}, {@code fixed NAME}, {@code se NAME}, {@code sd FACTOR}, {@code mode FACTOR LEVEL},
 *     {@code modeSd FACTOR LEVEL}
 */
record GlmerFit(Map<String, Double> figures) {
    private static final String RSCRIPT = "Rscript";

    GlmerFit {
        figures = Map.copyOf(figures);
    }

    /** Whether there is an R with lme4. */
    static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder(RSCRIPT, "-e", "if (!requireNamespace('lme4', quietly = TRUE)) quit(status = 1)")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // not there
        }
    }

    /** Fits the design for {@code nAGQ} 0 and 1, both in one R process. */
    static Map<Integer, GlmerFit> of(RandomDesign design, Path folder) throws IOException, InterruptedException {
        var rows = Files.writeString(folder.resolve("rows.csv"), design.rowsAsCsv());
        var memberships = Files.writeString(folder.resolve("memberships.csv"), design.membershipsAsCsv());
        var messages = folder.resolve("messages.txt");
        var process = new ProcessBuilder(
                        RSCRIPT,
                        "src/test/resources/glmer.R",
                        rows.toString(),
                        "y",
                        RandomDesign.FIXED,
                        RandomDesign.RANDOM,
                        RandomDesign.OFFSET,
                        memberships.toString(),
                        "0,1")
                .redirectError(messages.toFile())
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("R failed: " + Files.readString(messages));
        }
        return parse(output);
    }

    private static Map<Integer, GlmerFit> parse(String output) {
        var fits = new TreeMap<Integer, Map<String, Double>>();
        Map<String, Double> figures = new LinkedHashMap<>();
        for (var line : output.lines().toList()) {
            var cells = line.split(",", -1);
            switch (cells[0]) {
                case "fit" -> fits.put(Integer.parseInt(cells[1]), figures = new LinkedHashMap<>());
                case "logLik" -> figures.put("logLik", Double.parseDouble(cells[1]));
                case "fixed" -> {
                    figures.put("fixed " + cells[1], Double.parseDouble(cells[2]));
                    figures.put("se " + cells[1], Double.parseDouble(cells[3]));
                }
                case "sd" -> figures.put("sd " + cells[1], Double.parseDouble(cells[2]));
                case "mode" -> {
                    figures.put("mode " + cells[1] + " " + cells[2], Double.parseDouble(cells[3]));
                    figures.put("modeSd " + cells[1] + " " + cells[2], Double.parseDouble(cells[4]));
                }
                default -> {} // the time it took, and what lme4 itself prints
            }
        }
        var parsed = new TreeMap<Integer, GlmerFit>();
        fits.forEach((nAgq, found) -> parsed.put(nAgq, new GlmerFit(found)));
        return parsed;
    }

    /** The same figures of a fit of ours. */
    static GlmerFit of(Fit fit) {
        var figures = new LinkedHashMap<String, Double>();
        figures.put("logLik", fit.logLik());
        for (var effect : fit.fixed()) {
            figures.put("fixed " + effect.name(), effect.estimate());
            figures.put("se " + effect.name(), effect.se());
        }
        for (var factor : fit.random()) {
            figures.put("sd " + factor.name(), factor.sd());
            for (int level = 0; level < factor.levels().size(); level++) {
                var name = factor.name() + " " + factor.levels().get(level);
                figures.put("mode " + name, factor.mode(level));
                figures.put("modeSd " + name, factor.modeSd(level));
            }
        }
        return new GlmerFit(figures);
    }
}
