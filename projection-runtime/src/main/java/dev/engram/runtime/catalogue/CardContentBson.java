package dev.engram.runtime.catalogue;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.Tag;
import java.util.List;
import java.util.Objects;
import org.bson.Document;

/** What a card says, as BSON: the fields of the contract, absent ones left out. */
public final class CardContentBson {

    private CardContentBson() {}

    /** The fields, to be put into a document of their own or beside others. */
    public static Document document(CardContent content) {
        var answer = content.answer();
        var source = content.source();
        return present(new Document("question", content.question())
                .append("tags", content.tags().stream().map(Tag::value).toList())
                .append("provenance", content.provenance())
                .append("answer", answer == null ? null : document(answer))
                .append("source", source == null ? null : document(source)));
    }

    private static Document document(Answer answer) {
        return present(new Document("seeSource", answer.seeSource())
                .append("author", answer.author())
                .append("text", answer.text()));
    }

    private static Document document(Source source) {
        var at = source.locator();
        return present(new Document("title", source.title())
                .append("locator", at == null ? null : new Document("kind", at.kind()).append("value", at.value())));
    }

    /** Without the fields whose value is absent. */
    static Document present(Document fields) {
        fields.values().removeIf(Objects::isNull);
        return fields;
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
}
