package dev.engram.kit.markdown;

import dev.engram.events.CardContent;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a card as {@link CardMarkdown} makes them.
 *
 * @param question null in {@link #NONE}
 * @param answer null where the answer has no text
 */
public record CardHtml(@Nullable String question, @Nullable String answer) {
    /** Of a card whose texts were not asked for as HTML. */
    public static final CardHtml NONE = new CardHtml(null, null);

    /** Of what a card says. */
    public static CardHtml of(CardContent content) {
        var answer = content.answer() == null ? null : content.answer().text();
        return new CardHtml(CardMarkdown.html(content.question()), answer == null ? null : CardMarkdown.html(answer));
    }
}
