package dev.engram.hardness.glmm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The review log of the fixture as designs, and the reference fits. */
public final class Fixture {
    static final int LEARNERS = 60;
    static final int CARDS = 60;
    static final int TAGS = 8;

    private Fixture() {}

    /** A review after the first exposure. */
    record Review(int learner, int card, double elapsed, double planned, boolean lapse, int successes, int lapses) {}

    static List<Review> reviews() {
        return lines("fixture_events.csv").stream()
                .map(line -> line.split(","))
                .filter(cells -> Integer.parseInt(cells[2]) > 0)
                .map(cells -> new Review(
                        Integer.parseInt(cells[0]),
                        Integer.parseInt(cells[1]),
                        Double.parseDouble(cells[4]),
                        Double.parseDouble(cells[5]),
                        cells[7].equals("1"),
                        Integer.parseInt(cells[8]),
                        Integer.parseInt(cells[9])))
                .toList();
    }

    /** The design with the offset 0.8 ln(elapsed). */
    public static Design offset() {
        return offset(reviews());
    }

    static Design offset(List<Review> reviews) {
        return withOffset(reviews, review -> 0.8 * Math.log(review.elapsed()));
    }

    static Design withOffset(List<Review> reviews, ToDoubleFunction<Review> offset) {
        return random(strata(reviews).offset(column(reviews, offset)), reviews);
    }

    static Design latenessSlope() {
        var reviews = reviews();
        return random(
                strata(reviews)
                        .fixed(new FixedTerm.Numeric(
                                "g1", column(reviews, review -> Math.log(review.elapsed() / review.planned()))))
                        .fixed(new FixedTerm.Numeric("g2", column(reviews, review -> Math.log(review.planned())))),
                reviews);
    }

    static Design freeSlope() {
        var reviews = reviews();
        return random(
                strata(reviews)
                        .fixed(new FixedTerm.Numeric("slope", column(reviews, review -> Math.log(review.elapsed())))),
                reviews);
    }

    public static JsonNode reference(String fit) {
        return json("fixture_glmm.json").get(fit);
    }

    /**
     * Standard errors of a fit by coefficient: those of the joint Hessian, but for the Laplace optimum those of the Hessian of
     * the deviance.
     */
    public static JsonNode standardErrors(JsonNode reference) {
        return reference.get("nAGQ").asInt() == 1 ? json("fixture_laplace_se.json") : reference.get("fixef_se_joint");
    }

    private static JsonNode json(String name) {
        try (var in = Fixture.class.getResourceAsStream("/fixture/" + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Design.Builder strata(List<Review> reviews) {
        var response = new byte[reviews.size()];
        var successes = new byte[reviews.size()];
        var lapses = new byte[reviews.size()];
        for (int n = 0; n < response.length; n++) {
            response[n] = (byte) (reviews.get(n).lapse() ? 1 : 0);
            successes[n] = (byte) Math.min(reviews.get(n).successes(), 5);
            lapses[n] = (byte) Math.min(reviews.get(n).lapses(), 3);
        }
        return Design.of(response)
                .fixed(FixedTerm.Categorical.of("s", names("", 6), successes))
                .fixed(FixedTerm.Categorical.of("l", names("", 4), lapses));
    }

    private static Design random(Design.Builder builder, List<Review> reviews) {
        return builder.random(new RandomFactor.Grouping(
                        "learner",
                        names("learner", LEARNERS),
                        reviews.stream().mapToInt(Review::learner).toArray()))
                .random(new RandomFactor.Grouping(
                        "card",
                        names("card", CARDS),
                        reviews.stream().mapToInt(Review::card).toArray()))
                .random(tags())
                .build();
    }

    static RandomFactor.Membership tags() {
        var lines = lines("fixture_card_tags.csv");
        var start = new int[CARDS + 1];
        var level = new int[lines.size()];
        var weight = new double[lines.size()];
        int end = 0;
        for (int card = 0; card < CARDS; card++) {
            for (var line : lines) {
                var cells = line.split(",");
                if (Integer.parseInt(cells[0]) == card) {
                    level[end] = Integer.parseInt(cells[1].substring(3));
                    weight[end++] = Double.parseDouble(cells[2]);
                }
            }
            start[card + 1] = end;
        }
        return new RandomFactor.Membership("tag", names("tag", TAGS), "card", start, level, weight);
    }

    static Column column(List<Review> reviews, ToDoubleFunction<Review> value) {
        return Column.of(reviews.stream().mapToDouble(value).toArray());
    }

    static List<String> names(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
    }

    private static List<String> lines(String file) {
        try (var in = Fixture.class.getResourceAsStream("/fixture/" + file);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var lines = new ArrayList<String>();
            reader.readLine();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
