package dev.engram.cli;

import static dev.engram.cli.Commands.fixture;
import static dev.engram.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardnessFitCommandTest {
    private static final double TOLERANCE = 1e-3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"joint, offset_gamma_0.8_nAGQ0", "laplace, offset_gamma_0.8_laplace"})
    void shouldReproduceTheFixtureThroughFiles(String method, String reference) throws IOException {
        // given
        JsonNode expected = new ObjectMapper()
                .readTree(fixture().resolve("fixture_glmm.json").toFile())
                .path(reference);
        JsonNode errors = method.equals("laplace")
                ? new ObjectMapper()
                        .readTree(fixture().resolve("fixture_laplace_se.json").toFile())
                : expected.path("fixef_se_joint");

        // when
        var ran = run(
                "hardness",
                "fit",
                "--data",
                fixtureRows(),
                "--response",
                "lapse",
                "--fixed",
                "s,l",
                "--categorical",
                "s,l",
                "--random",
                "learner,card",
                "--membership",
                fixture().resolve("fixture_card_tags.csv"),
                "--offset",
                "shift",
                "--method",
                method,
                "--json");

        // then
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode fit = ran.json();
        assertThat(fit.fieldNames())
                .toIterable()
                .containsExactly(
                        "logLik",
                        "parameters",
                        "aic",
                        "bic",
                        "method",
                        "fixed",
                        "random",
                        "modes",
                        "rows",
                        "iterations",
                        "converged",
                        "warnings");
        assertThat(fit.path("method").asText()).isEqualTo(method);
        assertThat(fit.path("logLik").asDouble())
                .isCloseTo(expected.path("logLik").asDouble(), within(TOLERANCE));
        assertThat(fit.path("rows").asInt()).isEqualTo(8325);
        assertThat(fit.path("converged").asBoolean()).isTrue();
        assertThat(fit.path("fixed")).hasSize(9).allSatisfy(effect -> {
            String name = effect.path("name").asText();
            assertThat(effect.path("estimate").asDouble())
                    .as(name)
                    .isCloseTo(expected.path("fixef").path(name).asDouble(), within(TOLERANCE));
            assertThat(effect.path("se").asDouble())
                    .as(name)
                    .isCloseTo(errors.path(name).asDouble(), within(TOLERANCE));
        });
        assertThat(fit.path("random"))
                .extracting(node -> node.path("factor").asText())
                .containsExactly("learner", "card", "tag");
        fit.path("random")
                .forEach(factor -> assertThat(factor.path("sd").asDouble())
                        .isCloseTo(
                                expected.path("re_sd")
                                        .path(factor.path("factor").asText())
                                        .asDouble(),
                                within(TOLERANCE)));
        expected.path("tag_hardness")
                .properties()
                .forEach(tag -> assertThat(fit.path("modes")
                                .path("tag")
                                .path(tag.getKey())
                                .path("mode")
                                .asDouble())
                        .isCloseTo(tag.getValue().asDouble(), within(TOLERANCE)));
        assertThat(fit.at("/modes/card/59/sd").asDouble()).isPositive();
    }

    @Test
    void shouldNameTheOptionWithoutAColumn() throws IOException {
        var ran = run("hardness", "fit", "--data", fixtureRows(), "--response", "lapse", "--random", "");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("--random: must not hold an empty column name");
    }

    @Test
    void shouldPrintTheResultOnStdoutAndRandomEffectsOnlyWhereAsked() throws IOException {
        // given
        Path data = fixtureRows();

        // when
        var plain = run("hardness", "fit", "--data", data, "--response", "lapse", "--random", "learner,card");
        var modes =
                run("hardness", "fit", "--data", data, "--response", "lapse", "--random", "learner,card", "--modes");

        // then
        assertThat(plain.out())
                .startsWith("Logistic mixed model of lapse, method joint (the optimum that lme4 calls nAGQ = 0)\n"
                        + "8,325 rows, 60 learner, 60 card\n")
                .containsPattern("log-likelihood  -\\d{4}\\.\\d{4}  \\(Laplace approximation\\)")
                .containsPattern("converged       yes, \\d+ iterations")
                .containsPattern("\\(Intercept\\) +-\\d\\.\\d{4}  \\d\\.\\d{4}  -\\d+\\.\\d\\d")
                .containsPattern("card +0\\.\\d{4}      60");
        assertThat(plain.err()).isEmpty();
        assertThat(modes.out())
                .startsWith(plain.out())
                .hasLineCount((int) plain.out().lines().count() + 2 * 62);
    }

    @Test
    void shouldFitOrderedCategoriesAsClmmDoes() throws IOException {
        // given clmm of R's package ordinal 2022.11.16 on the reviews of the fixture; its signs of effects are the
        // other way round
        Path data = folder.resolve("reviews.csv");
        Files.write(
                data,
                Files.readAllLines(fixture().resolve("fixture_events.csv")).stream()
                        .filter(line -> line.startsWith("learner") || !line.split(",")[2].equals("0"))
                        .toList());

        // when
        var json = run(
                        "hardness",
                        "fit",
                        "--data",
                        data,
                        "--response",
                        "rating",
                        "--ordinal",
                        "--fixed",
                        "prior_successes,prior_lapses",
                        "--random",
                        "learner,card",
                        "--method",
                        "laplace",
                        "--json")
                .json();
        var text = run(
                "hardness",
                "fit",
                "--data",
                data,
                "--response",
                "rating",
                "--ordinal",
                "--categories",
                "1,2,3,4",
                "--random",
                "learner,card");
        var wrong = run(
                "hardness",
                "fit",
                "--data",
                data,
                "--response",
                "rating",
                "--ordinal",
                "--categories",
                "1,2,3",
                "--random",
                "learner,card");

        // then
        assertThat(json.path("logLik").asDouble()).isCloseTo(-10049.21, within(0.01));
        assertThat(json.path("thresholds"))
                .extracting(node -> node.path("name").asText())
                .containsExactly("1|2", "2|3", "3|4");
        assertThat(json.at("/thresholds/0/estimate").asDouble()).isCloseTo(-1.73754, within(TOLERANCE));
        assertThat(json.at("/thresholds/2/estimate").asDouble()).isCloseTo(1.69274, within(TOLERANCE));
        assertThat(json.at("/fixed/0/estimate").asDouble()).isCloseTo(-0.15051, within(TOLERANCE));
        assertThat(json.at("/fixed/1/estimate").asDouble()).isCloseTo(0.25215, within(TOLERANCE));
        assertThat(text.out())
                .startsWith("Cumulative logit mixed model of rating")
                .contains("threshold", "3|4");
        assertThat(wrong.err()).contains("column 7 (rating): '4' is not among the categories given");
    }

    @Test
    void shouldNotDependOnTheOrderOfRows() throws IOException {
        // given
        Path data = fixtureRows();
        List<String> lines = Files.readAllLines(data);
        List<String> turned = new ArrayList<>(lines.subList(1, lines.size()).reversed());
        turned.addFirst(lines.getFirst());
        Path other = Files.write(folder.resolve("turned.csv"), turned);

        // when
        JsonNode one = run(
                        "hardness", "fit", "--data", data, "--response", "lapse", "--random", "learner,card", "--json")
                .json();
        JsonNode two = run(
                        "hardness", "fit", "--data", other, "--response", "lapse", "--random", "learner,card", "--json")
                .json();

        // then
        assertThat(two.path("logLik").asDouble()).isCloseTo(one.path("logLik").asDouble(), within(1e-6));
        assertThat(two.path("modes").path("card").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> one.path("modes").path("card").fieldNames());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all right            | 0,a,1;0,a,2;0,b,1;0,b,2;0,c,3",
                "all wrong            | 1,a,1;1,a,2;1,b,1;1,b,2;1,c,3",
                "one learner          | 1,a,1;0,a,2;1,a,1;0,a,2;0,a,3",
                "one card             | 1,a,1;0,b,1;1,c,1;0,a,1;0,b,1",
                "one row              | 1,a,1"
            })
    void shouldSayWhyNothingCanBeFittedAndEndWithOne(String what, String rows) throws IOException {
        // given
        Path data = Files.writeString(
                folder.resolve("few.csv"), "y,id,item\n" + rows.strip().replace(';', '\n') + "\n");

        // when
        var text = run("hardness", "fit", "--data", data, "--response", "y", "--random", "id,item");
        var json = run("hardness", "fit", "--data", data, "--response", "y", "--random", "id,item", "--json");

        // then
        assertThat(text.code()).as(what).isEqualTo(1);
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).startsWith("engram: nothing was fitted: ");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.json().at("/error/code").asText()).matches("[a-z_]+");
        assertThat(text.err()).contains(json.json().at("/error/reason").asText());
    }

    @Test
    void shouldMarkACoefficientWithoutAFiniteEstimate() throws IOException {
        // given
        Random noise = new Random(7);
        StringBuilder rows = new StringBuilder("y,id,item,form\n");
        for (int i = 0; i < 400; i++) {
            String form = i % 4 == 0 ? "b" : "a";
            rows.append(form.equals("b") ? 1 : noise.nextInt(10) < 4 ? 1 : 0)
                    .append(",p")
                    .append(i % 20)
                    .append(",q")
                    .append(i / 20 % 10)
                    .append(',')
                    .append(form)
                    .append('\n');
        }
        Path data = Files.writeString(folder.resolve("separated.csv"), rows);

        // when
        var ran = run("hardness", "fit", "--data", data, "--response", "y", "--fixed", "form", "--random", "id,item");
        var json = run(
                "hardness",
                "fit",
                "--data",
                data,
                "--response",
                "y",
                "--fixed",
                "form",
                "--random",
                "id,item",
                "--json");

        // then
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).containsPattern("formb +inf +- +-  no finite estimate \\(separation\\)");
        assertThat(ran.err()).startsWith("warning: No finite estimate exists (separation) of formb");
        assertThat(json.json().at("/fixed/1/estimate").isNull()).isTrue();
        assertThat(json.json().at("/fixed/1/bounded").asBoolean(true)).isFalse();
    }

    @Test
    void shouldRefuseWhatCannotBeReadWithOneLineAndAsJson() throws IOException {
        // given
        Path data = Files.writeString(folder.resolve("bad.csv"), "y,id\n1,a\n0\n");

        // when
        var text = run("hardness", "fit", "--data", data, "--response", "y", "--random", "id");
        var json = run("hardness", "fit", "--data", data, "--response", "y", "--random", "id", "--json");
        var option = run(
                "hardness", "fit", "--data", data, "--response", "y", "--random", "id", "--method", "lme4", "--json");

        var renamed = run("hardness", "fit", "--data", data, "--response", "y", "--random", "id", "--method", "fast");

        // then
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).isEmpty();
        assertThat(text.err())
                .isEqualToIgnoringNewLines(
                        "engram: " + data + ", line 3, column 2 (id): missing: the record has 1 of 2 fields");
        assertThat(json.json().at("/error/code").asText()).isEqualTo("bad_input");
        assertThat(option.code()).as("a usage error").isEqualTo(2);
        assertThat(option.out()).isEmpty();
        assertThat(option.err()).contains("'--method'", "joint, laplace, pql", "'lme4'");
        assertThat(renamed.code()).isEqualTo(2);
        assertThat(renamed.err()).contains("'--method'", "use pql");
    }

    /** The rows of the fixture, with its strata and offset as columns. */
    private Path fixtureRows() throws IOException {
        StringBuilder rows = new StringBuilder("learner,card,s,l,shift,lapse\n");
        List<String> lines = Files.readAllLines(fixture().resolve("fixture_events.csv"));
        assertThat(lines.getFirst())
                .isEqualTo(
                        "learner,card,review_index,time_days,elapsed_days,planned_days,rating,lapse,prior_successes,prior_lapses");
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",");
            if (!row[2].equals("0")) {
                rows.append(String.join(
                                ",",
                                row[0],
                                row[1],
                                Integer.toString(Math.min(5, Integer.parseInt(row[8]))),
                                Integer.toString(Math.min(3, Integer.parseInt(row[9]))),
                                Double.toString(0.8 * Math.log(Double.parseDouble(row[4]))),
                                row[7]))
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("rows.csv"), rows);
    }
}
