package dev.engram.studies.compare;

import dev.engram.hardness.link.Link;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import dev.engram.studies.compare.StudyComparison.Change;
import java.util.ArrayList;
import java.util.List;

/** A comparison as text for people. */
public final class ComparisonText {
    private static final int WIDTH = 100;
    private static final int NAMED = 5;
    private static final int NAME = 28;

    private ComparisonText() {}

    /** The lines. */
    public static List<String> lines(StudyComparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(
                comparison.versionBefore().isEmpty()
                        ? "The versions are equal: the studies are comparable as they are."
                        : "The versions differ in:");
        comparison
                .versionBefore()
                .forEach((name, was) -> lines.add("  " + name + ": " + TextTable.cell(was, NAME) + " -> "
                        + TextTable.cell(comparison.versionAfter().getOrDefault(name, ""), NAME)));
        lines.add("");
        Link.Linked link = comparison.link();
        if (link == null) {
            lines.add("No link: " + comparison.problem());
            return lines;
        }
        lines.add("Linked by %d common cards: shift %s (se %s) in ln half-life, MAD %s"
                .formatted(
                        link.kept(),
                        FigureText.decimals(link.shift(), 3),
                        FigureText.decimals(link.se(), 3),
                        FigureText.decimals(link.mad(), 3)));
        if (!link.dropped().isEmpty()) {
            lines.add("Left out since they drifted (over 3 robust standard deviations): "
                    + FigureText.some(
                            link.dropped().stream().map(Link.Drift::card).toList(), NAMED));
        }
        lines.add("");
        lines.addAll(new TextTable<Change>()
                .left("tag", change -> TextTable.name(change.tag(), NAME))
                .right("rank before", change -> FigureText.count(change.rankBefore()))
                .right("after", change -> FigureText.count(change.rankAfter()))
                .right("half-life ratio, after / before", ComparisonText::ratio)
                .right("P(harder than before)", change -> FigureText.probability(change.harder()))
                .lines(comparison.changes()));
        lines.add("");
        lines.addAll(
                TextTable.wrapped(
                        WIDTH,
                        List.of(
                                "Intervals: 95 %. The errors of the two studies are taken as independent; studies that share reviews err alike, so that a true change is surer than is shown. Ranks are among the tags of each study.")));
        only(lines, "Ranked before only: ", comparison.onlyBefore());
        only(lines, "Ranked after only: ", comparison.onlyAfter());
        return lines;
    }

    private static void only(List<String> lines, String label, List<String> tags) {
        if (!tags.isEmpty()) {
            lines.add(label + FigureText.some(tags, NAMED));
        }
    }

    private static String ratio(Change change) {
        return FigureText.decimals(change.halfLife(), 2) + " [" + FigureText.decimals(change.low(), 2) + ", "
                + FigureText.decimals(change.high(), 2) + "]";
    }
}
