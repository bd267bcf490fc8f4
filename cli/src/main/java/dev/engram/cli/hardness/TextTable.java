package dev.engram.cli.hardness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text in columns as wide as their widest cell: texts to the left, numbers to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final String alignment;
    private final List<String[]> rows = new ArrayList<>();

    /** @param alignment one letter for each column: {@code l} or {@code r} */
    public TextTable(String alignment) {
        this.alignment = alignment;
    }

    /** @throws IllegalArgumentException if there are more or fewer cells than columns */
    public TextTable row(String... cells) {
        if (cells.length != alignment.length()) {
            throw new IllegalArgumentException("cells: " + alignment.length() + ", not " + cells.length);
        }
        rows.add(cells.clone());
        return this;
    }

    /** The lines, each begun with {@code indent}, none with spaces at its end. */
    public List<String> lines(String indent) {
        int[] width = new int[alignment.length()];
        for (String[] row : rows) {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], length(row[i]));
            }
        }
        return rows.stream()
                .map(row -> indent + line(row, width))
                .map(String::stripTrailing)
                .toList();
    }

    private String line(String[] row, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String pad = " ".repeat(width[i] - length(row[i]));
            line.append(i == 0 ? "" : GAP).append(alignment.charAt(i) == 'r' ? pad + row[i] : row[i] + pad);
        }
        return line.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The name, shortened in its middle: names of one kind differ at their end. */
    public static String name(String text, int most) {
        String whole = cell(text, Integer.MAX_VALUE);
        int[] points = whole.codePoints().toArray();
        if (points.length <= most) {
            return whole;
        }
        int tail = (most - 1) / 3;
        int head = most - 1 - tail;
        return new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
    }

    /** The text, cut to {@code most} characters with an ellipsis, and with nothing in it that moves the cursor. */
    public static String cell(String text, int most) {
        int[] points =
                text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).toArray();
        return points.length <= most
                ? new String(points, 0, points.length)
                : new String(Arrays.copyOf(points, most - 1), 0, most - 1) + "…";
    }
}
