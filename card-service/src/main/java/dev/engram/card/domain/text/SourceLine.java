package dev.engram.card.domain.text;

import static dev.engram.events.text.LocatorKind.EQUATION;
import static dev.engram.events.text.LocatorKind.FIGURE;
import static dev.engram.events.text.LocatorKind.SECTION;
import static dev.engram.events.text.LocatorKind.TIMESTAMP;

import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.text.LocatorKind;
import dev.engram.events.text.TextKind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits the text of a source line into a title and a place in the source. */
final class SourceLine {

    private static final String DOTTED = "[0-9]+(?:\\.[0-9]+)*";
    /** Where a locator stands, any space counts as one. */
    private static final String SPACE = "[\\p{Zs}\\t]";

    /** In the order in which they are tried; group 1 is the title, group 2 the value. */
    private static final List<Form> FORMS = List.of(
            form(TIMESTAMP, "(.*?)(?:S*>S*|S+)([0-9]{1,3}:[0-5][0-9]|[0-9]:[0-5][0-9]:[0-5][0-9])"),
            form(FIGURE, "(.*?)S+(?:FigureS+|Fig\\.S*)(" + DOTTED + ")"),
            form(EQUATION, "(.*?)S+(?:EquationS*|Eq\\.S*)(\\(" + DOTTED + "\\)|\\[" + DOTTED + "\\])"),
            form(EQUATION, "(.*?)S+(?:EquationS+|Eq\\.S*)(" + DOTTED + ")"),
            form(SECTION, "(.*?)S+(?:SectionS+|Sec\\.S*|§S*)(" + DOTTED + ")"));

    /** Numbers without a word before them; only after a full stop that ends a title. */
    private static final List<Form> BARE_FORMS = List.of(
            form(SECTION, "(.*?\\.)S+([0-9]+(?:\\.[0-9]+){2,})"), form(EQUATION, "(.*?\\.)S+([0-9]+\\.[0-9]+)"));

    /** A title that ends in a short word with a full stop, such as {@code Ch.} or {@code p.}: the number belongs to it. */
    private static final Pattern ABBREVIATED = Pattern.compile("(?:.*[^\\p{L}\\p{M}])?(?:\\p{L}\\p{M}*+){1,4}\\.");

    private static final Pattern ARXIV_OR_DATE = Pattern.compile(
            "[0-9]{4}\\.[0-9]{4,5}" + "|[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{4}|[0-9]{4}\\.[0-9]{1,2}\\.[0-9]{1,2}");

    /** Ends that a reader takes for a place although no form above reads them. */
    private static final Pattern LOCATOR_LIKE = Pattern.compile(
            ("(?:.*(?:S|[>(\\[,;，、。；（]|[^0-9]\\.))?(?:"
                            + "[0-9]+(?:[.:][0-9]+)+(?:[-–][0-9]+(?:[.:][0-9]+)*)?(?:[a-z]|v[0-9]+)?"
                            + "|(?i:figures?|figs?\\.?|equations?|eqs?\\.?|sections?|secs?\\.?|§+)S*\\(?[0-9][0-9.:–-]*[a-z]?"
                            + ")[)\\]]?[.,]?S*")
                    .replace("S", SPACE),
            Pattern.DOTALL);

    /** Longer than title, place, the word and the space between them can be; bounds the work of the patterns. */
    private static final int LONGEST = DeckFileLimits.SOURCE_TITLE_CHARACTERS + 2 * DeckFileLimits.LOCATOR_CHARACTERS;

    private record Form(LocatorKind kind, Pattern pattern) {}

    /** @param value empty where the line names no place */
    record Split(String title, String kind, String value) {}

    private SourceLine() {}

    /** @param pattern with {@code S} for a space */
    private static Form form(LocatorKind kind, String pattern) {
        var spaced = pattern.replaceAll("S(?=[*+])", Matcher.quoteReplacement(SPACE)) + SPACE + "*";
        return new Form(kind, Pattern.compile(spaced, Pattern.DOTALL));
    }

    /** Null after an error, which is then in {@code notices}. */
    static @Nullable Source read(Line line, Notices notices) {
        var text = line.sourceText();
        if (Line.isEmpty(text)) {
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
        notices.addFault(TextKind.TITLE, source.title(), line, line.text().length() - text.length());
        if (LOCATOR_LIKE.matcher(source.title()).matches()) {
            notices.add(
                    NoticeCode.W_LOCATOR,
                    line,
                    "The end of '" + source.title() + "' looks like a place in the source but is read as part of its"
                            + " title. Places are a time m:ss or h:mm:ss, 'Figure n', 'Equation n', 'Section n', or a"
                            + " bare number after the full stop of a title. Write it in one of these forms, or accept"
                            + " the warning.");
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
            if (match.matches() && !Line.isEmpty(match.group(1))) {
                return new Split(match.group(1), form.kind().text(), match.group(2));
            }
        }
        for (var form : BARE_FORMS) {
            var match = form.pattern().matcher(text);
            if (match.matches()
                    && !ABBREVIATED.matcher(match.group(1)).matches()
                    && !ARXIV_OR_DATE.matcher(match.group(2)).matches()) {
                return new Split(match.group(1), form.kind().text(), match.group(2));
            }
        }
        return new Split(text, "", "");
    }
}
