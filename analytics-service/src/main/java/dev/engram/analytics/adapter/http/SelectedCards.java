package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.FigureQuery;
import dev.engram.analytics.domain.TagChoice;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Parameters: which cards figures are about, and when. */
public class SelectedCards extends AskedMoment {
    @QueryParam("deckId")
    @Schema(format = "uuid", description = "Only cards of this deck, which the caller must have joined")
    @Nullable
    String deckId;

    @QueryParam("tag")
    @Schema(description = "Only cards with this tag or one that lies in it", examples = "attention")
    @Nullable
    String tag;

    @QueryParam("untagged")
    @Schema(
            type = SchemaType.BOOLEAN,
            defaultValue = "false",
            description = "true: only cards without a tag; not beside tag")
    @Nullable
    String untagged;

    FigureQuery query(CallerToken caller) {
        return new FigureQuery(
                caller,
                moment(),
                deckId == null ? null : new DeckId(Fields.uuid("deckId", deckId)),
                tags(tag, untagged),
                Fields.after(after));
    }

    /** The parameters {@code tag} and {@code untagged}. */
    static TagChoice tags(@Nullable String tag, @Nullable String untagged) {
        if (!Fields.flag("untagged", untagged, false)) {
            return tag == null ? new TagChoice.Any() : new TagChoice.Within(tag(tag));
        }
        if (tag != null) {
            throw Fields.invalid("untagged", "must be absent beside tag: no card is both");
        }
        return new TagChoice.Untagged();
    }

    /** The parameter {@code tag}. */
    static Tag tag(String text) {
        try {
            return Tag.of(text);
        } catch (IllegalArgumentException broken) {
            throw Fields.invalid("tag", String.valueOf(broken.getMessage()));
        }
    }
}
