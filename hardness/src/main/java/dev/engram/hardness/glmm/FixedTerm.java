package dev.engram.hardness.glmm;

import java.util.List;
import java.util.Objects;

/** A term of the fixed part of the model. Its coefficients have no prior. */
public sealed interface FixedTerm {
    /** Name of the term, as messages give it. */
    String name();

    /** Names of its coefficients, in order. */
    List<String> coefficients();

    /** One coefficient, times the column. */
    record Numeric(String name, Column column) implements FixedTerm {
        public Numeric {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(column, "column");
        }

        @Override
        public List<String> coefficients() {
            return List.of(name);
        }
    }

    /** Treatment contrasts: level 0 is the reference, each further level has a coefficient of its own. */
    final class Categorical implements FixedTerm {
        private final String name;
        private final List<String> levels;
        private final byte[] level;
        private final List<String> coefficients;

        /**
         * @param levels at most 256, the first is the reference
         * @param level index of the level of each row, unsigned; not copied
         * @param coefficients names of the coefficients of the levels from the second on
         * @throws IllegalArgumentException if the numbers of levels and coefficients do not fit
         */
        public Categorical(String name, List<String> levels, byte[] level, List<String> coefficients) {
            this.name = Objects.requireNonNull(name, "name");
            this.levels = List.copyOf(levels);
            this.level = Objects.requireNonNull(level, "level");
            this.coefficients = List.copyOf(coefficients);
            if (levels.isEmpty() || levels.size() > 256) {
                throw new IllegalArgumentException(name + ".levels: 1 to 256, not " + levels.size());
            }
            if (coefficients.size() != levels.size() - 1) {
                throw new IllegalArgumentException(
                        name + ".coefficients: one for each level but the first, not " + coefficients.size());
            }
        }

        /** Coefficients named as R names them: name and level put together. */
        public static Categorical of(String name, List<String> levels, byte[] level) {
            return new Categorical(
                    name,
                    levels,
                    level,
                    levels.stream().skip(1).map(other -> name + other).toList());
        }

        @Override
        public String name() {
            return name;
        }

        /** The levels, the reference first. */
        public List<String> levels() {
            return levels;
        }

        @Override
        public List<String> coefficients() {
            return coefficients;
        }

        public int rows() {
            return level.length;
        }

        public int at(int row) {
            return level[row] & 0xff;
        }

        /** The level of each row, unsigned; not to be changed. */
        public byte[] level() {
            return level;
        }
    }
}
