package dev.engram.card.domain;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What distinguishes the cards of one deck: the question without its prefix, in Unicode NFC, runs of white space as one
 * space, case kept.
 */
public record CardKey(String value) {

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\h]+");

    /** The key of a card that asks {@code question}. */
    public static CardKey of(String question) {
        return new CardKey(folded(question));
    }

    static String folded(String text) {
        return WHITE_SPACE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }
}
