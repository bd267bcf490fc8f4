package dev.engram.hardness.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.RowRules;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The reference study: 60 learners, 60 cards, 8 tags; see its README. */
final class Fixture {
    private Fixture() {}

    /** Its reviews in the order of the file. */
    static List<Review> reviews() {
        var reviews = new ArrayList<Review>();
        for (var line : lines("fixture_events.csv")) {
            var field = line.split(",", -1);
            int index = Integer.parseInt(field[2]);
            reviews.add(new Review(
                    field[0],
                    field[1],
                    index,
                    index == 0 ? Review.UNKNOWN : Double.parseDouble(field[4]),
                    index == 0 ? Review.UNKNOWN : Double.parseDouble(field[5]),
                    Integer.parseInt(field[6]),
                    Integer.parseInt(field[8]),
                    Integer.parseInt(field[9]),
                    index == 0 ? ReviewKind.LEARN : ReviewKind.REVIEW,
                    false,
                    null));
        }
        return reviews;
    }

    static ReviewTable table(List<Review> reviews) {
        var builder = ReviewTable.builder();
        reviews.forEach(builder::add);
        return builder.build();
    }

    static ReviewTable table() {
        return table(reviews());
    }

    static TagTable tags() {
        return tags(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** With other names of cards and tags. */
    static TagTable tags(UnaryOperator<String> card, UnaryOperator<String> tag) {
        var builder = TagTable.builder();
        for (var line : lines("fixture_card_tags.csv")) {
            var field = line.split(",", -1);
            builder.add(card.apply(field[0]), tag.apply(field[1]), Double.valueOf(field[2]));
        }
        return builder.build();
    }

    /** Gamma 0.8, strata 5 and 3, nothing beside the primary. */
    static StudySettings settings() {
        return StudySettings.defaults()
                .withGamma(0.8)
                .withRules(new RowRules(0.5, 20, 5, 3))
                .withPlan(AnalysisPlan.NONE);
    }

    /** The primary analysis at gamma 0.8. */
    static PrimaryAnalysis primary(StudySettings settings) {
        var selection = Selection.of(table(), tags(), settings.rules());
        var terms = Formula.of(selection.rows(selection::kept));
        var adjusted = settings.ability() ? PrimaryAnalysis.withAbility(terms, 0.8, settings) : terms;
        return new PrimaryAnalysis(adjusted, 0.8, (Fit) PrimaryAnalysis.fit(adjusted, 0.8, settings));
    }

    static JsonNode json(String name) {
        try (var in = Fixture.class.getResourceAsStream("/fixture/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String name) {
        try (var in = Fixture.class.getResourceAsStream("/fixture/" + name)) {
            var text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
