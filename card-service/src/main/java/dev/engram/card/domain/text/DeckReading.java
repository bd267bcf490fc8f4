package dev.engram.card.domain.text;

import java.util.List;

/** What became of reading a deck file; notices are in the order of the file. */
public sealed interface DeckReading {

    /** May be imported once its warnings have been accepted. */
    record Read(DeckText deck, List<Notice> warnings) implements DeckReading {}

    /** Has errors, at least one, and changes nothing. */
    record Refused(List<Notice> errors, List<Notice> warnings) implements DeckReading {}
}
