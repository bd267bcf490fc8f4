package dev.engram.events.text;

import dev.engram.events.CardContent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of text applied to the fields of decks and cards, before they become events. */
public final class TextPolicy {
    /** As the title line of a deck file separates segments; also at the ends, where joining adds the spaces. */
    private static final Pattern BAR = Pattern.compile("(?:^|\\s)\\|(?:\\s|$)");

    /**
     * A field that breaks a rule.
     *
     * @param field its path in a card, such as {@code tags[1]} or {@code source.locator.value}
     * @param rule what it must satisfy: "must …"
     */
    public record FieldFault(String field, String rule) {}

    private TextPolicy() {}

    /** The first field of a card that breaks a rule, or null. */
    public static @Nullable FieldFault card(CardContent card) {
        var fault = fault("question", TextKind.TEXT, card.question());
        for (int i = 0; fault == null && i < card.tags().size(); i++) {
            fault = fault("tags[" + i + "]", TextKind.TAG, card.tags().get(i).value());
        }
        if (fault == null) {
            fault = fault("provenance", TextKind.NAME, card.provenance());
        }
        var answer = card.answer();
        if (fault == null && answer != null) {
            fault = fault("answer.author", TextKind.NAME, answer.author());
            fault = fault != null ? fault : fault("answer.text", TextKind.TEXT, answer.text());
        }
        return fault != null || card.source() == null ? fault : source(card.source());
    }

    private static @Nullable FieldFault source(CardContent.Source source) {
        var fault = fault("source.title", TextKind.TITLE, source.title());
        var locator = source.locator();
        if (fault != null || locator == null) {
            return fault;
        }
        var kind = LocatorKind.named(locator.kind());
        if (kind.isEmpty()) {
            return new FieldFault("source.locator.kind", "must be one of " + LocatorKind.names());
        }
        return kind.get().takes(locator.value())
                ? null
                : new FieldFault("source.locator.value", kind.get().rule());
    }

    private static @Nullable FieldFault fault(String field, TextKind kind, @Nullable String text) {
        var fault = text == null ? null : kind.fault(text);
        return fault == null ? null : new FieldFault(field, fault.rule());
    }

    /** The rule that a segment of a deck's path breaks, or null. */
    public static @Nullable String pathSegmentFault(String segment) {
        var fault = TextKind.NAME.fault(segment);
        if (fault != null) {
            return fault.rule();
        }
        return BAR.matcher(segment).find()
                ? "must not have a bar between white space, which separates the segments in a deck file"
                : null;
    }
}
