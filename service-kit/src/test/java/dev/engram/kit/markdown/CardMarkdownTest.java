package dev.engram.kit.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardMarkdownTest {
    private static final long SLACK_NANOS = 200_000_000;

    private static final Set<String> TAGS = Set.of(
            "p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th",
            "td", "span");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the dot product scaled by?",
                "a * b * c, 2*3*4, **kwargs and *args",
                "f(*a)*g(*b)",
                "__init__ and self_attention_x and _x_",
                "# a comment",
                "> 90 %",
                "---",
                "===",
                "1) first",
                "+ plus",
                "costs $5 and $10, US$5 or A$6",
                "a < b && c > d; &amp; &lt; <b>bold</b> <std::vector> <a@example.org>",
                "C:\\temp\\new, \\{x\\}, \\[y\\], a \\\\ b, \\",
                "a[0](x) ![alt](picture.png) [text][1] [1]: /x",
                "`unclosed, ``quoted''",
                "x ~ y ~~ z",
                "a | b",
                "  indented\n    more\n\tby a tab",
                "two  spaces   three",
                "a\nb\n\nc",
                "- - -x",
                "2022. A year",
                "3. three",
                "007. Bond",
                "\uE0000\uE001",
                "[x](javascript:alert(1)) [y](/relative) [z](data:text/html,x)",
                "<javascript:alert(1)>",
                "$ x $",
                "$$ $$",
                "$\n$",
                "日本語*の*مرحبا"
            })
    void shouldShowPlainTextsAsTheyAre(String text) {
        // when
        var shown = shown(CardMarkdown.html(text));
        // then
        var expected = text.replace("\t", "    ")
                .replaceAll("\\n+", "\n")
                .replace('\uE000', '\uFFFD')
                .replace('\uE001', '\uFFFD');
        assertThat(shown).isEqualTo(expected);
    }

    /** The text of HTML as it is shown, lines and spaces included. */
    private static String shown(String html) {
        var body = Jsoup.parseBodyFragment(html).body();
        body.select("br").forEach(line -> line.replaceWith(new TextNode("\n")));
        for (var list : body.select("ol, ul")) {
            int number = list.hasAttr("start") ? Integer.parseInt(list.attr("start")) : 1;
            for (var item : list.children()) {
                item.prependText(list.nodeName().equals("ul") ? "- " : number++ + ". ");
            }
        }
        return body.select("p, li").stream()
                .map(block -> block.wholeText().replace('\u00A0', ' '))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "*a* and **b** ¦ <p><em>a</em> and <strong>b</strong></p>",
                "`x*y` ¦ <p><code>x*y</code></p>",
                "``a ` b`` ¦ <p><code>a ` b</code></p>",
                "\\*a\\* ¦ <p>*a*</p>",
                "[a_b](https://example.org/x_y?a=1&b=2) ¦ <p><a href=\"https://example.org/x_y?a=1&amp;b=2\" rel=\"noopener nofollow\">a_b</a></p>",
                "<https://example.org> ¦ <p><a href=\"https://example.org\" rel=\"noopener nofollow\">https://example.org</a></p>",
                "$x_1*y*$ ¦ <p><span class=\"math\" data-display=\"false\">x_1*y*</span></p>",
                "so $$a<b$$. ¦ <p>so <span class=\"math\" data-display=\"true\">a&lt;b</span>.</p>",
                "\\(\\frac{1}{2}\\) ¦ <p><span class=\"math\" data-display=\"false\">\\frac{1}{2}</span></p>",
                "**$x$** ¦ <p><strong><span class=\"math\" data-display=\"false\">x</span></strong></p>",
                "`$x$` ¦ <p><code>$x$</code></p>"
            })
    void shouldReadWhatAuthorsMark(String text, String html) {
        assertThat(CardMarkdown.html(text)).isEqualTo(html);
    }

    @Test
    void shouldReadBlocks() {
        assertThat(CardMarkdown.html("```python\nif a < b:\n    *x* = $y$\n```"))
                .isEqualTo("<pre><code class=\"language-python\">if a &lt; b:\n    *x* = $y$\n</code></pre>");
        assertThat(CardMarkdown.html("Steps:\n1. a\n2. b\n   - c"))
                .isEqualTo("<p>Steps:</p>\n<ol>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>");
        assertThat(CardMarkdown.html("| a | b |\n|---|--:|\n| $x$ | *y* |"))
                .contains("<th align=\"right\">b</th>", "data-display=\"false\">x</span>", "<em>y</em>");
        assertThat(CardMarkdown.html("$$\na = b\n+ c\n$$"))
                .isEqualTo("<p><span class=\"math\" data-display=\"true\">a = b\n+ c</span></p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<svg onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<img src=x onerror=alert(1)>",
                "![x](https://example.org/x.png)",
                "<a href=\"javascript:alert(1)\">x</a>",
                "[x](JaVaScRiPt:alert(1))",
                "[x](https://a\"onmouseover=\"alert(1))",
                "[x](https://example.org \"title\\\" onclick=alert(1)\")",
                "<https://a\"onmouseover=alert(1)>",
                "```\" onclick=\"alert(1)\ncode\n```",
                "```x\"><script>alert(1)</script>\ncode\n```",
                "~~~ a'b onclick=alert(1)\ncode\n~~~",
                "$\"><img src=x onerror=alert(1)>$",
                "$$</span><script>alert(1)</script>$$",
                "[$x$](https://example.org/$y$)",
                "[x](https://example.org/\uE0000\uE001)",
                "`<img src=x onerror=alert(1)>`",
                "<style>*{display:none}</style><iframe src=//x></iframe><object><embed><form><input>",
                "<p id=app class=menu style=\"x\">x</p>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1 onerror=alert(1)>\">",
                "&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;",
                "| <script> | a |\n|---|---|\n| <b onclick=x> | $<i>$ |",
                "- <script>alert(1)</script>\n  <img src=x onerror=y>\n\n  <svg/onload=z>",
                "    <script>alert(1)</script>",
                "        ```\n<script>alert(1)</script>"
            })
    void shouldMakeNothingThatRuns(String text) {
        requireHarmless(CardMarkdown.html(text));
    }

    private static void requireHarmless(String html) {
        for (Element element : Jsoup.parseBodyFragment(html).body().select("*").not("body")) {
            assertThat(TAGS).contains(element.nodeName());
            for (var attribute : element.attributes()) {
                switch (element.nodeName() + " " + attribute.getKey()) {
                    case "a href" -> assertThat(attribute.getValue()).matches("https?://.*");
                    case "a rel" -> assertThat(attribute.getValue()).isEqualTo("noopener nofollow");
                    case "span class" -> assertThat(attribute.getValue()).isEqualTo("math");
                    case "span data-display" -> assertThat(attribute.getValue()).isIn("true", "false");
                    case "code class" -> assertThat(attribute.getValue()).matches("language-[A-Za-z0-9+#.-]{1,30}");
                    case "ol start" -> assertThat(attribute.getValue()).matches("[0-9]{1,9}");
                    case "th align", "td align" ->
                        assertThat(attribute.getValue()).isIn("left", "right", "center");
                    default -> throw new AssertionError(element.nodeName() + " has " + attribute);
                }
            }
        }
    }

    @Test
    void shouldMakeNothingThatRunsOfAnyMixture() {
        // given
        long seed = Long.getLong("engram.seed", System.nanoTime());
        var random = new Random(seed);
        String[] parts = {
            "<",
            ">",
            "\"",
            "'",
            "`",
            "```",
            "~~~",
            "$",
            "$$",
            "\\(",
            "\\)",
            "*",
            "**",
            "_",
            "[",
            "](",
            ")",
            "!",
            "\n",
            "\n\n",
            " ",
            "  ",
            "- ",
            "1. ",
            "|",
            "|---|",
            "https://x.y",
            "javascript:",
            "script",
            "onload=",
            "&",
            "&lt;",
            "\uE000",
            "0",
            "\uE001",
            "a",
            "\\",
            "/"
        };
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(25); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            // then
            try {
                requireHarmless(CardMarkdown.html(text.toString()));
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("seed " + seed + ": " + text, failed);
            }
        }
    }

    @Test
    void shouldGiveOnePathAndTheOtherTheSame() {
        // given: a text that means nothing, beside one that makes the parser read the same
        var plain = "It's \"a\" <b> & c\n(d) e_f\n\nnext #1";
        // then
        assertThat(CardMarkdown.html(plain + " `x`"))
                .isEqualTo(CardMarkdown.html(plain)
                        .replace("</p>\n<p>next #1</p>", "</p>\n<p>next #1 <code>x</code></p>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "![",
                "(",
                "<",
                "*",
                "**a",
                "*a ",
                "a*",
                "_",
                "`",
                "``` ",
                "`a``b```",
                "$",
                "$a ",
                "$$a",
                "\\(",
                "\\",
                "- ",
                "1. ",
                "  - a\n",
                "|",
                "a|b\n",
                "|-",
                "~~~\n",
                "```\n",
                "[a](https://",
                "[a](https://b",
                "<https://a",
                "&",
                "&#",
                "> ",
                "\n",
                " \n",
                "\uE000",
                "*a **b ",
                "**a*b",
                "[a](https://b)",
                "$x$",
                "`x`",
                "\\*",
                "é",
                "\t",
                "> - 1. "
            })
    @Timeout(60)
    void shouldTakeWorkInProportionToTheText(String part) {
        // given
        var text = "b" + part.repeat((CardMarkdown.MOST_CHARACTERS - 2) / part.length()) + "b";
        var quarter = "b" + part.repeat((CardMarkdown.MOST_CHARACTERS - 2) / part.length() / 4) + "b";
        // when: the smallest of some, since a compiler may work beside them
        long few = work(quarter);
        long many = work(text);
        // then: four times as much, not sixteen times
        assertThat(many)
                .as("nanoseconds of the processor for 64 kB of %s; %s for a quarter", part, few)
                .isLessThan(10 * few + SLACK_NANOS);
        var html = CardMarkdown.html(text);
        requireHarmless(html.length() > 200_000 ? html.substring(0, html.lastIndexOf('<', 200_000)) : html);
    }

    /** What this thread has used of a processor; what else the machine does is not in it. */
    private static long work(String text) {
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = threads.getCurrentThreadCpuTime();
            assertThat(CardMarkdown.html(text)).isNotEmpty();
            least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
        }
        return least;
    }
}
