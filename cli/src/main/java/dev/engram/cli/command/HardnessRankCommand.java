package dev.engram.cli.command;

import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.frame.Shortfall;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.rank.RankSettings;
import dev.engram.hardness.study.AnalysisPlan;
import dev.engram.hardness.study.PublishRule;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.studies.rank.ForestPlot;
import dev.engram.studies.rank.PublishedTags;
import dev.engram.studies.rank.RankJson;
import dev.engram.studies.rank.RankStudy;
import dev.engram.studies.rank.RankText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram hardness rank}. */
@Command(
        name = "rank",
        mixinStandardHelpOptions = true,
        description = {
            "Rank tags by how hard their cards are to retain, with 95 %% rank intervals.",
            "",
            "The result goes to the standard output, progress and warnings to the standard error. Exit code 1 where the data cannot"
                    + " carry a ranking. What the figures mean: docs/research/hardness.md."
        },
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class HardnessRankCommand implements Callable<Integer> {
    private static final StudySettings DEFAULTS = StudySettings.defaults();

    @Mixin
    private EventOptions files = new EventOptions();

    @Mixin
    private HardnessOptions shared = new HardnessOptions();

    @ArgGroup(validate = false, heading = "%nModel%n")
    private Model model = new Model();

    @ArgGroup(validate = false, heading = "%nRanks and checks%n")
    private Ranks ranks = new Ranks();

    @ArgGroup(validate = false, heading = "%nNames for the version%n")
    private Names names = new Names();

    @ArgGroup(validate = false, heading = "%nOutput%n")
    private Output output = new Output();

    private static final class Model {
        @Option(
                names = "--gamma",
                paramLabel = "G",
                description =
                        "Slope of the lapse log-odds on ln(days). Default: estimated from lateness; assumed, and marked so,"
                                + " where no planned intervals are known.")
        private @Nullable Double gamma;

        @Option(
                names = "--strata",
                paramLabel = "S,L",
                split = ",",
                description = "Caps of prior successes and prior lapses. Default: 8,4.")
        private List<Integer> strata = List.of(RowRules.STANDARD.successCap(), RowRules.STANDARD.lapseCap());

        @Option(
                names = "--method",
                paramLabel = "auto|joint|pql",
                converter = MethodConverter.OfStudies.class,
                description =
                        "auto (default): joint where it fits into memory and has at most 2,000 effects beside those of the largest"
                                + " factor, else pql (REML-PQL). The method is named in the output.")
        private @Nullable Method method;

        @Option(
                names = "--anchors",
                paramLabel = "TAG",
                split = ",",
                description = "Tags whose mean effect is the reference. Default: all.")
        private List<String> anchors = List.of();

        @Option(
                names = "--covariates",
                paramLabel = "COLUMN",
                split = ",",
                description = "Columns of the reviews that become fixed effects, such as client.")
        private List<String> covariates = List.of();

        @Option(
                names = "--ability",
                description = "Add the learner's mean hardness of the cards chosen: for short histories.")
        private boolean ability;

        @Option(names = "--min-rows", paramLabel = "N", description = "Least reviews of a learner. Default: 20.")
        private int minRows = RowRules.STANDARD.minRowsPerLearner();
    }

    private static final class Ranks {
        @Option(
                names = "--publish",
                paramLabel = "CARDS,LEARNERS,REVIEWS",
                split = ",",
                description = "Least data of a tag that is ranked. Default: 8,30,200.")
        private List<Integer> publish = List.of();

        @Option(names = "--top", paramLabel = "K", split = ",", description = "The k of P(top k). Default: 1,3,5,10.")
        private List<Integer> top = DEFAULTS.ranks().topK();

        @Option(
                names = "--draws",
                paramLabel = "N",
                description = "Draws of the ranks, at least 10,000. Default: by the number of tags.")
        private int draws = DEFAULTS.ranks().draws();

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Of draws and permutations. Default: ${DEFAULT-VALUE}.")
        private long seed = DEFAULTS.seed();

        @Option(
                names = "--quick",
                description =
                        "The primary analysis only: no sensitivity analyses, no permutation check, no acquisition.")
        private boolean quick;

        @Option(
                names = "--held-out",
                paramLabel = "K",
                description =
                        "Predict each of K parts of the learners by a fit to the others, with and without tags: 2 K further fits.")
        private int heldOut;
    }

    private static final class Names {
        @Option(names = "--taxonomy", paramLabel = "NAME", description = "Name of the set of tags, for the version.")
        private @Nullable String taxonomy;

        @Option(names = "--cut-off", paramLabel = "TEXT", description = "Cut-off of the reviews, for the version.")
        private @Nullable String cutOff;
    }

    private static final class Output {
        @Option(names = "--plot", paramLabel = "FILE.svg", description = "Write a forest plot.")
        private @Nullable Path plot;

        @Option(names = "--acquisition", description = "Print acquisition hardness too, a construct of its own.")
        private boolean acquisition;

        @Option(names = "--workload", description = "Print workload too, a construct of its own.")
        private boolean workload;
    }

    @Override
    public Integer call() throws IOException {
        return shared.run(this::rank);
    }

    private int rank() throws IOException {
        StudySettings settings = settings();
        checkPlot();
        return switch (RankStudy.run(files.files(model.covariates), settings, shared::note)) {
            case HardnessReport report -> {
                print(report);
                plot(report);
                if (PublishedTags.ranked(report).isEmpty()) {
                    shared.note("engram: " + PublishedTags.whyNone(report));
                    yield 1;
                }
                yield 0;
            }
            case Insufficient insufficient -> {
                shared.print(shared.json ? List.of(RankJson.of(insufficient)) : RankText.lines(insufficient));
                var first = insufficient.reasons().getFirst();
                shared.note((first.code() == Shortfall.Code.NOT_FITTED
                                ? "engram: not fitted: "
                                : "engram: insufficient data: ")
                        + first.reason());
                yield 1;
            }
        };
    }

    private StudySettings settings() {
        require(model.strata.size() == 2, "strata", "two numbers, such as 8,4");
        require(ranks.publish.isEmpty() || ranks.publish.size() == 3, "publish", "three numbers, such as 8,30,200");
        return DEFAULTS.withGamma(model.gamma)
                .withRules(new RowRules(
                        RowRules.STANDARD.minElapsedDays(),
                        model.minRows,
                        model.strata.getFirst(),
                        model.strata.getLast()))
                .withMethod(model.method)
                .withAbility(model.ability)
                .withAnchors(model.anchors)
                .withRanks(new RankSettings(ranks.draws, ranks.seed, ranks.top))
                .withThreads(shared.threads)
                .withNames(names.taxonomy, names.cutOff)
                .withPublish(
                        ranks.publish.isEmpty()
                                ? PublishRule.STANDARD
                                : new PublishRule(ranks.publish.get(0), ranks.publish.get(1), ranks.publish.get(2)))
                .withPlan((ranks.quick ? AnalysisPlan.NONE : AnalysisPlan.ALL).withFolds(ranks.heldOut));
    }

    private static void require(boolean holds, String option, String rule) {
        if (!holds) {
            throw new InvalidSettingException(option, rule);
        }
    }

    private void print(HardnessReport report) {
        if (shared.json) {
            // the text holds them itself
            report.warnings().forEach(warning -> shared.note("warning: " + warning.sentence()));
            report.fit().warnings().forEach(warning -> shared.note("warning: " + warning));
            shared.print(RankJson.of(report));
            return;
        }
        shared.print(RankText.lines(report, output.acquisition, output.workload));
        if (!output.acquisition || !output.workload) {
            shared.print(List.of(
                    "",
                    "How hard concepts are to acquire, and how much work they make, are other questions:",
                    "--acquisition, --workload."));
        }
    }

    /** A study takes a while: that its plot cannot be written is reported before, not after. */
    private void checkPlot() throws IOException {
        Path plot = output.plot;
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

    private void plot(HardnessReport report) throws IOException {
        if (output.plot != null) {
            try {
                Files.writeString(output.plot, ForestPlot.of(report));
            } catch (IOException failed) {
                throw new IOException("cannot write " + output.plot + ": " + failed.getMessage(), failed);
            }
            shared.note("wrote " + output.plot);
        }
    }
}
