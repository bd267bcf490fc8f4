package dev.engram.card.domain.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the lines after the title into cards. A line is a question exactly when the next line is tag-shaped and the line
 * itself is neither a source line nor tag-shaped; the last condition is lifted where a question must stand anyway. With
 * this rule a file has one reading.
 */
final class CardSplitter {

    private final List<Line> lines;
    private final boolean[] tagShaped;
    private final Notices notices;
    private final List<CardLines> cards = new ArrayList<>();
    private int next;

    /**
     * The lines of one card.
     *
     * @param forced whether a question had to stand where this one stands: after the title or after a source line
     */
    record CardLines(
            Line question,
            Line tags,
            List<Line> answer,
            @Nullable Line source,
            boolean forced) {}

    private CardSplitter(List<Line> lines, Notices notices) {
        this.lines = lines;
        this.notices = notices;
        this.tagShaped = new boolean[lines.size() + 1]; // nothing follows the last line, so its place stays false
        for (int i = 0; i < lines.size(); i++) {
            tagShaped[i] = TagsLine.isTagShaped(lines.get(i).text());
        }
    }

    /** The cards that can be cut; where a card cannot, an error is in {@code notices} and the next card is looked for. */
    static List<CardLines> cut(List<Line> lines, Notices notices) {
        var cutter = new CardSplitter(lines, notices);
        cutter.run();
        return cutter.cards;
    }

    private void run() {
        boolean forced = true;
        while (next < lines.size()) {
            if (lines.get(next).isSource()) {
                notices.add(
                        NoticeCode.E_SOURCE_PLACE,
                        lines.get(next),
                        "A source line ends a card, and here a question must stand; a card has one source line."
                                + " Remove this line or write the card it belongs to.");
                next++;
            } else if (tagShaped[next + 1] && !lines.get(next).isFence()) {
                forced = card(forced);
            } else {
                reportMissingTags();
                forced = skipToNextCard();
            }
        }
    }

    /** Takes the card that begins here and says whether a question must follow. */
    private boolean card(boolean forced) {
        var question = lines.get(next);
        var tags = lines.get(next + 1);
        next += 2;
        var answer = new ArrayList<Line>();
        while (next < lines.size() && !lines.get(next).isSource() && !isQuestion(next)) {
            answer.add(lines.get(next++));
        }
        var source = takeSource();
        cards.add(new CardLines(question, tags, answer, source, forced));
        return source != null;
    }

    private @Nullable Line takeSource() {
        return next < lines.size() && lines.get(next).isSource() ? lines.get(next++) : null;
    }

    private boolean isQuestion(int line) {
        var text = lines.get(line);
        return tagShaped[line + 1] && !tagShaped[line] && !text.isSource() && !text.isFence();
    }

    private void reportMissingTags() {
        notices.add(
                NoticeCode.E_NO_TAGS,
                lines.get(next),
                "A question must stand here, followed by a line of 1 to 12 tags, but " + whyNoQuestion()
                        + ". Add the line of tags or correct it.");
    }

    private String whyNoQuestion() {
        if (lines.get(next).isFence()) {
            return "a fence can only stand in an answer";
        }
        if (next + 1 == lines.size()) {
            return "the file ends";
        }
        var line = lines.get(next + 1);
        return "line " + line.number() + " is none: "
                + (line.isFence() ? "it opens a fence" : TagsLine.fault(line.text()));
    }

    private boolean skipToNextCard() {
        next++;
        while (next < lines.size() && !lines.get(next).isSource() && !isQuestion(next)) {
            next++;
        }
        return takeSource() != null;
    }
}
