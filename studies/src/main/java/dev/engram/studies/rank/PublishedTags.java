package dev.engram.studies.rank;

import dev.engram.hardness.study.report.Eligibility;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.studies.FigureText;
import java.util.Comparator;
import java.util.List;

/** Which tags of a report may be published with a rank, and why the others may not. */
public final class PublishedTags {
    private PublishedTags() {}

    /** The tags that may be ranked, hardest first. */
    public static List<TagHardness> ranked(HardnessReport report) {
        return report.tags().stream().filter(tag -> tag.eligibility().ranked()).toList();
    }

    /** The others, by name: in the order of their effects they would be ranked after all. */
    static List<TagHardness> unranked(HardnessReport report) {
        return report.tags().stream()
                .filter(tag -> !tag.eligibility().ranked())
                .sorted(Comparator.comparing(TagHardness::tag))
                .toList();
    }

    /** Why no tag may be ranked: the reason that all share, or how many have which. */
    public static String whyNone(HardnessReport report) {
        List<String> reasons = report.tags().stream()
                .map(tag -> why(tag.eligibility()))
                .distinct()
                .toList();
        if (reasons.size() == 1) {
            return "no tag may be ranked: " + reasons.getFirst();
        }
        long lacking = report.tags().stream()
                .filter(tag -> tag.eligibility().kind() == Eligibility.Kind.INSUFFICIENT)
                .count();
        long inseparable = report.tags().size() - lacking;
        return "no tag may be ranked: "
                + (lacking == 0 ? "" : FigureText.counted(lacking, "tag") + " with insufficient data")
                + (lacking == 0 || inseparable == 0 ? "" : ", ")
                + (inseparable == 0 ? "" : FigureText.counted(inseparable, "tag") + " not separable")
                + "; the reason of each is given";
    }

    /** Why a tag may not be ranked. */
    static String why(Eligibility eligibility) {
        return (eligibility.kind() == Eligibility.Kind.INSUFFICIENT ? "insufficient data: " : "not separable: ")
                + eligibility.reason();
    }
}
