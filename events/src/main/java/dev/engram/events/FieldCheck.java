package dev.engram.events;

import org.jspecify.annotations.Nullable;

/** Rules of the contract; every message names the field and the rule. */
final class FieldCheck {

    private FieldCheck() {}

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    static void that(boolean rule, String format, @Nullable Object... values) {
        if (!rule) {
            throw new IllegalArgumentException(format.formatted(values));
        }
    }

    static String text(@Nullable String value, String field, int maxCharacters) {
        var text = present(value, field);
        that(!text.isBlank(), "%s must not be empty", field);
        int characters = text.codePointCount(0, text.length());
        that(
                characters <= maxCharacters,
                "%s must have at most %d characters, has %d",
                field,
                maxCharacters,
                characters);
        return text;
    }
}
