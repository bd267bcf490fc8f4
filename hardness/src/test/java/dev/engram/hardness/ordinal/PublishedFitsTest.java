package dev.engram.hardness.ordinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.glmm.fit.ProfileInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Published data sets (bacteria, cbpp, raschdat1, soup, wine): what {@code summary} of glmer and clmm prints, to three digits. */
class PublishedFitsTest {
    private static final double DIGITS = 1e-3;
    /** lme4 interpolates its profile. */
    private static final double OF_PROFILE = 1e-2;

    /** A data set as {@code published.R} wrote it. */
    private record Published(
            String name, boolean ordinal, List<double[]> rows, List<String> groupings, Summary summary) {}

    /** Not a record of its own for each figure: the lines as they are. */
    private record Summary(List<Double> logLik, List<double[]> fixed, List<Double> sd, List<Double> profile) {}

    @Test
    void shouldPrintWhatSummaryPrints() throws IOException {
        // given
        var sets = parse(Files.readAllLines(Path.of("src/test/resources/published.csv")));
        assertThat(sets).extracting(Published::name).containsExactly("bacteria", "cbpp", "raschdat1", "soup", "wine");
        for (var set : sets) {
            // when
            var fit = fit(set);
            // then
            assertThat(fit.logLik).as(set.name).isCloseTo(set.summary.logLik.getFirst(), offset(DIGITS));
            for (int i = 0; i < fit.fixed.size(); i++) {
                double[] theirs = set.summary.fixed.get(i);
                var ours = fit.fixed.get(i);
                double sign = set.ordinal && i >= fit.thresholds ? -1 : 1;
                assertThat(sign * ours.estimate())
                        .as("%s: coefficient %d", set.name, i)
                        .isCloseTo(theirs[0], offset(DIGITS * Math.max(1, Math.abs(theirs[0]))));
                assertThat(ours.se())
                        .as("%s: standard error %d", set.name, i)
                        .isCloseTo(theirs[1], offset(DIGITS * theirs[1]));
            }
            assertThat(fit.sds).as(set.name).hasSameSizeAs(set.summary.sd);
            for (int k = 0; k < fit.sds.size(); k++) {
                assertThat(fit.sds.get(k)).as(set.name).isCloseTo(set.summary.sd.get(k), offset(DIGITS));
            }
            for (int end = 0; end < fit.profile.size(); end++) {
                assertThat(fit.profile.get(end))
                        .as("%s: end %d of the profile interval", set.name, end)
                        .isCloseTo(set.summary.profile.get(end), offset(OF_PROFILE));
            }
        }
    }

    private record Ours(
            double logLik, int thresholds, List<FixedEffect> fixed, List<Double> sds, List<Double> profile) {}

    private static Ours fit(Published set) {
        int size = set.rows.size();
        var category = new byte[size];
        for (int n = 0; n < size; n++) {
            category[n] = (byte) set.rows.get(n)[0];
        }
        var builder = Design.of(set.ordinal ? new byte[size] : category);
        int groupings = set.groupings.size();
        for (int x = 1 + groupings; x < set.rows.getFirst().length; x++) {
            builder.fixed(new FixedTerm.Numeric("x" + x, Column.of(column(set, x))));
        }
        for (int g = 0; g < groupings; g++) {
            int[] level = Arrays.stream(column(set, 1 + g))
                    .mapToInt(value -> (int) value)
                    .toArray();
            int levels = Arrays.stream(level).max().orElse(0) + 1;
            builder.random(new Grouping(set.groupings.get(g), RandomRatings.names(levels), level));
        }
        var settings = FitSettings.of(Method.LAPLACE);
        if (set.ordinal) {
            var categories = IntStream.rangeClosed(
                            0,
                            Arrays.stream(column(set, 0))
                                    .mapToInt(k -> (int) k)
                                    .max()
                                    .orElse(0))
                    .mapToObj(k -> "c" + k)
                    .toList();
            var fit = (Fit) OrdinalModel.fit(OrdinalDesign.of(builder.build(), category, categories), settings);
            return new Ours(
                    fit.logLik(),
                    fit.thresholds().size(),
                    Stream.concat(fit.thresholds().stream(), fit.fixed().stream())
                            .toList(),
                    fit.random().stream().map(factor -> factor.sd()).toList(),
                    List.of());
        }
        var design = builder.build();
        var fit = (Fit) MixedModel.fit(design, settings);
        var profile = set.summary.profile.isEmpty()
                ? List.<Double>of()
                : ends(ProfileInterval.of(design, settings, fit, set.groupings.getFirst(), 0.95));
        return new Ours(
                fit.logLik(),
                0,
                fit.fixed(),
                fit.random().stream().map(factor -> factor.sd()).toList(),
                profile);
    }

    private static List<Double> ends(ProfileInterval interval) {
        return List.of(interval.lower(), interval.upper());
    }

    private static double[] column(Published set, int index) {
        return set.rows.stream().mapToDouble(row -> row[index]).toArray();
    }

    private static List<Published> parse(List<String> lines) {
        var sets = new ArrayList<Published>();
        for (var line : lines) {
            var cells = line.split(",");
            if (cells[0].equals("set")) {
                var summary = new Summary(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                sets.add(new Published(
                        cells[1], cells[2].equals("ordinal"), new ArrayList<>(), new ArrayList<>(), summary));
                continue;
            }
            if (sets.isEmpty()) {
                continue;
            }
            var set = sets.getLast();
            switch (cells[0]) {
                case "grouping" -> set.groupings.addAll(List.of(cells).subList(1, cells.length));
                case "row" -> set.rows.add(numbers(cells));
                case "logLik" -> set.summary.logLik.add(numbers(cells)[0]);
                case "fixed" -> set.summary.fixed.add(numbers(cells));
                case "profile" -> set.summary.profile.add(numbers(cells)[0]);
                case "sd" -> set.summary.sd.add(numbers(cells)[0]);
                default -> throw new IllegalArgumentException(line);
            }
        }
        return sets;
    }

    private static double[] numbers(String[] cells) {
        return Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
    }
}
