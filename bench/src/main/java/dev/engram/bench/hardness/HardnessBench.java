package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.hardness.StudyMeasurement.What;
import dev.engram.bench.measure.ChildProcess;
import dev.engram.bench.measure.Machine;
import dev.engram.hardness.glmm.Method;
import dev.engram.simulation.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures fits beside {@code glmer} of R's lme4, taking turns on the same rows, and how whole studies grow. Every fit and study
 * runs in a process of its own. Without R our figures alone. Arguments: rounds; most million reviews of the growth, 0 for none;
 * path of the JSON file.
 */
public final class HardnessBench {
    /** As {@code engram hardness rank} has it: on studies of seconds the second compiler costs more than it gains. */
    private static final List<String> STUDY_FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** As {@code engram hardness fit} has it: fits may take long. */
    private static final List<String> FIT_FLAGS = List.of("-XX:+UseSerialGC");

    private static final String FIT_HEAP = "512m";
    private static final String STUDY_HEAP = "1500m";
    private static final int WARM_FITS = 5;
    private static final double ROWS_PER_LEARNER = 620; // of the simulated world; first exposures come on top
    private static final int[] GROWTH = {100_000, 1_000_000, 10_000_000};

    private final int rounds;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final List<GlmerComparison> comparisons = new ArrayList<>();
    private final List<StudyMeasurement> primary = new ArrayList<>();
    private final List<StudyMeasurement> whole = new ArrayList<>();
    private final List<StudyMeasurement> growth = new ArrayList<>();

    private HardnessBench(int rounds) {
        this.rounds = rounds;
    }

    /** @param arguments rounds, at least 1; most million reviews; path of the JSON file */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[2]);
        var report = new HardnessBench(Integer.parseInt(arguments[0])).run(Double.parseDouble(arguments[1]));
        System.out.print(report.text());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, report.json().toPrettyString() + "\n");
        System.out.println("All figures: " + file);
    }

    private BenchFigures run(double mostMillions) throws IOException {
        var folder = Files.createTempDirectory("bench-hardness");
        var rows = folder.resolve("rows.csv");
        var script = ChildProcess.script(GlmerRun.class, "glmer-speed.R", folder);
        String missing = GlmerRun.isInstalled() ? null : "there is no R with lme4 (`Rscript`) in PATH";
        try {
            for (var shape : RowShape.values()) {
                if (missing == null) {
                    new GeneratedRows(shape.size()).write(rows);
                }
                comparisons.add(compare(shape, missing == null ? rows : null, script));
            }
            for (int round = 1; round <= rounds; round++) {
                primary.add(study(where(round) + "primary study", RowShape.FEW_CARDS.size(), What.PRIMARY));
                whole.add(study(where(round) + "study with side runs", RowShape.FEW_CARDS.size(), What.WHOLE));
            }
        } finally {
            Files.deleteIfExists(rows);
            Files.delete(script);
            Files.delete(folder);
        }
        for (int reviews : GROWTH) {
            if (reviews <= mostMillions * 1e6) {
                int learners = (int) Math.ceil(reviews / ROWS_PER_LEARNER);
                growth.add(study(
                        "study of " + reviews + " reviews",
                        RowShape.FEW_CARDS.size().withLearners(learners),
                        What.PRIMARY_PQL));
            }
        }
        var versions = new LinkedHashMap<>(Machine.versions("hardness"));
        versions.put("fits", String.join(" ", FIT_FLAGS));
        versions.put("studies", String.join(" ", STUDY_FLAGS));
        comparisons.getFirst().glmer().stream().findFirst().ifPresent(run -> versions.putAll(run.versions()));
        return new BenchFigures(versions, missing, comparisons, primary, whole, growth);
    }

    private GlmerComparison compare(RowShape shape, @Nullable Path rows, Path script) throws IOException {
        var glmer = new ArrayList<GlmerRun>();
        var fits = new EnumMap<Method, List<FitMeasurement>>(Method.class);
        for (int round = 1; round <= rounds; round++) {
            var where = shape.label() + ", " + where(round);
            if (rows != null) {
                say(where + "glmer, about a minute");
                var run = GlmerRun.of(script, rows);
                glmer.add(run);
                say(where + "glmer %.2f s of processor time", run.used().cpuSeconds());
            }
            for (var method : List.of(Method.JOINT, Method.PQL)) {
                // one thread: the same work without the price of sharing it
                var run = inOwnJvm(FitMeasurement.class, FIT_FLAGS, FIT_HEAP, method, shape, 1, WARM_FITS);
                fits.computeIfAbsent(method, _ -> new ArrayList<>()).add(run);
                say(where + "%s %.2f s cold, %.2f s warm", method, run.cold().cpuSeconds(), run.warmCpuSeconds());
            }
        }
        return new GlmerComparison(shape, glmer, fits);
    }

    private String where(int round) {
        return "round " + round + " of " + rounds + ": ";
    }

    private StudyMeasurement study(String what, Size size, What scope) throws IOException {
        var run =
                inOwnJvm(StudyMeasurement.class, STUDY_FLAGS, STUDY_HEAP, size.learners(), threads, STUDY_HEAP, scope);
        say("%s: %.2f s", what, run.study().wallSeconds());
        return run;
    }

    /**
     * Measures in a JVM of its own: nothing of an earlier one is compiled, loaded or in memory.
     *
     * @param measurement has the main method, which prints one as JSON
     * @param heap most heap, as {@code -Xmx} takes it
     */
    private static <T> T inOwnJvm(Class<T> measurement, List<String> flags, String heap, Object... arguments)
            throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), measurement.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return new JsonMapper()
                .readValue(ChildProcess.output(command).lines().toList().getLast(), measurement);
    }

    private static void say(String format, @Nullable Object... arguments) {
        System.err.println(String.format(Locale.ROOT, format, arguments));
    }
}
