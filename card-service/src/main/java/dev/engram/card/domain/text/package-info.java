/** Reads decks written as plain text (a title line, then per card a question, a line of tags, an answer and a source) and plans their import. */
@NullMarked
package dev.engram.card.domain.text;

import org.jspecify.annotations.NullMarked;
