package dev.engram.hardness.glmm;

import java.util.List;
import java.util.Objects;

/** A factor whose effects are independent normal draws with mean zero and one standard deviation. */
public sealed interface RandomFactor {
    String name();

    /** Its levels, in the order of every result. */
    List<String> levels();

    /** Each row belongs to one level. */
    final class Grouping implements RandomFactor {
        private final String name;
        private final List<String> levels;
        private final int[] level;

        /** @param level index of the level of each row; not copied */
        public Grouping(String name, List<String> levels, int[] level) {
            this.name = Objects.requireNonNull(name, "name");
            this.levels = List.copyOf(levels);
            this.level = Objects.requireNonNull(level, "level");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> levels() {
            return levels;
        }

        public int rows() {
            return level.length;
        }

        public int at(int row) {
            return level[row];
        }

        /** The level of each row; not to be changed. */
        public int[] level() {
            return level;
        }
    }

    /**
     * Weighted multiple membership: a level of the grouping {@code of} belongs to any number of levels of this factor, and
     * each of its rows has the weighted sum of their effects.
     */
    final class Membership implements RandomFactor {
        private final String name;
        private final List<String> levels;
        private final String of;
        private final int[] start;
        private final int[] level;
        private final double[] weight;

        /**
         * @param of name of the grouping whose levels are members
         * @param start where the entries of a level of the grouping begin; one more than it has levels; not copied
         * @param level index of the level of this factor, by entry; not copied
         * @param weight weight of the entry; not copied
         */
        public Membership(String name, List<String> levels, String of, int[] start, int[] level, double[] weight) {
            this.name = Objects.requireNonNull(name, "name");
            this.levels = List.copyOf(levels);
            this.of = Objects.requireNonNull(of, "of");
            this.start = Objects.requireNonNull(start, "start");
            this.level = Objects.requireNonNull(level, "level");
            this.weight = Objects.requireNonNull(weight, "weight");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> levels() {
            return levels;
        }

        /** Name of the grouping whose levels are members. */
        public String of() {
            return of;
        }

        /** Where the entries of a level of the grouping begin; not to be changed. */
        public int[] start() {
            return start;
        }

        /** Index of the level of this factor, by entry; not to be changed. */
        public int[] level() {
            return level;
        }

        /** Weight by entry; not to be changed. */
        public double[] weight() {
            return weight;
        }
    }
}
