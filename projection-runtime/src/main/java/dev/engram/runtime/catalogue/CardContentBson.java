package dev.engram.runtime.catalogue;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What a card says, as BSON: the fields of the contract, absent ones left out. */
public final class CardContentBson {

    private CardContentBson() {}

    /** The fields, to be put into a document of their own or beside others. */
    public static Document document(CardContent content) {
        var fields = new Document("question", content.question())
                .append("tags", content.tags().stream().map(Tag::value).toList());
        put(fields, "provenance", content.provenance());
        var answer = content.answer();
        if (answer != null) {
            var said = new Document("seeSource", answer.seeSource());
            put(said, "author", answer.author());
            put(said, "text", answer.text());
            fields.append("answer", said);
        }
        var source = content.source();
        if (source != null) {
            fields.append("source", document(source));
        }
        return fields;
    }

    private static Document document(Source source) {
        var fields = new Document("title", source.title());
        var locator = source.locator();
        return locator == null
                ? fields
                : fields.append("locator", new Document("kind", locator.kind()).append("value", locator.value()));
    }

    /** The content that these fields, among others perhaps, say. */
    public static CardContent content(Document stored) {
        var answer = stored.get("answer", Document.class);
        var source = stored.get("source", Document.class);
        return new CardContent(
                stored.getString("question"),
                stored.getString("provenance"),
                tags(stored),
                answer == null
                        ? null
                        : new Answer(
                                answer.getString("author"), answer.getString("text"), answer.getBoolean("seeSource")),
                source == null ? null : source(source));
    }

    static List<Tag> tags(Document stored) {
        return stored.getList("tags", String.class).stream().map(Tag::new).toList();
    }

    private static Source source(Document stored) {
        var locator = stored.get("locator", Document.class);
        return new Source(
                stored.getString("title"),
                locator == null ? null : new Locator(locator.getString("kind"), locator.getString("value")));
    }

    private static void put(Document fields, String name, @Nullable String value) {
        if (value != null) {
            fields.append(name, value);
        }
    }
}
