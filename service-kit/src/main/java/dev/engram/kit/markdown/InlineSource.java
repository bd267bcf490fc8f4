package dev.engram.kit.markdown;

import dev.engram.kit.markdown.CardSource.Formula;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Reads paragraphs of cards character by character. Markdown are code between backticks, stars at the edges of words, and links to http
 * and https; formulas are between dollars or {@code \(} and {@code \)}. Everything else is escaped.
 */
final class InlineSource {
    /** Says that the character after it is text. */
    static final char LITERAL = '\u0000';

    private static final int MOST_STARS = 200;
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\[\\]\\n]{1,500})]\\((https?://[^\\s<>()\\\\]{1,2000})\\)");
    private static final Pattern ADDRESS = Pattern.compile("<https?://[^\\s<>\\\\]{1,2000}>");
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private static final int MOST_OF_A_FORMULA = 5_000;
    private static final int MOST_FORMULAS = 500;

    private final StringBuilder out;
    private final List<Formula> formulas = new ArrayList<>();
    private int starRuns;

    // of the paragraph that is read: its text, the place in it, and lengths of backticks that are not there again
    private String text = "";
    private int at;
    private final BitSet unclosed = new BitSet();

    InlineSource(StringBuilder out) {
        this.out = out;
    }

    List<Formula> formulas() {
        return formulas;
    }

    void append(String paragraph) {
        text = paragraph;
        at = 0;
        unclosed.clear();
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case LITERAL -> literal();
                case '`' -> code();
                case '\\' -> backslash();
                case '$' -> dollar();
                case '*' -> stars();
                case '[', '<' -> link();
                case ')' -> parenthesis();
                case '_', '&', ']', '!', '+' -> escaped(text.charAt(at++));
                default -> out.append(text.charAt(at++));
            }
        }
    }

    private void escaped(char character) {
        out.append('\\').append(character);
    }

    private void escaped(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (PUNCTUATION.indexOf(literal.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(literal.charAt(i));
        }
    }

    private boolean isAt(int place, IntPredicate kind) {
        return place >= 0 && place < text.length() && kind.test(text.charAt(place));
    }

    /** How often the character stands here in a row. */
    private int run(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) == text.charAt(from)) {
            end++;
        }
        return end - from;
    }

    private void literal() {
        at++;
        while (isAt(at, Character::isDigit)) {
            out.append(text.charAt(at++));
        }
        for (int rest = run(at); rest > 0; rest--) {
            escaped(text.charAt(at++));
        }
    }

    /** Between as many backticks as here, which nothing else comes before. */
    private void code() {
        int length = run(at);
        int end = unclosed.get(length) ? -1 : closing(length);
        if (end < 0) {
            unclosed.set(length);
            escaped("`".repeat(length));
            at += length;
        } else {
            out.append(text, at, end);
            at = end;
        }
    }

    private int closing(int length) {
        int next = text.indexOf('`', at + length);
        while (next >= 0) {
            int found = run(next);
            if (found == length) {
                return next + found;
            }
            next = text.indexOf('`', next + found);
        }
        return -1;
    }

    private void backslash() {
        if (isAt(at + 1, next -> next == '(') && formulas.size() < MOST_FORMULAS) {
            int end = text.indexOf("\\)", at + 2, Math.min(text.length(), at + MOST_OF_A_FORMULA));
            if (end > 0 && !text.substring(at + 2, end).isBlank()) {
                formula(at + 2, end, false);
                at = end + 2;
                return;
            }
        }
        if (isAt(at + 1, next -> next == '*' || next == '`' || next == '$')) {
            escaped(text.charAt(at + 1));
            at += 2;
        } else {
            escaped(text.charAt(at++));
        }
    }

    private void dollar() {
        int length = run(at);
        int end = formulas.size() >= MOST_FORMULAS ? -1 : length == 2 ? display() : length == 1 ? inText() : -1;
        if (end < 0) {
            out.append(text, at, at + length);
            at += length;
        } else {
            formula(at + length, end, length == 2);
            at = end + length;
        }
    }

    private int display() {
        int end = text.indexOf("$$", at + 2, Math.min(text.length(), at + MOST_OF_A_FORMULA));
        return end > 0 && !text.substring(at + 2, end).isBlank() ? end : -1;
    }

    /** As in Pandoc, so that prices stay prices: no space inside of the dollars, no word before them and no digit after them. */
    private int inText() {
        if (isAt(at - 1, Character::isLetterOrDigit) || !isAt(at + 1, next -> !isSpace(next))) {
            return -1;
        }
        int end = at + 1;
        while (end < text.length() && end - at < MOST_OF_A_FORMULA && text.charAt(end) != '$') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return isAt(end, last -> last == '$')
                        && isAt(end - 1, last -> !isSpace(last))
                        && !isAt(end + 1, Character::isDigit)
                ? end
                : -1;
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private void formula(int from, int to, boolean isDisplay) {
        out.append('\uE000').append(formulas.size()).append('\uE001');
        formulas.add(new Formula(text.substring(from, to).replace('\u00A0', ' ').strip(), isDisplay));
    }

    /** Between two letters or digits a star is one, as in {@code 2*3*4}. */
    private void stars() {
        int length = run(at);
        var isInWord = isAt(at - 1, Character::isLetterOrDigit) && isAt(at + length, Character::isLetterOrDigit);
        if (isInWord || ++starRuns > MOST_STARS) {
            escaped("*".repeat(length));
        } else {
            out.append(text, at, at + length);
        }
        at += length;
    }

    private void link() {
        var isNamed = text.charAt(at) == '[';
        var found = (isNamed ? LINK : ADDRESS).matcher(text).region(at, text.length());
        if (!found.lookingAt()) {
            escaped(text.charAt(at++));
            return;
        }
        if (isNamed) {
            out.append('[');
            escaped(found.group(1));
            out.append("](<");
            escaped(found.group(2));
            out.append(">)");
        } else {
            out.append(found.group());
        }
        at = found.end();
    }

    /** Lists have a dot after their numbers. */
    private void parenthesis() {
        int digits = at;
        while (at - digits < 10 && isAt(digits - 1, Character::isDigit)) {
            digits--;
        }
        if (digits < at && (digits == 0 || isAt(digits - 1, before -> before == '\n'))) {
            escaped(text.charAt(at++));
        } else {
            out.append(text.charAt(at++));
        }
    }
}
