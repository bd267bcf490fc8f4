package dev.engram.cli.hardness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The distinct texts of a column, numbered as they come. */
public final class Levels {
    private static final int DIGITS_OF_A_LONG = 18;

    private final Map<String, Integer> number = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The number of this text; a new one if it was never seen. */
    public int number(String text) {
        Integer known = number.get(text);
        if (known != null) {
            return known;
        }
        int next = names.size();
        number.put(text, next);
        names.add(text);
        return next;
    }

    /** The number of this text, or -1 if it was never seen. */
    public int find(String text) {
        return number.getOrDefault(text, -1);
    }

    public int size() {
        return names.size();
    }

    public String name(int number) {
        return names.get(number);
    }

    /** The numbers in sorted order of their texts, by characters: the order of results does not hang on that of the rows. */
    public int[] sortedByText() {
        return sorted(Comparator.naturalOrder());
    }

    /** As {@link #sortedByText}, but by value where every text is a whole number: 2 stands before 10. */
    public int[] sortedByValue() {
        boolean whole =
                names.stream().allMatch(name -> name.length() <= DIGITS_OF_A_LONG && name.matches("0|-?[1-9][0-9]*"));
        return whole ? sorted(Comparator.comparingLong(Long::parseLong)) : sortedByText();
    }

    private int[] sorted(Comparator<String> order) {
        return IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(names::get, order))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The texts in this order. */
    public List<String> names(int[] order) {
        return IntStream.of(order).mapToObj(names::get).toList();
    }

    /** For each number its place in this order. */
    public static int[] places(int[] order) {
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        return place;
    }
}
