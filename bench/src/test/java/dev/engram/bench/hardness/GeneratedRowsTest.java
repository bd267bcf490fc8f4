package dev.engram.bench.hardness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedRowsTest {
    @Test
    void shouldGiveBothEnginesTheSameRows(@TempDir Path folder) throws IOException {
        // given
        var rows = new GeneratedRows(RowShape.FEW_CARDS.size().withLearners(20));
        var file = folder.resolve("rows.csv");
        // when
        var design = rows.design();
        rows.write(file);
        // then
        var lines = Files.readAllLines(file);
        assertThat(lines).hasSize(rows.rows() + 1);
        assertThat(design.rows()).isEqualTo(rows.rows());
        assertThat(rows.rows()).isBetween(11_000, 14_000);
        var offset = design.offset();
        assertThat(offset).isNotNull();
        for (int row = 0; row < rows.rows(); row += 97) {
            var cells = lines.get(row + 1).split(",", -1);
            assertThat(design.responseAt(row)).isEqualTo(Integer.parseInt(cells[0]));
            assertThat(offset.at(row)).isEqualTo(Double.parseDouble(cells[3]));
        }
    }
}
