package dev.engram.cli.hardness.rank;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines that are too long at spaces; what follows is indented like the last column of the line. */
final class Wrapped {
    private static final int DEEPEST_INDENT = 60;

    private Wrapped() {}

    static List<String> at(int width, List<String> lines) {
        List<String> broken = new ArrayList<>();
        for (String line : lines) {
            String rest = line;
            String indent = " ".repeat(Math.min(lastColumn(line), DEEPEST_INDENT));
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

    /** Where the last cell begins: after the last gap of two spaces or more; at the left where there is none. */
    private static int lastColumn(String line) {
        int gap = line.lastIndexOf("  ");
        return gap < 0 ? 0 : gap + 2;
    }
}
