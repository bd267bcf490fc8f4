package dev.engram.cli.command;

import dev.engram.studies.StudyJson;
import dev.engram.studies.compare.ComparisonText;
import dev.engram.studies.compare.StudyComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code engram hardness compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compare two versions of a study: what they differ in, the link by common cards, and which tags became harder.",
            "",
            "Exit code 1 where too few cards are in both. See docs/research/hardness.md."
        },
        usageHelpAutoWidth = true)
public final class HardnessCompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BEFORE.json", description = "Report of hardness rank --json.")
    private @Nullable Path before;

    @Parameters(index = "1", paramLabel = "AFTER.json", description = "The same of the later version.")
    private @Nullable Path after;

    @Mixin
    private HardnessOptions shared = new HardnessOptions();

    @Override
    public Integer call() throws IOException {
        return shared.run(() -> {
            StudyComparison comparison = StudyComparison.of(
                    Objects.requireNonNull(before, "picocli demands it"),
                    Objects.requireNonNull(after, "picocli demands it"));
            shared.print(shared.json ? List.of(StudyJson.document(comparison)) : ComparisonText.lines(comparison));
            return comparison.link() == null ? 1 : 0;
        });
    }
}
