package dev.engram.hardness.glmm.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Separation and aliases against a search through all directions with small whole numbers, which is enough for such designs. */
class SeparationTest {
    private static final int DESIGNS = 400;
    private static final int COEFS = 4;

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldPredictTheRowsThatSomeDirectionPredictsAndNoRowContradicts(long seed) {
        var random = new SplittableRandom(seed);
        int separated = 0;
        int full = 0;
        for (int d = 0; d < DESIGNS; d++) {
            // given two factors and a number of few values, by cells and by rows
            var rows = new int[6 + random.nextInt(25)][COEFS];
            var response = new byte[rows.length];
            for (int n = 0; n < rows.length; n++) {
                rows[n] = new int[] {1, random.nextInt(2), random.nextInt(2), random.nextInt(3)};
                response[n] = (byte) (random.nextInt(6) < 1 + rows[n][1] + 2 * rows[n][2] - rows[n][3] ? 1 : 0);
            }
            var byCells = new Points(design(rows, response, true));
            var byRows = new Points(design(rows, response, false));

            // when
            var aliased = Aliases.of(byCells, new boolean[COEFS]);
            boolean deficient = aliased[1] || aliased[2] || aliased[3];
            assertThat(deficient).isEqualTo(someDirectionIsNothing(rows));
            assertThat(Aliases.of(byRows, new boolean[COEFS])).isEqualTo(aliased);
            if (deficient) {
                continue;
            }
            var found = Separation.of(byCells);
            var foundByRows = Separation.of(byRows);

            // then
            var expected = predicted(rows, response);
            full++;
            for (int n = 0; n < rows.length; n++) {
                assertThat(found != null && found.predicted[byCells.of(n)]).isEqualTo(expected[n]);
                assertThat(foundByRows != null && foundByRows.predicted[byRows.of(n)])
                        .isEqualTo(expected[n]);
            }
            if (found != null) {
                separated++;
                shouldPredictWithoutContradiction(rows, response, found.direction);
                shouldPredictWithoutContradiction(rows, response, foundByRows.direction);
            }
        }
        assertThat(separated).isBetween(full / 20, full - full / 20);
    }

    private static void shouldPredictWithoutContradiction(int[][] rows, byte[] response, double[] direction) {
        double size = Arrays.stream(direction).map(Math::abs).max().orElseThrow();
        for (int n = 0; n < rows.length; n++) {
            double eta = 0;
            for (int c = 0; c < COEFS; c++) {
                eta += rows[n][c] * direction[c];
            }
            assertThat((2 * response[n] - 1) * eta).isGreaterThan(-1e-5 * size);
        }
    }

    private static Design design(int[][] rows, byte[] response, boolean cells) {
        var first = new byte[rows.length];
        var second = new byte[rows.length];
        var bin = new byte[rows.length];
        var dense = new double[rows.length];
        for (int n = 0; n < rows.length; n++) {
            first[n] = (byte) rows[n][1];
            second[n] = (byte) rows[n][2];
            bin[n] = (byte) rows[n][3];
            dense[n] = rows[n][3];
        }
        return Design.of(response)
                .fixed(FixedTerm.Categorical.of("f", List.of("0", "1"), first))
                .fixed(FixedTerm.Categorical.of("g", List.of("0", "1"), second))
                .fixed(new FixedTerm.Numeric(
                        "x", cells ? Column.binned(bin, new double[] {0, 1, 2}) : Column.of(dense)))
                .build();
    }

    /** The rows that some direction predicts strictly, of the directions that contradict no row. */
    private static boolean[] predicted(int[][] rows, byte[] response) {
        var predicted = new boolean[rows.length];
        for (int[] direction : DIRECTIONS) {
            boolean contradicted = false;
            for (int n = 0; n < rows.length && !contradicted; n++) {
                contradicted = (2 * response[n] - 1) * times(rows[n], direction) < 0;
            }
            for (int n = 0; n < rows.length && !contradicted; n++) {
                predicted[n] |= times(rows[n], direction) != 0;
            }
        }
        return predicted;
    }

    private static boolean someDirectionIsNothing(int[][] rows) {
        for (int[] direction : DIRECTIONS) {
            boolean nothing = direction[0] != 0 || direction[1] != 0 || direction[2] != 0 || direction[3] != 0;
            for (int n = 0; n < rows.length && nothing; n++) {
                nothing = times(rows[n], direction) == 0;
            }
            if (nothing) {
                return true;
            }
        }
        return false;
    }

    private static int times(int[] row, int[] direction) {
        int sum = 0;
        for (int c = 0; c < COEFS; c++) {
            sum += row[c] * direction[c];
        }
        return sum;
    }

    /** All directions with elements from -4 to 4: their cones have generators that are smaller. */
    private static final int[][] DIRECTIONS = new int[9 * 9 * 9 * 9][COEFS];

    static {
        for (int d = 0; d < DIRECTIONS.length; d++) {
            for (int c = 0, rest = d; c < COEFS; c++, rest /= 9) {
                DIRECTIONS[d][c] = rest % 9 - 4;
            }
        }
    }
}
