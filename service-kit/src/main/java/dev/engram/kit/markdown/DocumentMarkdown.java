package dev.engram.kit.markdown;

import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** One of our own documents as HTML to be put into a page: with its anchors, and without links to files beside it. */
public final class DocumentMarkdown {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

    private static final Cleaner CLEANER = new Cleaner(
            Safelist.relaxed().removeTags("img").addAttributes("a", "id").addProtocols("a", "href", "#"));

    private DocumentMarkdown() {}

    /** @param markdown all of CommonMark, tables, and anchors written as {@code <a id="…"></a>} */
    public static String html(String markdown) {
        var document = CLEANER.clean(Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(markdown))));
        document.outputSettings().prettyPrint(false);
        var body = document.body();
        body.select("a:not([href]):not([id])").unwrap();
        for (var heading : body.select("h1, h2, h3, h4")) {
            heading.id(heading.text()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        return body.html();
    }
}
