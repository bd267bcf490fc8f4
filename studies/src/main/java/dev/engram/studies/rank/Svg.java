package dev.engram.studies.rank;

import java.util.Arrays;
import java.util.Locale;

/** SVG written element by element; texts are escaped. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>", x1, y1, x2, y2, style);
    }

    void circle(double x, double y, double radius, String style) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" class=\"%s\"/>", x, y, radius, style);
    }

    void box(double x, double y, double width, double height, String style) {
        add("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\"/>", x, y, width, height, style);
    }

    /** @param style classes; {@code mid} and {@code end} anchor the text there */
    void text(double x, double y, String style, String words) {
        add("<text x=\"%s\" y=\"%s\" class=\"%s\">%s</text>", x, y, style, escaped(words));
    }

    /** Begins a group with a title that a screen reader speaks and a mouse shows. */
    void begin(String title) {
        add("<g><title>%s</title>", escaped(title));
    }

    void end() {
        add("</g>");
    }

    private void add(String form, Object... values) {
        Object[] shown = Arrays.stream(values)
                .map(value -> value instanceof Double number ? number(number) : value)
                .toArray();
        text.append(form.formatted(shown)).append('\n');
    }

    String elements() {
        return text.toString();
    }

    static String escaped(String words) {
        StringBuilder safe = new StringBuilder();
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(allowed(c) ? c : ' ');
            }
        });
        return safe.toString();
    }

    /** XML 1.0 has no control characters and no lone surrogates. */
    private static boolean allowed(int c) {
        return !Character.isISOControl(c)
                && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                && c != 0xFFFE
                && c != 0xFFFF;
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
