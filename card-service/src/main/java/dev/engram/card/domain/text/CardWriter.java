package dev.engram.card.domain.text;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import java.util.stream.Collectors;

/** Writes cards that have no lines of their own in a file, in the one form that the format has for each. */
final class CardWriter {

    private CardWriter() {}

    /**
     * The lines of a card, each with {@code lineEnd}. Not every content is read back as it was.
     *
     * @param apart whether the answer's text begins on a line of its own, as a fence must, also behind the name of its author
     */
    static String lines(CardContent card, String lineEnd, boolean apart) {
        var text = new StringBuilder();
        text.append(card.provenance() == null ? "" : CardReader.FROM_SOURCE)
                .append(card.question())
                .append(lineEnd);
        text.append(card.tags().stream().map(Tag::value).collect(Collectors.joining(" ")))
                .append(lineEnd);
        if (card.answer() != null) {
            text.append(answer(card.answer(), apart).replace("\n", lineEnd)).append(lineEnd);
        }
        if (card.source() != null) {
            text.append("Source: ").append(source(card.source())).append(lineEnd);
        }
        return text.toString();
    }

    private static String answer(Answer answer, boolean apart) {
        var opening = (answer.author() == null ? "" : "(" + answer.author() + ") ")
                + (answer.seeSource() ? CardReader.PLACEHOLDER + " " : "");
        if (answer.text() == null) {
            return Line.stripTrailing(opening);
        }
        return (apart && !opening.isEmpty() ? Line.stripTrailing(opening) + "\n" : opening) + answer.text();
    }

    private static String source(Source source) {
        var place = source.locator();
        if (place == null) {
            return source.title();
        }
        var bare = source.title() + " " + place.value();
        return switch (place.kind()) {
            case "timestamp" -> source.title() + " > " + place.value();
            case "figure" -> source.title() + " Figure " + place.value();
            case "equation" ->
                isRead(bare, place.kind(), source) ? bare : source.title() + " Equation " + place.value();
            case "section" -> isRead(bare, place.kind(), source) ? bare : source.title() + " Section " + place.value();
            default -> bare;
        };
    }

    private static boolean isRead(String text, String kind, Source source) {
        var read = SourceLine.split(text);
        return read.kind().equals(kind) && read.title().equals(source.title());
    }
}
