package dev.engram.events.text;

import static dev.engram.events.text.TextKind.NAME;
import static dev.engram.events.text.TextKind.TAG;
import static dev.engram.events.text.TextKind.TEXT;
import static dev.engram.events.text.TextKind.TITLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextKindTest {
    private static final Set<TextKind> NONE = EnumSet.noneOf(TextKind.class);
    private static final Set<TextKind> ALL = EnumSet.allOf(TextKind.class);
    private static final Set<TextKind> PROSE = EnumSet.of(TEXT, TITLE);
    private static final Set<TextKind> LINES = EnumSet.of(TEXT);

    private static Arguments row(String what, String text, Set<TextKind> allowed) {
        return Arguments.of(what, text, allowed);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                row("letters", "attention", ALL),
                row("letters and marks", "e\u0301t\u00e9 größe", ALL),
                row("vocalised Hebrew", "שָׁלוֹם", ALL),
                row("vocalised Arabic", "كِتَابٌ", ALL),
                row("Tamil", "தமிழ்", ALL),
                row("Thai", "ภาษาไทย", ALL),
                row("emoji", "\ud83d\ude00", ALL),
                row("typographic", "“a” – b … ≤ ∑", ALL),
                row("no-break and ideographic space", "a\u00a0b\u3000c", ALL),
                row("line feed", "one\ntwo", LINES),
                row("tab", "if x:\n\treturn", LINES),
                row("carriage return", "one\r\ntwo", NONE),
                row("line separator", "one\u2028two", NONE),
                row("null", "a\u0000b", NONE),
                row("escape", "\u001b[31mred", NONE),
                row("bell", "a\u0007", NONE),
                row("C1 control", "a\u0085b", NONE),
                row("delete", "a\u007fb", NONE),
                row("high surrogate alone", "a\ud800b", NONE),
                row("low surrogate alone", "a\udc00", NONE),
                row("unassigned", "a\u0378", NONE),
                row("noncharacter", "a\uffff", NONE),
                row("noncharacter beyond", "a" + Character.toString(0x1FFFE), NONE),
                row("private use", "a\ue000", NONE),
                row("private use beyond", "a" + Character.toString(0x10FFFD), NONE),
                row("override", "a\u202eb\u202c", NONE),
                row("embedding", "a\u202bb\u202c", NONE),
                row("byte order mark", "\ufeffa", NONE),
                row("deprecated format", "a\u206a", NONE),
                row("annotation", "a\ufff9b\ufffac\ufffb", NONE),
                row("closed isolate", "a\u2067אב\u2069c", PROSE),
                row("nested isolates", "\u2068a\u2067b\u2069\u2069", PROSE),
                row("open isolate", "a\u2067b", NONE),
                row("isolate closed on another line", "a\u2067b\nc\u2069", NONE),
                row("closing without isolate", "a\u2069b", NONE),
                row("direction marks", "אב\u200f!\u200e\u061c", PROSE),
                row("zero width space within", "long\u200bword", PROSE),
                row("zero width space alone", "\u200b", NONE),
                row("zero width space at the end", "tag\u200b", NONE),
                row("two zero width spaces", "a\u200b\u200bb", NONE),
                row("soft hyphen", "atten\u00adtion", PROSE),
                row("function application", "sin\u2061x", PROSE),
                row("joiner between Latin letters", "Auf\u200clage", PROSE),
                row("joiner in Persian", "می\u200cخواهم", ALL),
                row("joiner after a virama", "क्\u200dष", ALL),
                row("joiner at the start", "\u200da", NONE),
                row("joiner after a space", "a \u200db", NONE),
                row("two joiners", "م\u200c\u200cخ", NONE),
                row("family of emoji", "👩\u200d👩\u200d👧", ALL),
                row("emoji with skin and joiner", "👩🏽\u200d🔬", ALL),
                row("emoji with selector and joiner", "❤\ufe0f\u200d🔥", ALL),
                row("joiner after a last emoji", "👩\u200d", NONE),
                row("keycap", "1\ufe0f\u20e3", ALL),
                row("selector after a digit", "1\ufe0f", PROSE),
                row("selector after a Latin letter", "a\ufe0f", PROSE),
                row("selector after an ideograph", "葛\udb40\udd00", ALL),
                row("selector after a space", "a \ufe0f", NONE),
                row("two selectors", "❤\ufe0f\ufe0f", NONE),
                row("flag of Scotland", flag("gbsct"), ALL),
                row("tag characters after a letter", "a" + tags("hide") + Character.toString(0xE007F), NONE),
                row("long text in a flag", flag("ignoreall"), NONE),
                row("flag without end", Character.toString(0x1F3F4) + tags("gbsct"), NONE),
                row("Arabic number sign", "\u0600١", ALL),
                row("filler", "a\u3164", PROSE),
                row("fillers alone", "\u3164\u2800", NONE),
                row("nothing", "", NONE),
                row("spaces", " \u00a0", NONE));
    }

    private static String flag(String letters) {
        return Character.toString(0x1F3F4) + tags(letters) + Character.toString(0xE007F);
    }

    private static String tags(String letters) {
        var tags = new StringBuilder();
        letters.chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        return tags.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void shouldAllowATextInTheKindsItFits(String what, String text, Set<TextKind> allowed) {
        // when
        var taken = EnumSet.allOf(TextKind.class);
        taken.removeIf(kind -> kind.fault(text) != null);
        // then
        assertThat(taken).as(what).isEqualTo(allowed);
    }

    @Test
    void shouldNameTheCharacterAndItsPlace() {
        var fault = TAG.fault("😀a\u200b");
        assertThat(fault).isNotNull();
        assertThat(fault.character()).isEqualTo(3);
        assertThat(fault.rule())
                .isEqualTo("must not have U+200B (ZERO WIDTH SPACE), which cannot be seen; remove it (character 3)");
        assertThat(NAME.fault("a\u001b").rule()).contains("U+001B", "ESCAPE", "control character");
    }

    @Test
    void shouldFindFaultsOfALongTextInOnePass() {
        var flags = flag("gbsct").repeat(2_000);
        assertThat(TEXT.fault(flags)).isNull();
        assertThat(TEXT.fault("a" + tags("x").repeat(20_000))).isNotNull();
        assertThat(NAME.fault("न" + "\u093c".repeat(20_000) + "\u200d")).isNull();
    }
}
