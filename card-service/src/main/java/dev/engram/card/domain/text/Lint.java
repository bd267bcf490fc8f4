package dev.engram.card.domain.text;

import dev.engram.card.domain.text.CardSplitter.CardLines;
import dev.engram.events.Tag;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for readings that follow the rules and may still not be what the author meant. */
final class Lint {

    private final Map<String, Integer> cardsOfTag = new HashMap<>();
    private final Notices notices;

    private Lint(List<CardLines> cards, Notices notices) {
        this.notices = notices;
        for (var card : cards) {
            keys(card.tags()).forEach(key -> cardsOfTag.merge(key, 1, Integer::sum));
        }
    }

    static void find(List<CardLines> cards, Notices notices) {
        var doubts = new Lint(cards, notices);
        for (var card : cards) {
            doubts.newTag(card);
            doubts.tagLikeQuestion(card);
            doubts.indented(card);
            doubts.sourceLike(card.question());
            card.answer().forEach(doubts::sourceLike);
            card.answer().forEach(doubts::tagLike);
        }
    }

    private void newTag(CardLines card) {
        if (card.forced() || card.question().endsQuestion()) {
            return;
        }
        var alone = keys(card.tags()).stream()
                .filter(key -> cardsOfTag.getOrDefault(key, 0) < 2)
                .sorted()
                .toList();
        if (!alone.isEmpty()) {
            notices.add(
                    NoticeCode.W_NEW_TAG,
                    card.tags(),
                    "The line before is read as a question and this one as its tags, but no other card has "
                            + String.join(", ", alone)
                            + ". If the lines belong to an answer, reword them so that this one is not made of bare"
                            + " words; if they are a card, accept the warning.");
        }
    }

    private void tagLikeQuestion(CardLines card) {
        if (TagsLine.isTagShaped(card.question().text())) { // only where a question must stand
            notices.add(
                    NoticeCode.W_QUESTION_TAG_LIKE,
                    card.question(),
                    "This line is read as a question, since one must stand here, but looks like a line of tags. If a line"
                            + " is missing before it, add it; if it is the question, end it in a question mark or a full"
                            + " stop, or accept the warning.");
        }
    }

    private void indented(CardLines card) {
        var indented = card.answer().stream().filter(Line::isIndented).toList();
        if (!indented.isEmpty()) {
            var others = indented.size() == 1 ? "" : " and before " + (indented.size() - 1) + " more of this answer";
            notices.add(
                    NoticeCode.W_INDENT,
                    indented.getFirst(),
                    "The spaces or tabs before this line" + others
                            + " are dropped. To keep them, put the lines between a"
                            + " line of ``` and another one; if they do not matter, accept the warning.");
        }
    }

    private void tagLike(Line answer) {
        if (TagsLine.isTagShaped(answer.text()) && cardsOfTag.keySet().containsAll(keys(answer))) {
            notices.add(
                    NoticeCode.W_TAG_LIKE,
                    answer,
                    "This line is read as an answer but is made only of tags of this file. If it is a line of tags, the"
                            + " question before it must end in a full stop or question mark; if it is an answer, accept"
                            + " the warning.");
        }
    }

    private void sourceLike(Line line) {
        if (line.isSourceLike()) {
            notices.add(
                    NoticeCode.W_SOURCE_LIKE,
                    line,
                    "A source line begins with exactly 'Source:', so this line is read as text. Correct the case, or"
                            + " accept the warning.");
        }
    }

    private static Set<String> keys(Line tags) {
        return Arrays.stream(tags.text().split(" +"))
                .map(token -> Tag.of(token).key())
                .collect(Collectors.toSet());
    }
}
