package dev.engram.hardness.study.report;

import dev.engram.hardness.diagnostics.Diagnostics;
import dev.engram.hardness.frame.AliasGroup;
import dev.engram.hardness.frame.RowAccount;
import dev.engram.hardness.frame.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study found. Ranks are over all tags of the fit; {@link Eligibility} says which may be published.
 *
 * @param version       what makes two studies comparable
 * @param rows          what came in and what was left out
 * @param gamma         slope on ln elapsed time
 * @param fit           the primary fit
 * @param diagnostics   how well the primary fit describes the rows
 * @param tags          by expected rank, hardest first, equals by name
 * @param pairs         P(harder) of every pair, in the same order
 * @param cards         by total effect, hardest first
 * @param aliases       tags always together
 * @param sensitivities rankings under other assumptions
 * @param shuffled      negative control
 * @param baselineTau   Kendall's tau-b between the descriptive lapse rate and the primary effects; null for fewer than two tags
 * @param acquisition   the second construct
 * @param workload      the third, by tag name
 * @param warnings      what the reader must know before using any figure
 */
public record HardnessReport(
        StudyVersion version,
        RowAccount rows,
        GammaReport gamma,
        FitSummary fit,
        Diagnostics diagnostics,
        List<TagHardness> tags,
        Pairs pairs,
        List<CardHardness> cards,
        List<AliasGroup> aliases,
        List<Sensitivity> sensitivities,
        ShuffledControl shuffled,
        @Nullable Double baselineTau,
        Acquisition acquisition,
        List<Workload> workload,
        List<StudyWarning> warnings)
        implements StudyOutcome {
    public HardnessReport {
        tags = List.copyOf(tags);
        cards = List.copyOf(cards);
        aliases = List.copyOf(aliases);
        sensitivities = List.copyOf(sensitivities);
        workload = List.copyOf(workload);
        warnings = List.copyOf(warnings);
    }

    /** @throws IllegalArgumentException if no such tag was fitted */
    public TagHardness tag(String name) {
        return tags.stream()
                .filter(tag -> tag.tag().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tag " + name));
    }
}
