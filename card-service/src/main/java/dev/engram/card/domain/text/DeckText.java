package dev.engram.card.domain.text;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import java.util.List;
import java.util.Objects;

/**
 * A deck as its file says it. The file is {@code head} and then the lines of each card.
 *
 * @param title the title line as written
 * @param path the segments of the title, outermost first; the last is the deck's name
 * @param head what stands before the first card: the title line with its line end, a byte order mark, empty lines
 */
public record DeckText(String title, List<String> path, List<CardText> cards, String head) {

    public DeckText {
        path = List.copyOf(path);
        cards = List.copyOf(cards);
    }

    /** The names that were taken for authors of answers, each once, in the order of the file. */
    public List<String> authors() {
        return cards.stream()
                .map(card -> card.content().answer())
                .filter(Objects::nonNull)
                .map(Answer::author)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * @param line where the card begins in the file, from 1
     * @param lines the card's lines as they stand in the file, with their line ends and the empty lines up to the next card
     */
    public record CardText(int line, CardContent content, FileText lines) {}
}
