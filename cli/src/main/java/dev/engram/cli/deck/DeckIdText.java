package dev.engram.cli.deck;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameter that names a deck. */
final class DeckIdText {

    private DeckIdText() {}

    /** @throws IllegalArgumentException saying where ids are found, if it is none */
    static String parse(@Nullable String parameter) {
        String text = Objects.requireNonNull(parameter, "picocli requires it");
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "DECK must be the id of a deck such as 0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00, was " + text
                            + "; ./engram decks lists them",
                    e);
        }
    }
}
