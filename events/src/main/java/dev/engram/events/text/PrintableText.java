package dev.engram.events.text;

/**
 * Text from outside in a form that can be shown in one line: what a terminal would obey, or show in another order or place, is
 * written as its number in Unicode, such as {@code \u005cu001B}.
 */
public final class PrintableText {

    private PrintableText() {}

    public static String of(String text) {
        if (text.chars().noneMatch(c -> isEscaped((char) c))) {
            return text;
        }
        var printable = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> printable.append(isEscaped((char) c) ? escaped((char) c) : (char) c));
        return printable.toString();
    }

    /** Whether {@code c} is a control character (line ends and tabs too), a line separator, or a bidi control. */
    public static boolean isEscaped(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }

    public static String escaped(char c) {
        return "\\u%04X".formatted((int) c);
    }
}
