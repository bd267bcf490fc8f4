package dev.engram.card.domain.text;

import dev.engram.events.text.PrintableText;

/**
 * An error or a warning at a place of the file.
 *
 * @param line line of the file, from 1
 * @param column character (code point) of the line, from 1
 * @param text the offending text, its first 80 characters, printable
 * @param message the rule and the remedy
 */
public record Notice(NoticeCode code, int line, int column, String text, String message) {

    static final int TEXT_CHARACTERS = 80;

    public Notice {
        if (text.codePointCount(0, text.length()) > TEXT_CHARACTERS) {
            text = text.substring(0, text.offsetByCodePoints(0, TEXT_CHARACTERS));
        }
        text = PrintableText.of(text);
        message = PrintableText.of(message);
    }
}
