package dev.engram.kit.markdown;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * The text of a card as HTML: the part of Markdown that plain texts do not use by chance (docs/decks.md). What it makes has no scripts, no
 * pictures, no ids, no classes but those of formulas and languages of code, and links to http and https only.
 */
public final class CardMarkdown {
    /** Longer texts, which no card can have, are shown as they are. */
    static final int MOST_CHARACTERS = 65_536;

    /** Whether a text may mean something else than itself; most do not. */
    private static final Pattern MARKED = Pattern.compile(
            "[*`\\\\$~|\\x00\\uE000\\uE001]|https?://|  |(?m:^[ \\t]+\\S|^(?:-|[0-9]{1,9}\\.)(?:[ \\t]|$))");

    /** Without a repeated group, whose matching would take stack for each line. */
    private static final Pattern BLANK_LINES = Pattern.compile("\\n(?=[ \\t]*+\\n)[ \\t\\n]*+");

    private static final Pattern LANGUAGE = Pattern.compile("language-[A-Za-z0-9+#.-]{1,30}");
    private static final Pattern FORMULA = Pattern.compile("\\uE000([0-9]{1,5})\\uE001");

    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(FencedCodeBlock.class, ListBlock.class))
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(32)
            .build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br>")
            .build();

    private static final Cleaner CLEANER = new Cleaner(new Safelist()
            .addTags("p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a")
            .addTags("table", "thead", "tbody", "tr", "th", "td")
            .addAttributes("a", "href")
            .addAttributes("code", "class")
            .addAttributes("ol", "start")
            .addAttributes("th", "align")
            .addAttributes("td", "align")
            .addProtocols("a", "href", "http", "https")
            .addEnforcedAttribute("a", "rel", "noopener nofollow"));

    private CardMarkdown() {}

    /** @param text of a question or an answer, of anybody */
    public static String html(String text) {
        var lines = text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
        if (lines.length() > MOST_CHARACTERS || !MARKED.matcher(lines).find()) {
            return plain(lines);
        }
        var source = CardSource.of(lines);
        var document = CLEANER.clean(Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(source.markdown()))));
        document.outputSettings().prettyPrint(false);
        var body = document.body();
        for (var code : body.select("code[class]")) {
            if (!LANGUAGE.matcher(code.className()).matches()) {
                code.removeAttr("class");
            }
        }
        for (var node : body.nodeStream(TextNode.class).toList()) {
            finish(node, source);
        }
        return body.html().stripTrailing();
    }

    /** Paragraphs and line ends, as {@link #html} gives them for a text that means nothing but itself. */
    private static String plain(String lines) {
        var html = new StringBuilder(lines.length() + 64);
        for (var paragraph : BLANK_LINES.split(lines.strip())) {
            html.append(html.isEmpty() ? "<p>" : "\n<p>");
            html.append(paragraph
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replaceAll("(?<![ \\t])[ \\t]*+\\n", "<br>")
                    .replace("  ", "&nbsp; "));
            html.append("</p>");
        }
        return html.toString();
    }

    private static void finish(TextNode node, CardSource source) {
        if (node.parent() != null && node.parent().nodeName().equals("code")) {
            return;
        }
        var text = node.getWholeText();
        var found = FORMULA.matcher(text);
        int end = 0;
        while (found.find()) {
            node.before(new TextNode(spaced(text.substring(end, found.start()))));
            var formula = source.formula(Integer.parseInt(found.group(1)));
            node.before(new Element("span")
                    .addClass("math")
                    .attr("data-display", String.valueOf(formula.isDisplay()))
                    .appendText(formula.tex()));
            end = found.end();
        }
        node.text(spaced(text.substring(end)));
    }

    /** Browsers show several spaces as one. */
    private static String spaced(String text) {
        return text.replace("  ", "\u00A0 ");
    }
}
