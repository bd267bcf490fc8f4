package dev.engram.analytics.http;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.kit.cohort.CohortAnswers;
import dev.engram.kit.figure.AnswerTable;
import dev.engram.kit.figure.TableAnswer;
import dev.engram.testing.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every figure of an answer has a definition, and every definition is that of a figure. */
class DefinitionsTest {

    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([a-z0-9-]+)\"></a>");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| <a id=\"[^|]*\\|[^|]*\\|.*\\| ([A-Za-z, ]+) \\|$");

    @Test
    void shouldNameDefinitionsThatAreWrittenDown() throws Exception {
        // given
        var answers = Stream.of(
                        Class.forName("dev.engram.analytics.adapter.http.FigureAnswers"),
                        Class.forName("dev.engram.analytics.adapter.http.DeckFigureAnswers"),
                        CohortAnswers.class)
                .flatMap(all -> Arrays.stream(all.getDeclaredClasses()))
                .toList();
        // when
        var named = new TreeSet<String>();
        for (var type : answers) {
            if (TableAnswer.class.isAssignableFrom(type)) {
                var table = AnswerTable.of(type.asSubclass(TableAnswer.class));
                assertThat(table.definitions()).as(type.getSimpleName()).isNotEmpty();
                named.addAll(table.definitions().values());
            }
        }
        // then
        var written = ANCHOR.matcher(document())
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
        assertThat(named).isEqualTo(written);
    }

    @Test
    void shouldNameTestsThatExist() throws Exception {
        var tests = ROW.matcher(document())
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ")))
                .collect(toCollection(TreeSet::new));
        assertThat(tests).isNotEmpty();
        try (var files = Files.walk(RepositoryRoot.find())) {
            var existing = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(toCollection(TreeSet::new));
            assertThat(existing).containsAll(tests);
        }
    }

    private static String document() throws IOException {
        return Files.readString(RepositoryRoot.find().resolve("docs/definitions.md"));
    }
}
