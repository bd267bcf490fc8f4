package dev.engram.card.domain.text;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A card that a deck file cannot carry: it would be read back as something else.
 *
 * @param index its place in the list of cards to be written, from 0
 * @param reasons at least one, each a sentence that says what to change
 * @param slugs for each tag that a deck file cannot carry a similar one that it can
 */
public record UnwritableCard(int index, CardContent content, List<String> reasons, Map<Tag, Tag> slugs) {

    public UnwritableCard {
        reasons = List.copyOf(reasons);
        slugs = Map.copyOf(slugs);
    }

    /**
     * @param forced whether a question must stand at the card's place
     * @param read what the card would be read back as; null if not as one card
     * @param error why it would be refused; empty if it would not
     */
    static UnwritableCard of(int index, CardContent card, boolean forced, @Nullable CardContent read, String error) {
        var reasons = new ArrayList<String>();
        var slugs = new LinkedHashMap<Tag, Tag>();
        tags(card, reasons, slugs);
        question(card, forced, reasons);
        if (card.answer() != null) {
            answer(card.answer(), reasons);
        }
        if (reasons.isEmpty()) {
            reasons.add(error.isEmpty() ? difference(card, read) : "It would not be read back: " + error);
        }
        return new UnwritableCard(index, card, reasons, slugs);
    }

    private static void tags(CardContent card, List<String> reasons, Map<Tag, Tag> slugs) {
        if (card.tags().isEmpty()) {
            reasons.add("It has no tags, and a card in a deck file has 1 to 12; give it one.");
        }
        for (var tag : card.tags()) {
            var fault = TagsLine.fault(tag.value());
            if (fault != null) {
                var slug = TagsLine.slug(tag);
                slugs.put(tag, slug);
                reasons.add("The tag " + fault + "; rename it, for example to '" + slug + "'.");
            }
        }
    }

    private static void question(CardContent card, boolean forced, List<String> reasons) {
        var question = card.question();
        if (!forced && TagsLine.isTagShaped(question)) {
            reasons.add("Its question looks like a line of tags; end it in a question mark or a full stop.");
        }
        if (question.lines().count() > 1) {
            reasons.add("Its question has more than one line; write it on one.");
        }
        if (question.startsWith("Source:")) {
            reasons.add("Its question begins with 'Source:', as a source line does; reword it.");
        }
    }

    private static void answer(Answer answer, List<String> reasons) {
        if (answer.text() == null) {
            return;
        }
        var lines = answer.text().split("\n", -1);
        Line.Fence fence = null;
        for (int i = 0; i < lines.length; i++) {
            if (fence != null) {
                fence = fence.isClosedBy(lines[i]) ? null : fence;
                continue;
            }
            fence = Line.Fence.openedBy(lines[i]);
            var line = "Line " + (i + 1) + " of its answer ";
            if (lines[i].isBlank()) {
                reasons.add(line + "is empty, and only lines between ``` and ``` may be; remove it.");
            } else if (lines[i].startsWith("Source:")) {
                reasons.add(line + "begins with 'Source:', as a source line does; reword it.");
            } else if (!Line.strip(lines[i]).equals(lines[i]) && fence == null) {
                reasons.add(line + "begins or ends with a space or tab, which only lines between ``` and ``` keep.");
            } else if (i > 0 && TagsLine.isTagShaped(lines[i])) {
                reasons.add(line + "looks like a line of tags; add a full stop or write it on the line before.");
            }
        }
        if (fence != null) {
            reasons.add("Its answer opens a fence and does not close it; add a line of " + fence.closing() + ".");
        }
    }

    private static String difference(CardContent card, @Nullable CardContent read) {
        if (read == null) {
            return "It would be read back as several cards or as none; simplify its text.";
        }
        if (hasAuthor(read) && !hasAuthor(card)) {
            return "Its answer begins with a name in brackets, which would be read as its author; reword it.";
        }
        var part = !read.question().equals(card.question())
                ? "question"
                : !Objects.equals(read.provenance(), card.provenance())
                        ? "provenance"
                        : !read.tags().equals(card.tags())
                                ? "tags"
                                : !Objects.equals(read.answer(), card.answer()) ? "answer" : "source";
        return "Its " + part + " would be read back as something else; reword it.";
    }

    private static boolean hasAuthor(CardContent card) {
        return card.answer() != null && card.answer().author() != null;
    }
}
