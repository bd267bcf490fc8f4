package dev.engram.card.domain.text;

import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes decks as files. A card keeps the lines that it had in the file it came from while they still say what it is; every other
 * card is written anew. What is written is read back before it is handed out: it gives the same path and the same cards.
 */
public final class DeckTextWriter {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    private DeckTextWriter() {}

    /**
     * A card to be written.
     *
     * @param lines {@link DeckText.CardText#lines} of the file that it was last read from, edited since or not; null if of none
     */
    public record StoredCard(CardContent content, @Nullable String lines) {}

    /** What became of writing a deck. */
    public sealed interface DeckWriting {

        /**
         * @param text the file, to be encoded as UTF-8
         * @param authors names that must be given when the file is imported, to be taken for authors
         */
        record Written(String text, List<String> authors) implements DeckWriting {}

        /**
         * The format cannot carry the deck.
         *
         * @param reasons what concerns the deck as a whole, each a sentence; empty if only {@code cards} stand in the way
         */
        record Unwritable(List<String> reasons, List<UnwritableCard> cards) implements DeckWriting {}
    }

    /**
     * @param head {@link DeckText#head} of the file that the deck was last read from; null if of none
     * @param cards in the order in which they are to stand
     */
    public static DeckWriting write(DeckPath path, @Nullable String head, List<StoredCard> cards) {
        if (cards.isEmpty()) {
            return unwritable("The deck has no cards, and a deck file has at least one; add a card.");
        }
        if (cards.size() > DeckFileLimits.CARDS) {
            return unwritable("The deck has " + cards.size() + " cards, and a deck file has at most "
                    + DeckFileLimits.CARDS + "; split the deck.");
        }
        var authors = cards.stream()
                .map(card -> card.content().answer())
                .filter(Objects::nonNull)
                .map(Answer::author)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var start = head != null && isHeadOf(head, path) ? head : path.title() + "\n";
        var lineEnd = lineEnd(start);
        var text = new StringBuilder(start);
        var refused = new ArrayList<UnwritableCard>();
        boolean forced = true;
        for (int i = 0; i < cards.size(); i++) {
            var content = cards.get(i).content();
            if (text.charAt(text.length() - 1) != '\n' && text.charAt(text.length() - 1) != '\r') {
                text.append(lineEnd); // the last card of the file of which it was read
            }
            var lines = lines(cards.get(i), forced, authors, lineEnd);
            var read = readAlone(lines, content, forced, authors);
            if (!content.equals(read)) {
                refused.add(UnwritableCard.of(i, content, forced, read));
            }
            text.append(lines);
            forced = content.source() != null;
        }
        return refused.isEmpty()
                ? checked(text.toString(), path, cards, authors)
                : new DeckWriting.Unwritable(List.of(), refused);
    }

    private static DeckWriting unwritable(String reason) {
        return new DeckWriting.Unwritable(List.of(reason), List.of());
    }

    private static String lines(StoredCard card, boolean forced, Set<String> authors, String lineEnd) {
        var kept = card.lines();
        if (kept == null) {
            return CardWriter.lines(card.content(), lineEnd);
        }
        return card.content().equals(readAlone(kept, card.content(), forced, authors))
                ? kept
                : CardWriter.lines(card.content(), lineEnd) + emptyLinesAfter(kept);
    }

    /** What {@code lines} say behind a card with a source line ({@code forced}) or without; null if that is not one card. */
    private static @Nullable CardContent readAlone(
            String lines, CardContent card, boolean forced, Set<String> authors) {
        var other = CardKey.of(card.question()).value().equals("Q?") ? "P?" : "Q?";
        var before = forced ? "D\n" : "D\n" + other + "\nq\n";
        if (!(read(before + lines, authors) instanceof DeckReading.Read reading)) {
            return null;
        }
        var cards = reading.deck().cards();
        return cards.size() == (forced ? 1 : 2) ? cards.getLast().content() : null;
    }

    private static DeckReading read(String text, Set<String> authors) {
        return DeckTextReader.read(text.getBytes(StandardCharsets.UTF_8), authors);
    }

    private static boolean isHeadOf(String head, DeckPath path) {
        return read(head + "Q?\nq\n", Set.of()) instanceof DeckReading.Read reading && isAt(path, reading.deck());
    }

    private static boolean isAt(DeckPath path, DeckText deck) {
        return new DeckPath(deck.path()).key().equals(path.key());
    }

    private static String lineEnd(String head) {
        var end = LINE_END.matcher(head);
        return end.find() ? end.group() : "\n";
    }

    private static String emptyLinesAfter(String lines) {
        var end = LINE_END.matcher(lines);
        return end.find(lines.stripTrailing().length()) ? lines.substring(end.end()) : "";
    }

    /** Reads the whole file: what one card says may depend on the others, as an author's name does. */
    private static DeckWriting checked(String text, DeckPath path, List<StoredCard> cards, Set<String> authors) {
        return switch (read(text, authors)) {
            case DeckReading.Refused refused -> {
                var error = refused.errors().getFirst();
                yield unwritable("The file would be refused at line " + error.line() + ": " + error.message());
            }
            case DeckReading.Read reading
            when !isAt(path, reading.deck()) ->
                unwritable("The deck's path would be read back as something else, since a part of it holds ' | ';"
                        + " rename it.");
            case DeckReading.Read reading -> {
                var changed = changed(cards, reading.deck());
                yield changed.isEmpty()
                        ? new DeckWriting.Written(text, Authors.toBeGiven(reading.deck()))
                        : new DeckWriting.Unwritable(List.of(), changed);
            }
        };
    }

    private static List<UnwritableCard> changed(List<StoredCard> cards, DeckText read) {
        var changed = new ArrayList<UnwritableCard>();
        for (int i = 0; i < cards.size(); i++) {
            var content = cards.get(i).content();
            var now = i < read.cards().size() ? read.cards().get(i).content() : null;
            if (!content.equals(now)) {
                changed.add(UnwritableCard.of(i, content, true, now));
            }
        }
        return changed;
    }
}
