package dev.engram.bench.recovery;

/** A table in Markdown; every column but the first is aligned to the right. */
final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    MarkdownTable(String... header) {
        columns = header.length;
        row(header);
        text.append("|---|").append("---:|".repeat(columns - 1)).append('\n');
    }

    void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row has " + columns + " cells, not " + cells.length);
        }
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    String text() {
        return text.toString();
    }
}
