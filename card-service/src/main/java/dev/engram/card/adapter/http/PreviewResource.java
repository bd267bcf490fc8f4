package dev.engram.card.adapter.http;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.text.TextPolicy;
import dev.engram.kit.auth.Role;
import dev.engram.kit.markdown.CardMarkdown;
import dev.engram.kit.problem.Fields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows authors how a card will look, while they write it. Stores nothing. */
@Path("/api/v1/cards/preview")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.AUTHOR_GROUP)
@Tag(name = "cards", description = CardResource.TAG)
public class PreviewResource {

    /** Texts as they are being written; either may be absent. */
    @Schema(name = "PreviewBody", description = "Texts of a card, under the same rules as those of a card")
    public record PreviewBody(
            @Schema(minLength = 1, maxLength = 2_000, format = "text") @Nullable
            String question,

            @Schema(minLength = 1, maxLength = 20_000, format = "text") @Nullable
            String answer) {}

    /** The same as HTML that may be shown; absent what was absent. */
    @Schema(name = "CardPreview")
    public record CardPreview(
            @Nullable String questionHtml, @Nullable String answerHtml) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "previewCard", summary = "Texts of a card as HTML, as learners will see them")
    @APIResponse(responseCode = "200", description = "The HTML")
    public CardPreview preview(@Nullable PreviewBody body) {
        var wanted = Fields.required("body", body);
        return new CardPreview(html("question", wanted.question), html("answer", wanted.answer));
    }

    private static @Nullable String html(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        var card = field.equals("question")
                ? CardBody.valid(field, () -> new CardContent(text, null, List.of(), null, null))
                : CardBody.valid(
                        field, () -> new CardContent("?", null, List.of(), new Answer(null, text, false), null));
        var fault = TextPolicy.card(card);
        if (fault != null) {
            throw Fields.invalid(field, fault.rule());
        }
        return CardMarkdown.html(text);
    }
}
