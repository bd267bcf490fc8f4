package dev.engram.events.text;

import dev.engram.events.text.TextKind.Fault;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over a text, for {@link TextKind}. */
final class TextScan {
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int KEYCAP = 0x20E3;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int CANCEL_TAG = 0xE007F;
    private static final int NONE = -1;

    /** Scripts in which joiners and variation selectors change nothing that is seen. */
    private static final Set<UnicodeScript> WITHOUT_JOINERS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARMENIAN,
            UnicodeScript.GEORGIAN,
            UnicodeScript.HEBREW,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.COMMON);

    private final TextKind kind;
    private final int[] text;
    private int openIsolates;
    private int lastIsolate;
    private boolean anySeen;

    TextScan(TextKind kind, String text) {
        this.kind = kind;
        this.text = text.codePoints().toArray();
    }

    @Nullable
    Fault fault() {
        for (int i = 0; i < text.length; i++) {
            var rule = rule(i);
            if (rule != null) {
                return new Fault(i + 1, rule + " (character " + (i + 1) + ")");
            }
        }
        if (openIsolates > 0) {
            return new Fault(lastIsolate + 1, unclosed());
        }
        return anySeen ? null : new Fault(1, "must have a character that can be seen");
    }

    private @Nullable String rule(int i) {
        int c = text[i];
        if (c > ' ' && c < 0x7F) {
            anySeen = true;
            return null;
        }
        return switch (Character.getType(c)) {
            case Character.SURROGATE -> "must be well-formed Unicode, without half a surrogate pair";
            case Character.UNASSIGNED -> not(c, "which Unicode does not assign");
            case Character.PRIVATE_USE -> not(c, "a character of private use, which every font shows otherwise");
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                not(c, kind.hasLineBreaks() ? "write line breaks as U+000A" : "it must be one line");
            case Character.CONTROL -> control(c);
            case Character.FORMAT -> format(i);
            case Character.SPACE_SEPARATOR -> null;
            default -> graphic(i);
        };
    }

    private @Nullable String control(int c) {
        if (c == '\n' || c == '\t') {
            if (!kind.hasLineBreaks()) {
                return not(c, "it must be one line without tabs");
            }
            return c == '\n' && openIsolates > 0 ? unclosed() : null;
        }
        return not(c, c == '\r' ? "write line breaks as U+000A" : "a control character; remove it");
    }

    private @Nullable String format(int i) {
        int c = text[i];
        return switch (c) {
            case 0x200E, 0x200F, 0x061C -> kind.isProse() ? null : unseen(c);
            case 0x200C, ZERO_WIDTH_JOINER, 0x180E -> isJoining(i) ? null : unseen(c);
            case 0x00AD, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064 ->
                kind.isProse() && isSeen(at(i - 1)) && isSeen(at(i + 1)) ? null : unseen(c);
            case 0x2066, 0x2067, 0x2068 -> {
                openIsolates++;
                lastIsolate = i;
                yield kind.isProse() ? null : unseen(c);
            }
            case 0x2069 -> {
                if (!kind.isProse()) {
                    yield unseen(c);
                }
                yield openIsolates-- > 0 ? null : not(c, "since no bidi isolate is open there");
            }
            case 0x202A, 0x202B, 0x202C, 0x202D, 0x202E ->
                not(c, "which can make a text look other than it is; use the isolates U+2066 to U+2069");
            default -> isShown(c) || isFlag(i) ? seen() : unseen(c);
        };
    }

    /** Marks of numbers and verses, and the joiners of hieroglyphs: of the category of format characters, but seen. */
    private static boolean isShown(int c) {
        return (c >= 0x0600 && c <= 0x0605)
                || c == 0x06DD
                || c == 0x070F
                || c == 0x0890
                || c == 0x0891
                || c == 0x08E2
                || c == 0x110BD
                || c == 0x110CD
                || (c >= 0x13430 && c <= 0x1343F);
    }

    /** Whether the tag character at {@code i} belongs to a flag: a black flag, three to six letters or digits, and the end. */
    private boolean isFlag(int i) {
        int start = i;
        while (isTagLetter(at(start)) || at(start) == CANCEL_TAG) {
            start--;
        }
        int end = start + 1;
        while (isTagLetter(at(end))) {
            end++;
        }
        int letters = end - start - 1;
        return at(start) == BLACK_FLAG && at(end) == CANCEL_TAG && letters >= 3 && letters <= 6 && i <= end;
    }

    private static boolean isTagLetter(int c) {
        return (c >= 0xE0030 && c <= 0xE0039) || (c >= 0xE0061 && c <= 0xE007A);
    }

    private boolean isJoining(int i) {
        int before = at(i - 1);
        if (text[i] == ZERO_WIDTH_JOINER && Character.isExtendedPictographic(at(i + 1))) {
            return Character.isExtendedPictographic(before)
                    || Character.isEmojiModifier(before)
                    || isVariationSelector(before);
        }
        if (kind.isProse()) {
            return Character.isLetter(before) || isMark(before);
        }
        int base = i - 1;
        while (isMark(at(base))) {
            base--;
        }
        return Character.isLetter(at(base)) && !WITHOUT_JOINERS.contains(UnicodeScript.of(at(base)));
    }

    private @Nullable String graphic(int i) {
        int c = text[i];
        if (isVariationSelector(c)) {
            return isVaried(i) ? null : unseen(c);
        }
        if (isBlank(c)) {
            return kind.isProse() ? null : unseen(c);
        }
        return seen();
    }

    private boolean isVaried(int i) {
        int base = at(i - 1);
        if (!isSeen(base) || isVariationSelector(base)) {
            return false;
        }
        if (kind.isProse() || Character.isIdeographic(base)) {
            return true;
        }
        return Character.isLetter(base)
                ? !WITHOUT_JOINERS.contains(UnicodeScript.of(base))
                : at(i + 1) == KEYCAP || !Character.isDigit(base);
    }

    private static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF)
                || (c >= 0x180B && c <= 0x180D)
                || c == 0x180F;
    }

    /** Letters, marks and symbols that show nothing. */
    private static boolean isBlank(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }

    private static boolean isMark(int c) {
        return c != NONE
                && switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
                    default -> false;
                };
    }

    private static boolean isSeen(int c) {
        return c != NONE
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    /** The character at {@code index}, or none outside the text. */
    private int at(int index) {
        return index < 0 || index >= text.length ? NONE : text[index];
    }

    private @Nullable String seen() {
        anySeen = true;
        return null;
    }

    private static String unclosed() {
        return "must close each bidi isolate (U+2066 to U+2068) by U+2069 on its line";
    }

    private static String unseen(int c) {
        return not(c, "which cannot be seen; remove it");
    }

    private static String not(int c, String why) {
        var name = Character.getName(c);
        return "must not have U+%04X%s, %s".formatted(c, name == null ? "" : " (" + name + ")", why);
    }
}
