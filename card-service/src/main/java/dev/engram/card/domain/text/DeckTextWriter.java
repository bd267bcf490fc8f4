package dev.engram.card.domain.text;

import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes decks as files. A card keeps the lines that it had in the file it came from while they still say what it is; every other
 * card is written anew. What is written is read back before it is handed out: it gives the same path and the same cards.
 */
public final class DeckTextWriter {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    private final DeckPath path;
    private final List<StoredCard> cards;
    private final Set<String> authors;
    private final String head;
    private final String lineEnd;

    private DeckTextWriter(DeckPath path, @Nullable String head, List<StoredCard> cards) {
        this.path = path;
        this.cards = cards;
        this.authors = cards.stream()
                .map(card -> card.content().answer())
                .filter(Objects::nonNull)
                .map(Answer::author)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        this.head = head != null && isHeadOf(head, path) ? head : path.title() + "\n";
        var end = LINE_END.matcher(this.head);
        this.lineEnd = end.find() ? end.group() : "\n";
    }

    /**
     * A card to be written.
     *
     * @param lines {@link DeckText.CardText#lines} of the file that it was last read from, edited since or not; null if of none
     */
    public record StoredCard(CardContent content, @Nullable FileText lines) {}

    /** What became of writing a deck. */
    public sealed interface DeckWriting {

        /** @param authors names that must be given when the file is imported, to be taken for authors */
        record Written(FileText file, List<String> authors) implements DeckWriting {}

        /**
         * The format cannot carry the deck.
         *
         * @param reasons what concerns the deck as a whole, each a sentence; empty if only {@code cards} stand in the way
         */
        record Unwritable(List<String> reasons, List<UnwritableCard> cards) implements DeckWriting {}
    }

    /**
     * @param head {@link DeckText#head} of the file that the deck was last read from; null if of none
     * @param cards in the order in which they are to stand, no two asking the same
     */
    public static DeckWriting write(DeckPath path, @Nullable String head, List<StoredCard> cards) {
        if (cards.isEmpty()) {
            return unwritable("The deck has no cards, and a deck file has at least one; add a card.");
        }
        if (cards.size() > DeckFileLimits.CARDS) {
            return unwritable("The deck has " + cards.size() + " cards, and a deck file has at most "
                    + DeckFileLimits.CARDS + "; split the deck.");
        }
        return new DeckTextWriter(path, head, cards).write();
    }

    private static DeckWriting unwritable(String reason) {
        return new DeckWriting.Unwritable(List.of(reason), List.of());
    }

    private DeckWriting write() {
        var file = new ByteArrayOutputStream();
        file.writeBytes(bytes(head));
        var refused = new ArrayList<UnwritableCard>();
        boolean forced = true;
        boolean endsLine = true;
        for (int i = 0; i < cards.size() && file.size() <= DeckFileLimits.FILE_BYTES; i++) {
            var content = cards.get(i).content();
            var lines = lines(cards.get(i), forced);
            if (lines == null) {
                lines = FileText.of(CardWriter.lines(content, lineEnd, false));
                refused.add(refused(i, forced, lines));
            }
            if (!endsLine) { // the last card of the file of which it was read
                file.writeBytes(bytes(lineEnd));
            }
            file.writeBytes(lines.bytes());
            endsLine = lines.endsLine();
            forced = content.source() != null;
        }
        return refused.isEmpty() ? checked(file.toByteArray()) : new DeckWriting.Unwritable(List.of(), refused);
    }

    /** The first form that says what the card is: the lines it has, then anew; null if none does. */
    private @Nullable FileText lines(StoredCard card, boolean forced) {
        var kept = card.lines();
        if (kept != null && says(kept, card.content(), forced)) {
            return kept;
        }
        var after = kept == null ? "" : emptyLinesAfter(kept.toString());
        return Stream.of(false, true)
                .map(apart -> FileText.of(CardWriter.lines(card.content(), lineEnd, apart) + after))
                .filter(lines -> says(lines, card.content(), forced))
                .findFirst()
                .orElse(null);
    }

    private UnwritableCard refused(int index, boolean forced, FileText lines) {
        var card = cards.get(index).content();
        return switch (readAlone(lines, card, forced)) {
            case DeckReading.Refused refused ->
                UnwritableCard.of(
                        index, card, forced, null, refused.errors().getFirst().message());
            case DeckReading.Read read -> UnwritableCard.of(index, card, forced, onlyCard(read, forced), "");
        };
    }

    private boolean says(FileText lines, CardContent card, boolean forced) {
        return readAlone(lines, card, forced) instanceof DeckReading.Read read && card.equals(onlyCard(read, forced));
    }

    /** Reads lines as they stand behind a card with a source line ({@code forced}) or behind one without. */
    private DeckReading readAlone(FileText lines, CardContent card, boolean forced) {
        var other = CardKey.of(card.question()).value().equals("Q?") ? "P?" : "Q?";
        var file = new ByteArrayOutputStream();
        file.writeBytes(bytes(forced ? "D\n" : "D\n" + other + "\nq\n"));
        file.writeBytes(lines.bytes());
        return DeckTextReader.read(file.toByteArray(), authors);
    }

    /** The card of the lines that {@link #readAlone} was given; null if they are not one card. */
    private static @Nullable CardContent onlyCard(DeckReading.Read read, boolean forced) {
        var cards = read.deck().cards();
        return cards.size() == (forced ? 1 : 2) ? cards.getLast().content() : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String emptyLinesAfter(String lines) {
        var end = LINE_END.matcher(lines);
        return end.find(lines.stripTrailing().length()) ? lines.substring(end.end()) : "";
    }

    private static boolean isHeadOf(String head, DeckPath path) {
        return DeckTextReader.read(bytes(head + "Q?\nq\n"), Set.of()) instanceof DeckReading.Read reading
                && isAt(path, reading.deck());
    }

    private static boolean isAt(DeckPath path, DeckText deck) {
        return new DeckPath(deck.path()).key().equals(path.key());
    }

    /** Reads the whole file: what one card says may depend on the others, as an author's name does. */
    private DeckWriting checked(byte[] file) {
        var changed = new ArrayList<UnwritableCard>();
        var next = new int[] {0};
        var reading = DeckTextReader.read(file, authors, (_, now, _) -> {
            int i = next[0]++;
            if (i < cards.size() && !now.equals(cards.get(i).content())) {
                changed.add(UnwritableCard.of(i, cards.get(i).content(), true, now, ""));
            }
        });
        return switch (reading) {
            case DeckReading.Refused refused -> {
                var error = refused.errors().getFirst();
                yield unwritable("The file would be refused at line " + error.line() + ": " + error.message());
            }
            case DeckReading.Read read
            when !isAt(path, read.deck()) || next[0] != cards.size() ->
                unwritable("The deck's path would be read back as something else; rename it.");
            case DeckReading.Read _ ->
                changed.isEmpty() ? written(file) : new DeckWriting.Unwritable(List.of(), changed);
        };
    }

    private DeckWriting written(byte[] file) {
        var given = Authors.toBeGiven(contents());
        var why = Authors.whyNotGiven(given);
        return why == null ? new DeckWriting.Written(new FileText(file, 0, file.length), given) : unwritable(why);
    }

    private List<CardContent> contents() {
        return cards.stream().map(StoredCard::content).toList();
    }
}
