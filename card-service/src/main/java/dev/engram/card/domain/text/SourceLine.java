package dev.engram.card.domain.text;

import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits the text of a source line into a title and a place in the source. */
final class SourceLine {

    private static final String DOTTED = "[0-9]+(?:\\.[0-9]+)*";

    /** In the order in which they are tried; group 1 is the title, group 2 the value. */
    private static final List<Form> FORMS = List.of(
            form("timestamp", "(.*?)(?:[ \\t]*>[ \\t]*|[ \\t]+)([0-9]{1,3}:[0-5][0-9]|[0-9]:[0-5][0-9]:[0-5][0-9])"),
            form("figure", "(.*?)[ \\t]+(?:Figure[ \\t]+|Fig\\.[ \\t]*)(" + DOTTED + ")"),
            form("equation", "(.*?)[ \\t]+(?:Equation[ \\t]*|Eq\\.[ \\t]*)(\\(" + DOTTED + "\\)|\\[" + DOTTED + "\\])"),
            form("equation", "(.*?)[ \\t]+(?:Equation[ \\t]+|Eq\\.[ \\t]*)(" + DOTTED + ")"),
            form("section", "(.*?)[ \\t]+(?:Section[ \\t]+|Sec\\.[ \\t]*|§[ \\t]*)(" + DOTTED + ")"),
            form("section", "(.*?[.,])[ \\t]+([0-9]+(?:\\.[0-9]+){2,})"),
            form("equation", "(.*?[.,])[ \\t]+([0-9]+\\.[0-9]+)"));

    /** Ends that a reader takes for a place although no form above reads them. */
    private static final Pattern LOCATOR_LIKE = Pattern.compile("(?:.*[ \\t>(])?(?:"
            + "[0-9]+(?:[.:][0-9]+)+(?:[-–][0-9]+(?:[.:][0-9]+)*)?[a-z]?"
            + "|(?i:figures?|figs?\\.?|equations?|eqs?\\.?|sections?|secs?\\.?|§+)[ \\t]*\\(?[0-9][0-9.:–-]*[a-z]?"
            + ")\\)?[.,]?");

    /** Longer than title, place, the word and the space between them can be; bounds the work of the patterns. */
    private static final int LONGEST = DeckFileLimits.SOURCE_TITLE_CHARACTERS + 2 * DeckFileLimits.LOCATOR_CHARACTERS;

    private record Form(String kind, Pattern pattern) {}

    /** @param value empty where the line names no place */
    record Split(String title, String kind, String value) {}

    private SourceLine() {}

    private static Form form(String kind, String pattern) {
        return new Form(kind, Pattern.compile(pattern, Pattern.DOTALL));
    }

    /** Null after an error, which is then in {@code notices}. */
    static @Nullable Source read(Line line, Notices notices) {
        var text = line.sourceText();
        if (text.isBlank()) {
            notices.add(
                    NoticeCode.E_SOURCE_EMPTY,
                    line,
                    "A source line names a source after 'Source:'; name it or remove the line.");
            return null;
        }
        if (DeckFileLimits.characters(text) > LONGEST) {
            return tooLong(line, notices);
        }
        var source = split(text);
        if (DeckFileLimits.characters(source.title()) > DeckFileLimits.SOURCE_TITLE_CHARACTERS
                || DeckFileLimits.characters(source.value()) > DeckFileLimits.LOCATOR_CHARACTERS) {
            return tooLong(line, notices);
        }
        if (LOCATOR_LIKE.matcher(source.title()).matches()) {
            notices.add(
                    NoticeCode.W_LOCATOR,
                    line,
                    "The end of '" + source.title() + "' looks like a place in the source but is read as part of its"
                            + " title. Places are a time m:ss or h:mm:ss, 'Figure n', 'Equation n', 'Section n', or a"
                            + " bare number after a full stop or comma. Write it in one of these forms, or accept the"
                            + " warning.");
        }
        return new Source(source.title(), source.value().isEmpty() ? null : new Locator(source.kind(), source.value()));
    }

    private static @Nullable Source tooLong(Line line, Notices notices) {
        notices.add(
                NoticeCode.E_LIMIT,
                line,
                "A source has a title of at most " + DeckFileLimits.SOURCE_TITLE_CHARACTERS + " and a place of at most "
                        + DeckFileLimits.LOCATOR_CHARACTERS + " characters; shorten the line.");
        return null;
    }

    /** What {@code text}, which stands after {@code Source:}, says. */
    static Split split(String text) {
        for (var form : FORMS) {
            var match = form.pattern().matcher(text);
            // a source line needs a title, so a line of nothing but a place is a title
            if (match.matches() && !match.group(1).isBlank()) {
                return new Split(Line.stripTrailing(match.group(1)), form.kind(), match.group(2));
            }
        }
        return new Split(text, "", "");
    }
}
