package dev.engram.events;

import java.util.regex.Pattern;

/** The app or device that made an event, such as {@code phone}: 1 to 64 of {@code A-Z a-z 0-9 . _ -}. */
public record ClientId(String value) implements Comparable<ClientId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public ClientId {
        FieldCheck.that(
                FORM.matcher(FieldCheck.present(value, "clientId")).matches(),
                "clientId must have 1 to 64 characters, each a letter, a digit or one of . _ -");
    }

    @Override
    public int compareTo(ClientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
