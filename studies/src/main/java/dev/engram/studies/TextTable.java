package dev.engram.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A table of text with a row for each {@code T}: columns as wide as their widest cell, texts to the left, numbers to the right.
 * A head may have several lines.
 */
public final class TextTable<T> {
    private static final String GAP = "  ";
    private static final int DEEPEST_INDENT = 60;

    private final List<Column<T>> columns = new ArrayList<>();

    private record Column<T>(String head, boolean right, Function<? super T, String> cell) {}

    /** Adds a column of texts. */
    public TextTable<T> left(String head, Function<? super T, String> cell) {
        columns.add(new Column<>(head, false, cell));
        return this;
    }

    /** Adds a column of numbers. */
    public TextTable<T> right(String head, Function<? super T, String> cell) {
        columns.add(new Column<>(head, true, cell));
        return this;
    }

    /** The lines, none with spaces at its end; without a head if no column has one. */
    public List<String> lines(Collection<? extends T> rows) {
        List<String[]> cells = new ArrayList<>();
        List<String[]> heads =
                columns.stream().map(column -> column.head.split("\n", -1)).toList();
        int headLines = heads.stream().mapToInt(head -> head.length).max().orElse(0);
        if (columns.stream().anyMatch(column -> !column.head.isEmpty())) {
            for (int line = 0; line < headLines; line++) {
                int from = line;
                cells.add(row(heads, head -> {
                    int at = head.length - headLines + from;
                    return at < 0 ? "" : head[at];
                }));
            }
        }
        rows.forEach(value -> cells.add(row(columns, column -> column.cell.apply(value))));
        int[] width = new int[columns.size()];
        for (String[] row : cells) {
            Arrays.setAll(width, i -> Math.max(width[i], length(row[i])));
        }
        return cells.stream().map(row -> line(row, width)).toList();
    }

    private static <S> String[] row(List<S> columns, Function<S, String> cell) {
        return columns.stream().map(cell).toArray(String[]::new);
    }

    private String line(String[] row, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String pad = " ".repeat(width[i] - length(row[i]));
            line.append(i == 0 ? "" : GAP).append(columns.get(i).right ? pad + row[i] : row[i] + pad);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The name, shortened in its middle to {@code most} characters: names of one kind differ at their end. */
    public static String name(String text, int most) {
        int[] points = printable(text);
        int tail = (most - 1) / 3;
        return points.length <= most
                ? new String(points, 0, points.length)
                : new String(points, 0, most - 1 - tail) + "…" + new String(points, points.length - tail, tail);
    }

    /** The text, cut to {@code most} characters with an ellipsis, and with nothing in it that moves the cursor. */
    public static String cell(String text, int most) {
        int[] points = printable(text);
        return points.length <= most ? new String(points, 0, points.length) : new String(points, 0, most - 1) + "…";
    }

    private static int[] printable(String text) {
        return text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).toArray();
    }

    /** Breaks lines longer than {@code width} at spaces; what follows is indented like the last column of the line. */
    public static List<String> wrapped(int width, List<String> lines) {
        List<String> broken = new ArrayList<>();
        for (String line : lines) {
            String rest = line;
            int gap = line.lastIndexOf(GAP);
            String indent = " ".repeat(Math.min(gap < 0 ? 0 : gap + GAP.length(), DEEPEST_INDENT));
            while (rest.length() > width) {
                int space = rest.lastIndexOf(' ', width);
                if (space <= indent.length()) {
                    break;
                }
                broken.add(rest.substring(0, space).stripTrailing());
                rest = indent + rest.substring(space + 1).stripLeading();
            }
            broken.add(rest);
        }
        return broken;
    }
}
