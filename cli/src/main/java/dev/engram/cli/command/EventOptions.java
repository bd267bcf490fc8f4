package dev.engram.cli.command;

import dev.engram.studies.answers.EventFormat;
import dev.engram.studies.rank.StudyFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The files that the commands on answers read. */
final class EventOptions {
    @Option(
            names = "--events",
            paramLabel = "FILE",
            required = true,
            description =
                    "Answers: learner, card, time, rating; or learner, card, review_index, elapsed_days, rating, prior_successes,"
                            + " prior_lapses; the table reviews of a research export; a transaction export or a student-step"
                            + " roll-up of DataShop; the table revlog of Anki. Commas or tabs.")
    private @Nullable Path events;

    @Option(
            names = "--tags",
            paramLabel = "FILE",
            description =
                    "Tags: card, tag, weight; or the table review_tags of the export. Without weights each is 1 / number of"
                            + " tags of the card. May be left out where the answers have a column tags, or KCs.")
    private @Nullable Path tags;

    @Option(
            names = "--format",
            paramLabel = "history|export|log|datashop|student-step|revlog",
            converter = FormatWord.class,
            description = "What the columns of --events are. Default: as the header shows.")
    private @Nullable EventFormat format;

    @Option(
            names = "--kc-model",
            paramLabel = "NAME",
            description = "The KC model of a DataShop file. Default: the one named Default, or else the first.")
    private @Nullable String model;

    /** Reads {@code student-step} as the constant. */
    static final class FormatWord implements ITypeConverter<EventFormat> {
        @Override
        public EventFormat convert(String word) {
            return Arrays.stream(EventFormat.values())
                    .filter(known -> known.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is not among the formats "
                            + Arrays.stream(EventFormat.values())
                                    .map(EventFormat::word)
                                    .collect(Collectors.joining(", "))));
        }
    }

    StudyFiles files(List<String> covariates) {
        return new StudyFiles(Objects.requireNonNull(events, "picocli demands it"), tags, format, model, covariates);
    }
}
