package dev.engram.bench.reliability;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page on reliability, in Markdown. */
final class ReliabilityPage {
    private static final String INTRODUCTION = """
            # Is what mastery predicts truly recalled?

            Mastery is a prediction: the mean over cards of the probability of recall 30 days on, if nothing is studied. Here it is
            compared with learners whose memory is known (`SimulatedClass.java`): %d learners study a deck of %d cards with %d tags for
            %d days, some of them irregularly, some until they give up, some with two clients that are at times without a network. Each
            card that a learner has answered is then asked once, 30 days after the last day. Written by
            `./engram bench reliability`, seed %d.

            `fsrs` forgets by the curve and the growth of FSRS-6 with default weights, as the prediction assumes, but each card is of another
            difficulty for each learner, which no default knows, and an answer on the same day teaches nothing. `ll` forgets
            log-logistically, which is another model altogether. The scheduler is that of the project under each learner's plan, or a
            ladder of fixed intervals.

            **n**: cards of learners. **Predicted**: mean of the prediction. **True**: mean of the true probability. **Recalled**: share
            that was recalled. **Difference**: predicted minus recalled, positive where too much is predicted. **Error** of a table: the mean
            difference, and the root of the mean of the squared differences of the rows, weighted by n.

            """;
    private static final String LIMITS = """

            ## What this says

            - The order is right: in every table the rows of 50 cards and more are recalled the better, the more was predicted.
            - The level is as good as model and weights. In the world of its own model the prediction errs by 3 to 5 hundredths. Where
              memory works otherwise, it is least right for the cards that are known worst: in `ll` a card that is failed again and
              again is lost for good, which FSRS does not believe. The weights are the defaults for everybody; those that are fitted to a
              learner's own answers ([ADR 38](../adr/0038-fitted-weights-are-judged-on-later-reviews.md)) are not used here.
            - Mastery of a tag counts cards never answered as 0. They are left out here: nothing is predicted of them.
            - A simulated world is no person. How well the predictions agree with a real learner's own answers is another figure,
              the calibration.
            """;

    private final List<MeasuredClass> classes;
    private final int learners;
    private final int days;
    private final long seed;

    ReliabilityPage(List<MeasuredClass> classes, int learners, int days, long seed) {
        this.classes = classes;
        this.learners = learners;
        this.days = days;
        this.seed = seed;
    }

    String text() {
        return INTRODUCTION.formatted(learners, MeasuredClass.CARDS, MeasuredClass.TAGS, days, seed)
                + summary()
                + classes.stream().map(ReliabilityPage::table).collect(Collectors.joining())
                + LIMITS;
    }

    /** The errors of all tables. */
    String summary() {
        var text = new StringBuilder("| world, scheduler | n | mean difference | RMSE |\n|---|---:|---:|---:|\n");
        for (var one : classes) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %+.3f | %.3f |\n",
                    label(one),
                    one.table().cards(),
                    one.table().meanDifference(),
                    one.table().rmse()));
        }
        return text.toString();
    }

    static String table(MeasuredClass one) {
        var text = new StringBuilder("\n## " + label(one) + "\n\n"
                + "| prediction | n | predicted | true | recalled | difference |\n|---|---:|---:|---:|---:|---:|\n");
        for (var row : one.table().rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %.1f to %.1f | %,d | %.3f | %.3f | %.3f | %+.3f |\n",
                    row.tenth() / 10.0,
                    (row.tenth() + 1) / 10.0,
                    row.cards(),
                    row.predicted(),
                    row.truth(),
                    row.share(),
                    row.difference()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "\nError: mean difference %+.3f, RMSE %.3f.\n",
                        one.table().meanDifference(),
                        one.table().rmse()))
                .toString();
    }

    private static String label(MeasuredClass one) {
        return "`" + one.world().label() + "`, "
                + switch (one.scheduler()) {
                    case FSRS -> "scheduler of the project";
                    case FIXED -> "ladder";
                };
    }
}
