package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.FigureQuery;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Parameters: which cards figures are about, and when. */
public class SelectedCards {
    @QueryParam("asOf")
    @Schema(
            format = "date-time",
            description = "The moment asked about, with an offset or Z; default now",
            examples = "2026-10-03T08:00:00Z")
    @Nullable
    String asOf;

    @QueryParam("deckId")
    @Schema(format = "uuid", description = "Only cards of this deck, which the caller must have joined")
    @Nullable
    String deckId;

    @QueryParam("tag")
    @Schema(description = "Only cards with this tag or one that lies in it", examples = "attention")
    @Nullable
    String tag;

    @QueryParam("after")
    @Nullable
    String after;

    FigureQuery query(CallerToken caller) {
        return new FigureQuery(
                caller,
                asOf == null ? null : Moments.of("asOf", asOf),
                deckId == null ? null : new DeckId(Fields.uuid("deckId", deckId)),
                tag == null ? null : tag(tag),
                Fields.after(after));
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
