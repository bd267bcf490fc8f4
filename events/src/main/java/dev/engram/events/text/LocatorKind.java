package dev.engram.events.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a place in a source can be, and how its value is written: as a deck file says it, without the word before it. */
public enum LocatorKind {
    TIMESTAMP("[0-9]{1,3}:[0-5][0-9]|[0-9]:[0-5][0-9]:[0-5][0-9]", "must be a time such as 9:00 or 1:02:03"),
    FIGURE(LocatorKind.NUMBER, "must be a number such as 3 or 15.27"),
    EQUATION(
            LocatorKind.NUMBER + "|\\(" + LocatorKind.NUMBER + "\\)|\\[" + LocatorKind.NUMBER + "\\]",
            "must be a number such as 15.34, with or without brackets"),
    SECTION(LocatorKind.NUMBER, "must be a number such as 4 or 15.5.4");

    private static final String NUMBER = "[0-9]+(?:\\.[0-9]+)*";

    private final Pattern form;
    private final String rule;

    LocatorKind(String form, String rule) {
        this.form = Pattern.compile(form);
        this.rule = rule;
    }

    /** The kind of this name, in lower case; the name in another case is none. */
    public static Optional<LocatorKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(name)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(LocatorKind::text).collect(Collectors.joining(", "));
    }

    /** The name as events and clients write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean takes(String value) {
        return form.matcher(value).matches();
    }

    /** How values are written: "must be …". */
    public String rule() {
        return rule;
    }
}
