package dev.engram.studies.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.studies.ThrottledProgress;
import dev.engram.studies.csv.CsvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitInputTest {
    private static final String DATA = """
            y,mode,dose,id,item,shift
            0,want,1.5,b,10,0.1
            1,do,2.5,a,2,0.2
            1,want,3.5,a,10,0.3
            0,Try,0.5,b,x,0.4
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldNameCoefficientsAsRDoesWithTheFirstSortedLevelAsReference() throws IOException {
        // when
        var design = read(DATA, null, "mode*dose").design();

        // then
        assertThat(design.coefficients())
                .containsExactly("(Intercept)", "modedo", "modewant", "dose", "modedo:dose", "modewant:dose");
        assertThat(design.fixed().getLast())
                .isInstanceOfSatisfying(
                        FixedTerm.Numeric.class,
                        product -> assertThat(List.of(
                                        product.column().at(0),
                                        product.column().at(1),
                                        product.column().at(2)))
                                .containsExactly(1.5, 0.0, 3.5));
        assertThat(design.offset()).isNotNull();
        assertThat(design.responseAt(2)).isEqualTo(1);
    }

    @Test
    void shouldOrderLevelsRegardlessOfTheOrderOfTheRows() throws IOException {
        assertThat(read(DATA, null).design().random().getFirst().levels()).containsExactly("a", "b");
        assertThat(read(DATA.replace(",x,", ",7,"), null)
                        .design()
                        .random()
                        .getLast()
                        .levels())
                .as("whole numbers by value")
                .containsExactly("2", "7", "10");
    }

    @Test
    void shouldReadNumbersAsTextsWhereAsked() throws IOException {
        // given
        Path data = Files.writeString(folder.resolve("data.csv"), DATA);

        // when
        var request = request(data, List.of("dose"), List.of("id"), null, null, Set.of("dose"));

        // then
        assertThat(FitInput.read(request, quiet()).design().coefficients())
                .containsExactly("(Intercept)", "dose1.5", "dose2.5", "dose3.5");
    }

    @Test
    void shouldTakePairsOfTextsAsLevels() throws IOException {
        // given
        Path data = Files.writeString(folder.resolve("data.csv"), DATA);

        // when
        var request = request(data, List.of(), List.of("id", "id:item"), null, null, Set.of());
        var pairs = (RandomFactor.Grouping)
                FitInput.read(request, quiet()).design().random().getLast();

        // then named as lme4 names the levels of (1 | id:item)
        assertThat(pairs.name()).isEqualTo("id:item");
        assertThat(pairs.levels()).containsExactly("a:10", "a:2", "b:10", "b:x");
        assertThat(List.of(pairs.at(0), pairs.at(1), pairs.at(2), pairs.at(3))).containsExactly(2, 1, 0, 3);
    }

    @Test
    void shouldRefuseAPairWhoseTextsHoldTheSeparator() throws IOException {
        // given
        Path data = Files.writeString(folder.resolve("data.csv"), DATA.replace(",x,", ",x:y,"));

        // then
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() ->
                        FitInput.read(request(data, List.of(), List.of("id:item"), null, null, Set.of()), quiet()))
                .withMessageContaining("(item): holds ':', which separates the texts of a pair");
    }

    @Test
    void shouldAddAFactorFromAMembershipTable() throws IOException {
        // when
        var data = read(DATA, "item,tag,weight\n10,t2,0.5\n10,t1,0.5\n2,t1,1\n99,t9,1\n2,t1,1\n");

        // then
        assertThat(data.design().random().getLast()).isInstanceOfSatisfying(RandomFactor.Membership.class, tag -> {
            assertThat(tag.of()).isEqualTo("item");
            assertThat(tag.levels()).containsExactly("t1", "t2");
        });
        assertThat(data.remarks())
                .hasSize(3)
                .anyMatch(remark -> remark.contains("1 repeated rows count once"))
                .anyMatch(remark -> remark.contains("1 of 3 levels of item are not in") && remark.endsWith(": x"))
                .anyMatch(remark -> remark.contains("1 levels of item in") && remark.endsWith("left out: 99"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "item,tag,weight;10,t,0.5;10,t,0.6 | line 3, column 2 (tag): item 10 has tag 't' with another weight in line 2",
                "item,tag,weight;10,t,-1 | line 2, column 3 (weight): a weight is 0 or more",
                "item,tag,weight;10,t,NaN | line 2, column 3 (weight): 'NaN' is not a finite number",
                "item,tag,weight;10,t,1;10,s, | some rows of item 10 have a weight and others do not",
                "card,tag;10,t | line 1, column 1: 'card' is not among the random factors (id, item)",
                "item,id;10,t | line 1, column 2: 'id' is already a random factor",
                "item;10 | the columns must be a random factor",
                "item,tag; | has a header but no rows",
                "item,tag;77,t | no item of the data is in the table (the data have 10, 2, x; the table has 77)"
            })
    void shouldSayWhatIsWrongWithAMembershipTable(String table, String message) {
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> read(DATA, table.strip().replace(';', '\n')))
                .withMessageContaining("tags.csv")
                .withMessageContaining(message.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3.5 | oops | line 4, column 3 (dose): 'oops' is not a number, but line 2 holds the number 1.5; to read texts declare column dose categorical",
                "3.5 | NA | line 4, column 3 (dose): 'NA' is a missing or infinite value",
                "3.5 | -Inf | line 4, column 3 (dose): '-Inf' is a missing or infinite value",
                "3.5 | 1e999 | line 4, column 3 (dose): '1e999' is a missing or infinite value",
                "3.5 | '' | line 4, column 3 (dose): is empty",
                "1,do | 2,do | line 3, column 1 (y): the response must be 0 or 1 (or TRUE and FALSE, or yes and no), not '2'",
                "1,do | Y,do | line 3, column 1 (y): the response must be 0 or 1 (or TRUE and FALSE, or yes and no), not 'Y'",
                "want,3.5,a | want,3.5, | line 4, column 4 (id): is empty",
                "0.3 | NaN | line 4, column 6 (shift): 'NaN' is not a finite number"
            })
    void shouldSayWhatIsWrongWithTheData(String good, String bad, String message) {
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> read(DATA.replace(good.strip(), bad.strip()), null, "mode", "dose"))
                .withMessageContaining("data.csv")
                .withMessageContaining(message.strip());
    }

    @Test
    void shouldRefuseAFixedTermOfHundredsOfTexts() {
        StringBuilder data = new StringBuilder("y,mode,dose,id,item,shift\n");
        for (int i = 0; i < 300; i++) {
            data.append("1,m").append(i).append(",1,a,b,0\n");
        }
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> read(data.toString(), null, "mode"))
                .withMessageContaining("column mode holds 300 different texts");
    }

    private FitInput read(String data, @Nullable String membership, String... fixed) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), data);
        Path tags = membership == null ? null : Files.writeString(folder.resolve("tags.csv"), membership);
        return FitInput.read(request(file, List.of(fixed), List.of("id", "item"), tags, "shift", Set.of()), quiet());
    }

    private static FitRequest request(
            Path data,
            List<String> fixed,
            List<String> random,
            @Nullable Path membership,
            @Nullable String offset,
            Set<String> categorical) {
        return new FitRequest(
                data,
                "y",
                fixed,
                random,
                membership,
                offset,
                categorical,
                false,
                List.of(),
                false,
                false,
                List.of(),
                FitSettings.of(Method.JOINT));
    }

    private static ThrottledProgress quiet() {
        return new ThrottledProgress(_ -> {});
    }
}
