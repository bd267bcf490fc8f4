package dev.engram.studies.fit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A column of texts: its distinct texts, which are levels of a factor, and the level of each row. */
final class LevelColumn {
    private static final int DIGITS_OF_A_LONG = 18;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final IntStream.Builder rows = IntStream.builder();
    private int[] numberOfRow = {};

    /** Adds a row. */
    void row(String text) {
        rows.add(level(text));
    }

    /** Adds a level if it is not there, and returns its number. */
    int level(String text) {
        return numbers.computeIfAbsent(text, _ -> numbers.size());
    }

    boolean has(String text) {
        return numbers.containsKey(text);
    }

    /** The levels in the order in which they came. */
    List<String> levels() {
        return List.copyOf(numbers.keySet());
    }

    /** The levels sorted by characters, so that results do not depend on the order of the rows. */
    List<String> sortedByText() {
        return numbers.keySet().stream().sorted().toList();
    }

    /** As {@link #sortedByText}, but by value where every level is a whole number: 2 comes before 10. */
    List<String> sortedByValue() {
        boolean whole = numbers.keySet().stream()
                .allMatch(name -> name.length() <= DIGITS_OF_A_LONG && name.matches("0|-?[1-9][0-9]*"));
        return whole
                ? numbers.keySet().stream()
                        .sorted(Comparator.comparingLong(Long::parseLong))
                        .toList()
                : sortedByText();
    }

    /** The place of the level of each row in {@code order}, which holds all levels. No row may be added after that. */
    int[] places(List<String> order) {
        if (numberOfRow.length == 0) {
            numberOfRow = rows.build().toArray();
        }
        int[] place = new int[order.size()];
        for (int i = 0; i < place.length; i++) {
            place[level(order.get(i))] = i;
        }
        return IntStream.of(numberOfRow).map(number -> place[number]).toArray();
    }

    /** {@link #places} of at most 256 levels. */
    byte[] bytePlaces(List<String> order) {
        int[] places = places(order);
        byte[] bytes = new byte[places.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) places[i];
        }
        return bytes;
    }
}
