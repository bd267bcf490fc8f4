package dev.engram.cli.hardness.rank;

import dev.engram.hardness.study.report.BaselineRate;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.StudyVersion;
import dev.engram.hardness.study.report.TagHardness;
import java.util.ArrayList;
import java.util.List;

/** What a plot says in words. */
final class PlotWords {
    private PlotWords() {}

    /** What the plot shows, for those who do not see it. */
    static String description(HardnessReport report) {
        StringBuilder words = new StringBuilder("Tags by rank, hardest first, with 95 % rank intervals of "
                + report.tags().size() + " tags in the fit. ");
        for (TagHardness tag : report.tags()) {
            if (!tag.standing().ranked()) {
                continue;
            }
            words.append("%s: median rank %d, interval %s. "
                    .formatted(tag.tag(), tag.medianRank(), Figures.range(tag.drawn())));
        }
        for (TagHardness tag : report.tags()) {
            if (tag.standing().ranked()) {
                continue;
            }
            words.append("%s: not ranked, %s. ".formatted(tag.tag(), Unpublished.words(tag.standing())));
        }
        return words.toString().strip();
    }

    /** What must stand on the same page: the label of the lapse rate, the version and its filters. */
    static List<String> notes(HardnessReport report, int characters) {
        StudyVersion version = report.version();
        List<String> notes = new ArrayList<>();
        notes.add("* " + BaselineRate.LABEL + "; it does not measure hardness"
                + (report.tags().stream().anyMatch(tag -> tag.standing().ranked() && tag.gammaSensitive())
                        ? "   ~ the rank leaves its interval at another gamma"
                        : "")
                + (report.tags().stream()
                                .anyMatch(tag ->
                                        tag.standing().ranked() && !tag.note().isEmpty())
                        ? "   ! all or none of its reviews are lapses"
                        : ""));
        notes.addAll(Wrapped.at(
                characters,
                List.of(
                        "%s, method %s, strata %d,%d, weights %s; cut-off %s; tags %s"
                                .formatted(
                                        version.modelCode(),
                                        version.method(),
                                        version.successCap(),
                                        version.lapseCap(),
                                        version.weightRule(),
                                        version.cutOff() == null ? "not given" : version.cutOff(),
                                        version.taxonomy() == null
                                                ? Conditions.head(version.taxonomyHash())
                                                : version.taxonomy()),
                        "filters: " + String.join("; ", version.filters()))));
        return notes;
    }
}
