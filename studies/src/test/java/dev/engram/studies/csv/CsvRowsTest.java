package dev.engram.studies.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void shouldReadQuotedFieldsWithEveryLineEnding(String end) throws IOException {
        // given
        Path file = file("\uFEFFname, score \n\"Doe, \"\"J\"\"\",1.5\n\"two\nlines\",-2\n".replace("\n", end));

        // when
        List<String> read = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file)) {
            while (rows.next()) {
                read.add(rows.line() + ":" + rows.text(rows.column("name")).replaceAll("\\R", "/") + ":"
                        + rows.number(rows.column("score")));
            }
        }

        // then
        assertThat(read).containsExactly("2:Doe, \"J\":1.5", "3:two/lines:-2.0");
    }

    @Test
    void shouldTellAnEmptyTextFromNothing() throws IOException {
        try (CsvRows rows = CsvRows.open(file("a,b\n\"\",\n"))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.absent(0)).isFalse();
            assertThat(rows.absent(1)).isTrue();
        }
    }

    @Test
    void shouldTakeNaAsNotKnownWhereThatIsAllowed() throws IOException {
        try (CsvRows rows = CsvRows.open(file("a,b,c\nNA,,2.5\nn/a,1,1\n"))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.numberOrUnknown(0)).isNaN();
            assertThat(rows.numberOrUnknown(1)).isNaN();
            assertThat(rows.numberOrUnknown(2)).isEqualTo(2.5);
            assertThat(rows.next()).isTrue();
            assertThatExceptionOfType(CsvException.class)
                    .isThrownBy(() -> rows.numberOrUnknown(0))
                    .withMessageEndingWith(
                            "(a): 'n/a' is not a finite number; leave the field empty where it is not known");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,'b;1,2 | line 1, column 2: a quoted field is not closed before the end of the file",
                "a,b;1,2;3 | line 3, column 2 (b): missing: the record has 1 of 2 fields",
                "a,b;1,2,3 | line 2, column 3: one field too many: the record has 3, the header 2",
                "a,b;1,'2;3,4 | line 2, column 2 (b): a quoted field is not closed before the end of the file",
                "a,b;'1'x,2 | line 2, column 1 (a): a character other than a comma follows a closing quote",
                "a,b;1,x | line 2, column 2 (b): 'x' is not a finite number",
                "a,b;1,NaN | line 2, column 2 (b): 'NaN' is not a finite number",
                "a,b;1,1e999 | line 2, column 2 (b): '1e999' is not a finite number",
                "a,b;;1, | line 3, column 2 (b): is empty: a number is needed"
            })
    void shouldNameLineAndColumnOfWhatIsWrong(String text, String message) throws IOException {
        // given
        Path file = file(text.strip().replace(';', '\n').replace('\'', '"'));

        // when
        var failure = assertThatExceptionOfType(CsvException.class).isThrownBy(() -> readNumbers(file));

        // then
        failure.withMessageStartingWith(file + ", ").withMessageContaining(message.strip());
    }

    @Test
    void shouldListTheColumnsThereAreWhereSomeAreMissing() throws IOException {
        try (CsvRows rows = CsvRows.open(file("a,b,b\n1,2,3\n"))) {
            assertThatExceptionOfType(CsvException.class)
                    .isThrownBy(() -> rows.require(List.of("y", "a", "z")))
                    .withMessageEndingWith("table.csv has no column y, z; it has: a, b, b");
            assertThatExceptionOfType(CsvException.class)
                    .isThrownBy(() -> rows.column("b"))
                    .withMessageEndingWith("has the column b twice");
        }
    }

    @Test
    void shouldSayWhatAFileIsThatIsNoTable() throws IOException {
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "a\n1\n\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> readNumbers(latin))
                .withMessageContaining("is not UTF-8 text");

        Path packed = folder.resolve("packed.csv.gz");
        Files.write(packed, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> readNumbers(packed))
                .withMessageEndingWith("packed.csv.gz: it is compressed (gzip); unpack it first");
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> CsvRows.open(file("")))
                .withMessageContaining("is empty: a header row");
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> CsvRows.open(file("a;b\n1;2\n")))
                .withMessageContaining("separated by semicolons; commas or tabs are needed");
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> CsvRows.open(folder.resolve("none.csv")))
                .withMessageContaining("there is no such file");
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> CsvRows.open(folder))
                .withMessageContaining("it is a folder");
    }

    @Test
    void shouldReadUtf16WithAMark() throws IOException {
        Path file = folder.resolve("wide.csv");
        Files.write(file, "\uFEFFa\n7\n".getBytes(StandardCharsets.UTF_16LE));

        try (CsvRows rows = CsvRows.open(file)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.number(rows.column("a"))).isEqualTo(7);
        }
    }

    private static void readNumbers(Path file) throws IOException {
        try (CsvRows rows = CsvRows.open(file)) {
            while (rows.next()) {
                for (int i = 0; i < rows.header().size(); i++) {
                    double unused = rows.number(i);
                }
            }
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }
}
