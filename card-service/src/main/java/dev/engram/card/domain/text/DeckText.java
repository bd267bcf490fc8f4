package dev.engram.card.domain.text;

import dev.engram.events.CardContent;
import java.util.List;

/**
 * A deck as its file says it.
 *
 * @param title the title line as written
 * @param path the segments of the title, outermost first; the last is the deck's name
 */
public record DeckText(String title, List<String> path, List<CardText> cards) {

    public DeckText {
        path = List.copyOf(path);
        cards = List.copyOf(cards);
    }

    /** @param line where the card begins in the file, from 1 */
    public record CardText(int line, CardContent content) {}
}
