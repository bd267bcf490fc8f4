package dev.engram.hardness.afm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opportunities to show knowledge of concepts: which student met which concepts, for the how-many-th time, and whether the answer
 * was correct. Numbers of students and concepts follow the sorted names. Immutable; the arrays are not for changing.
 */
public final class Opportunities {
    final List<String> students;
    final List<String> concepts;
    final int[] student;
    final int[][] concept;
    /** Earlier opportunities of the student on each of the concepts. */
    final int[][] before;

    final boolean[] correct;

    private Opportunities(List<Row> rows, List<String> students, List<String> concepts) {
        this.students = students;
        this.concepts = concepts;
        Map<String, Integer> studentNumber = numbers(students);
        Map<String, Integer> conceptNumber = numbers(concepts);
        student = rows.stream().mapToInt(row -> studentNumber.get(row.student)).toArray();
        concept = rows.stream()
                .map(row -> row.concepts.stream().mapToInt(conceptNumber::get).toArray())
                .toArray(int[][]::new);
        before = rows.stream()
                .map(row -> row.opportunities.stream().mapToInt(k -> k - 1).toArray())
                .toArray(int[][]::new);
        correct = new boolean[rows.size()];
        for (int n = 0; n < correct.length; n++) {
            correct[n] = rows.get(n).correct;
        }
    }

    private static Map<String, Integer> numbers(List<String> names) {
        var numbers = new HashMap<String, Integer>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        return numbers;
    }

    /** Collects answers. */
    public static Builder builder() {
        return new Builder();
    }

    /** Number of answers. */
    public int size() {
        return student.length;
    }

    /** Names of the concepts, sorted. */
    public List<String> concepts() {
        return concepts;
    }

    /** Names of the students, sorted. */
    public List<String> students() {
        return students;
    }

    private record Row(String student, List<String> concepts, List<Integer> opportunities, boolean correct) {}

    /** Collects answers in any order. Not thread-safe. */
    public static final class Builder {
        private final List<Row> rows = new ArrayList<>();
        private final Set<String> students = new TreeSet<>();
        private final Set<String> concepts = new TreeSet<>();

        private Builder() {}

        /**
         * Adds an answer.
         *
         * @param of            concepts of the item, at least one, each once
         * @param opportunities of the student on each of them, from 1
         * @throws IllegalArgumentException if the lists break their rule
         */
        public Builder add(String student, List<String> of, List<Integer> opportunities, boolean correct) {
            if (of.isEmpty()
                    || of.size() != opportunities.size()
                    || Set.copyOf(of).size() != of.size()) {
                throw new IllegalArgumentException(
                        "an answer needs concepts, each once, with an opportunity each, were " + of + " "
                                + opportunities);
            }
            if (opportunities.stream().anyMatch(k -> k < 1)) {
                throw new IllegalArgumentException("opportunities count from 1, were " + opportunities);
            }
            rows.add(new Row(student, List.copyOf(of), List.copyOf(opportunities), correct));
            students.add(student);
            concepts.addAll(of);
            return this;
        }

        /** All answers so far. */
        public Opportunities build() {
            return new Opportunities(rows, List.copyOf(students), List.copyOf(concepts));
        }
    }
}
