package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on hardness shows is what the commands print. */
class HardnessDocumentTest {
    private static final Pattern SHOWN =
            Pattern.compile("```console\\n\\$ \\./engram (hardness [^\\n]*)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `([a-zA-Z]+)`", Pattern.MULTILINE);

    private static final Path ROOT = Path.of(System.getProperty("engram.root"));

    @Test
    void shouldPrintWhatThePageShows() throws IOException {
        // given
        var shown = SHOWN.matcher(page());
        int commands = 0;
        while (shown.find()) {
            commands++;

            // when
            var ran = Commands.run((Object[]) arguments(shown.group(1)));

            // then
            assertThat(ran.code()).as(shown.group(1) + ran.err()).isZero();
            assertThat(ran.out().lines().toList())
                    .containsSubsequence(shown.group(2).lines().toList());
        }
        assertThat(commands).isEqualTo(2);
    }

    @Test
    void shouldNameTheFieldsOfTheJson() throws IOException {
        // given
        JsonNode report = Commands.run((Object[]) arguments(
                        "hardness rank --quick --json --events hardness/src/test/resources/fixture/fixture_events.csv"
                                + " --tags hardness/src/test/resources/fixture/fixture_card_tags.csv"))
                .json();
        String json = page().substring(page().indexOf("`rank`: `outcome`"));

        // when
        List<String> named = new ArrayList<>(List.of("outcome"));
        var rows = ROW.matcher(json);
        while (rows.find()) {
            String line = json.substring(rows.start(), json.indexOf('|', rows.start() + 1));
            Arrays.stream(line.split("[|`, ]+")).filter(name -> !name.isBlank()).forEach(named::add);
        }

        // then
        assertThat(report.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(named);
        for (String record : List.of("version", "rows", "gamma", "fit")) {
            assertThat(report.path(record).fieldNames())
                    .toIterable()
                    .allSatisfy(name -> assertThat(json).contains(name));
        }
        for (String list : List.of("tags", "cards")) {
            assertThat(report.path(list).path(0).fieldNames())
                    .toIterable()
                    .allSatisfy(name -> assertThat(json).contains(name));
        }
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/research/hardness.md"));
    }

    /** The words of the command; files as seen from the checkout. */
    private static String[] arguments(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.contains("/") ? ROOT.resolve(word).toString() : word)
                .toArray(String[]::new);
    }
}
