package dev.engram.studies.rank;

import static dev.engram.studies.FigureText.count;
import static dev.engram.studies.FigureText.decimals;

import dev.engram.hardness.diagnostics.CalibrationGroup;
import dev.engram.hardness.diagnostics.Diagnostics;
import dev.engram.hardness.diagnostics.HeldOut;
import dev.engram.hardness.diagnostics.TagFit;
import dev.engram.hardness.diagnostics.TagReliability;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How well the model fits, as text. */
final class DiagnosticsText {
    private static final Map<String, String> GROUPS =
            Map.of("delay", "days since the answer before", "history", "prior successes and lapses");

    private DiagnosticsText() {}

    static List<String> lines(Diagnostics diagnostics) {
        List<String> lines = new ArrayList<>(List.of("How well the model fits", ""));
        var variance = diagnostics.cardVariance();
        lines.add("Tags explain " + decimals(variance.share(), 2) + " of the variance of the difficulty of cards ("
                + decimals(variance.tags(), 3) + " of " + decimals(variance.tags() + variance.cards(), 3) + ").");
        lines.add(reliability(diagnostics.reliability()));
        HeldOut heldOut = diagnostics.heldOut();
        if (heldOut != null) {
            lines.add(heldOut(heldOut));
        }
        lines.add("");
        lines.addAll(calibration(diagnostics.calibration()));
        lines.add("");
        lines.addAll(tags(diagnostics));
        return lines;
    }

    private static String reliability(TagReliability reliability) {
        Double times = reliability.lengthening();
        return "Reliability of the tag effects: " + decimals(reliability.value(), 2) + " with "
                + decimals(reliability.cards(), 1) + " cards a tag"
                + (times == null
                        ? "."
                        : "; " + decimals(TagReliability.GOAL, 1) + " is projected for " + decimals(times, 1)
                                + " times the cards, with as many reviews each (Spearman-Brown).");
    }

    private static String heldOut(HeldOut heldOut) {
        String what = "Log-loss of learners left out, " + heldOut.folds() + " parts: ";
        return heldOut.problem().isEmpty()
                ? what + decimals(heldOut.model(), 4) + "; cards without tags " + decimals(heldOut.withoutTags(), 4)
                        + ", base rate " + decimals(heldOut.baseRate(), 4) + " (" + count(heldOut.rows()) + " rows)."
                : what + "no result, " + heldOut.problem();
    }

    private static List<String> calibration(List<CalibrationGroup> groups) {
        return new TextTable<CalibrationGroup>()
                .left("lapses by", group -> GROUPS.getOrDefault(group.by(), group.by()))
                .left("", CalibrationGroup::group)
                .right("reviews", group -> count(group.rows()))
                .right("predicted", group -> decimals(group.predicted(), 3))
                .right("observed [95 %]", DiagnosticsText::observed)
                .lines(groups.stream()
                        .filter(group -> !group.by().equals("tag"))
                        .toList());
    }

    private static String observed(CalibrationGroup group) {
        return decimals(group.observed(), 3) + " [" + decimals(group.low(), 3) + ", " + decimals(group.high(), 3) + "]";
    }

    private static List<String> tags(Diagnostics diagnostics) {
        List<TagFit> tags = diagnostics.tagFit();
        // in the same order
        List<CalibrationGroup> groups = diagnostics.calibration().stream()
                .filter(group -> group.by().equals("tag"))
                .toList();
        List<String> lines = new ArrayList<>(new TextTable<Integer>()
                .left("tag", i -> RankTables.name(tags.get(i).tag()))
                .right("predicted", i -> decimals(groups.get(i).predicted(), 3))
                .right("observed [95 %]", i -> observed(groups.get(i)))
                .right("outfit", i -> decimals(tags.get(i).outfit(), 2))
                .right("infit", i -> decimals(tags.get(i).infit(), 2))
                .right("simulated", i -> decimals(tags.get(i).simulated(), 3))
                .right("as extreme", i -> share(tags.get(i).extreme()))
                .lines(IntStream.range(0, tags.size()).boxed().toList()));
        lines.add("");
        lines.add(
                "Predictions hold the effects of the same rows: a check of the form of the model. Outfit and infit: mean"
                        + " squares, 1 as expected. Simulated: lapse rate with other cards of the tag, and the share of simulations at"
                        + " least as extreme as observed.");
        return lines;
    }

    private static String share(double extreme) {
        return Double.isNaN(extreme) ? "-" : FigureText.probability(extreme);
    }
}
