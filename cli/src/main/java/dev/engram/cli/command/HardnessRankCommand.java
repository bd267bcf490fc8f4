package dev.engram.cli.command;

import dev.engram.cli.hardness.FailureJson;
import dev.engram.cli.hardness.Heap;
import dev.engram.cli.hardness.rank.RankRequest;
import dev.engram.cli.hardness.rank.RankRun;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.study.PublishRule;
import dev.engram.hardness.study.RowRules;
import dev.engram.hardness.study.SideRuns;
import dev.engram.hardness.study.StudySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    private static final Map<String, String> OPTIONS = Map.of(
            "gamma", "--gamma:",
            "successCap", "--strata: the cap of successes",
            "lapseCap", "--strata: the cap of lapses",
            "minRowsPerLearner", "--min-rows:",
            "least", "--publish: least",
            "topK", "--top:",
            "draws", "--draws:",
            "bootstrap", "--bootstrap:",
            "threads", "--threads:");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "FILE.csv",
            required = true,
            description =
                    "Reviews: learner, card, review_index, elapsed_days, planned_days, rating, prior_successes, prior_lapses;"
                            + " or the table reviews of a research export.")
    private @Nullable Path events;

    @Option(
            names = "--tags",
            paramLabel = "FILE.csv",
            description =
                    "Tags: card, tag, weight; or the table review_tags of the export. Without weights each is 1 / number of"
                            + " tags of the card. May be left out where the reviews have a column tags.")
    private @Nullable Path tags;

    @Option(
            names = "--gamma",
            paramLabel = "G",
            description =
                    "Slope of the lapse log-odds on ln(days). Default: estimated from lateness; assumed, and marked so, where"
                            + " no planned intervals are known.")
    private @Nullable Double gamma;

    @Option(
            names = "--strata",
            paramLabel = "S,L",
            split = ",",
            description = "Caps of prior successes and prior lapses. Default: 8,4.")
    private List<Integer> strata = List.of();

    @Option(
            names = "--method",
            paramLabel = "auto|joint|fast",
            defaultValue = "auto",
            description = "auto (default): joint up to 500,000 rows, fast above. The method is named in the output.")
    private String method = "auto";

    @Option(
            names = "--anchors",
            paramLabel = "TAG",
            split = ",",
            description = "Tags whose mean effect is the zero. Default: all.")
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

    @Option(
            names = "--publish",
            paramLabel = "CARDS,LEARNERS,REVIEWS",
            split = ",",
            description = "Least data of a tag that is ranked. Default: 8,30,200.")
    private List<Integer> publish = List.of();

    @Option(names = "--min-rows", paramLabel = "N", description = "Least reviews of a learner. Default: 20.")
    private int minRows = RowRules.STANDARD.minRowsPerLearner();

    @Option(names = "--top", paramLabel = "K", split = ",", description = "The k of P(top k). Default: 1,3,5,10.")
    private List<Integer> top = DEFAULTS.topK();

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "Draws of the ranks, at least 10,000. Default: by the number of tags.")
    private int draws = DEFAULTS.draws();

    @Option(names = "--seed", paramLabel = "N", description = "Of draws and permutations. Default: ${DEFAULT-VALUE}.")
    private long seed = DEFAULTS.seed();

    @Option(
            names = "--quick",
            description = "The principal fit only: no sensitivity runs, no shuffled tags, no acquisition.")
    private boolean quick;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description =
                    "Replicates of the learner bootstrap, a check of the intervals: 200 tell, and take as long as 100 fits.")
    private int bootstrap;

    @Option(names = "--taxonomy", paramLabel = "NAME", description = "Name of the set of tags, for the version.")
    private @Nullable String taxonomy;

    @Option(names = "--cut-off", paramLabel = "TEXT", description = "Cut-off of the reviews, for the version.")
    private @Nullable String cutOff;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Default: all processors. The result is the same for any number.")
    private int threads = DEFAULTS.threads();

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Write a forest plot.")
    private @Nullable Path plot;

    @Option(names = "--acquisition", description = "Print acquisition hardness too, a construct of its own.")
    private boolean acquisition;

    @Option(names = "--workload", description = "Print workload too, a construct of its own.")
    private boolean workload;

    @Option(names = "--json", description = "Print the whole report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var line = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        RankRequest request = FailureJson.options(
                json,
                line.getOut(),
                () -> new RankRequest(
                        Objects.requireNonNull(events, "picocli demands it"),
                        tags,
                        covariates,
                        settings(),
                        plot,
                        json,
                        acquisition,
                        workload));
        RankRun run = new RankRun(line.getOut(), line.getErr());
        return Heap.mind(() -> run.run(request)) ? 0 : 1;
    }

    /** The engine names its settings; here they are options. */
    private StudySettings settings() {
        try {
            return asked();
        } catch (IllegalArgumentException refused) {
            String said = String.valueOf(refused.getMessage());
            int end = said.indexOf(' ');
            String option = end < 0 ? null : OPTIONS.get(said.substring(0, end));
            throw option == null ? refused : new IllegalArgumentException(option + said.substring(end), refused);
        }
    }

    private StudySettings asked() {
        StudySettings settings = DEFAULTS.withGamma(gamma)
                .withRules(new RowRules(RowRules.STANDARD.minElapsedDays(), minRows, cap(0), cap(1)))
                .withMethod(method())
                .withAbility(ability)
                .withAnchors(anchors)
                .withTopK(top)
                .withDraws(draws, seed)
                .withThreads(threads)
                .withNames(taxonomy, cutOff);
        if (!publish.isEmpty()) {
            require(publish.size() == 3, "--publish: three numbers, such as 8,30,200");
            settings = settings.withPublish(new PublishRule(publish.get(0), publish.get(1), publish.get(2)));
        }
        return settings.withSides((quick ? SideRuns.NONE : SideRuns.ALL).withBootstrap(bootstrap));
    }

    private int cap(int which) {
        require(strata.isEmpty() || strata.size() == 2, "--strata: two numbers, such as 8,4");
        RowRules standard = RowRules.STANDARD;
        return strata.isEmpty() ? (which == 0 ? standard.successCap() : standard.lapseCap()) : strata.get(which);
    }

    private @Nullable Method method() {
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "auto" -> null;
            case "joint" -> Method.JOINT;
            case "fast" -> Method.FAST;
            default -> throw new IllegalArgumentException("--method: auto, joint or fast, not " + method);
        };
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
