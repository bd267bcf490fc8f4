package dev.engram.analytics.adapter.http;

import dev.engram.analytics.domain.learner.CardAnswer;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Parameters: which answers to which card. */
public class SelectedAnswers {
    private static final int MOST = 500;

    @QueryParam("cardId")
    @Schema(format = "uuid", required = true)
    @Nullable
    String cardId;

    @QueryParam("limit")
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "500")
    @Nullable
    String limit;

    @QueryParam("before")
    @Schema(format = "uuid", description = "The first review of the answer before")
    @Nullable
    String before;

    CardId card() {
        return new CardId(Fields.uuid("cardId", cardId));
    }

    /** @return reads the page out of all answers; the parameters have been checked */
    Paging paging() {
        return new Paging(
                limit == null ? MOST : (int) Fields.integer("limit", limit, 1, MOST),
                before == null ? null : new EventId(Fields.uuid("before", before)));
    }

    record Paging(int most, @Nullable EventId before) {
        CardAnswer.Page of(List<CardAnswer> all) {
            return CardAnswer.Page.of(all, most, before);
        }
    }
}
