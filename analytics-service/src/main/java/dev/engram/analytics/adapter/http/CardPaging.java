package dev.engram.analytics.adapter.http;

import dev.engram.events.CardId;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The parameters {@code limit} and {@code cursor} of pages of cards. */
public class CardPaging {
    @QueryParam("limit")
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Schema(format = "uuid", description = "next of the page before")
    @Nullable
    String cursor;

    int most() {
        return limit == null ? 100 : (int) Fields.integer("limit", limit, 1, 1000);
    }

    @Nullable
    CardId from() {
        return cursor == null ? null : new CardId(Fields.uuid("cursor", cursor));
    }
}
