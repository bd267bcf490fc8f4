package dev.engram.cli.hardness.rank;

import java.util.Locale;

/** SVG written element by element; texts are escaped. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg line(double x1, double y1, double x2, double y2, String style) {
        text.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>\n"
                .formatted(number(x1), number(y1), number(x2), number(y2), style));
        return this;
    }

    Svg circle(double x, double y, double radius, String style) {
        text.append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" class=\"%s\"/>\n"
                .formatted(number(x), number(y), number(radius), style));
        return this;
    }

    Svg box(double x, double y, double width, double height, String style) {
        text.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\"/>\n"
                .formatted(number(x), number(y), number(width), number(height), style));
        return this;
    }

    /** @param style classes; {@code mid} and {@code end} anchor the text there */
    Svg text(double x, double y, String style, String words) {
        text.append("<text x=\"%s\" y=\"%s\" class=\"%s\">%s</text>\n"
                .formatted(number(x), number(y), style, escaped(words)));
        return this;
    }

    /** Begins a group with a title that a reader hears and a mouse shows. */
    Svg begin(String title) {
        text.append("<g><title>").append(escaped(title)).append("</title>\n");
        return this;
    }

    Svg end() {
        text.append("</g>\n");
        return this;
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
        return c >= ' '
                && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                && c != 0xFFFE
                && c != 0xFFFF
                && !Character.isISOControl(c);
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
