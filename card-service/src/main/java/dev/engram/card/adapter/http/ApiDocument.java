package dev.engram.card.adapter.http;

import dev.engram.kit.problem.Problem;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the OpenAPI document says of the service as a whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Engram card service",
                        version = "1",
                        description =
                                "Decks and their cards. A deck has a version, which is its ETag; whoever changes it"
                                        + " says with If-Match which version he has seen."),
        tags = {
            @Tag(name = ApiDocument.DECKS, description = "Make, list and read decks"),
            @Tag(name = ApiDocument.CARDS, description = "Add, revise and retire cards, as the owner of their deck"),
            @Tag(name = ApiDocument.IMPORT, description = "Bring a deck to what a plain-text file says"),
            @Tag(name = ApiDocument.INTERNAL, description = "For the other services; not routed by the gateway")
        },
        components =
                @Components(
                        schemas =
                                @Schema(
                                        name = "Problem",
                                        type = SchemaType.OBJECT,
                                        description = "Why a request was not done (RFC 9457)",
                                        requiredProperties = {"type", "title", "status"},
                                        properties = {
                                            @SchemaProperty(
                                                    name = "type",
                                                    type = SchemaType.STRING,
                                                    examples = "urn:engram:problem:invalid-field"),
                                            @SchemaProperty(name = "title", type = SchemaType.STRING),
                                            @SchemaProperty(name = "status", type = SchemaType.INTEGER),
                                            @SchemaProperty(name = "detail", type = SchemaType.STRING),
                                            @SchemaProperty(
                                                    name = "field",
                                                    type = SchemaType.STRING,
                                                    description = "The input at fault"),
                                            @SchemaProperty(
                                                    name = "rule",
                                                    type = SchemaType.STRING,
                                                    description = "What the field must satisfy")
                                        }),
                        responses = {
                            @APIResponse(
                                    name = ApiDocument.INVALID,
                                    description = "A field breaks a rule: invalid-field, malformed-json",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDocument.UNAUTHORIZED,
                                    description = "token-missing, token-expired or token-invalid",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDocument.FORBIDDEN,
                                    description = "forbidden (the role author is needed) or not-owner",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDocument.NOT_FOUND,
                                    description = "not-found (the deck) or unknown-card",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDocument.CONFLICT,
                                    description = "The deck as it is does not allow it: question-taken, card-retired,"
                                            + " deck-full",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDocument.OTHER_VERSION,
                                    description = "version-conflict: the deck is at currentVersion",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDocument.NO_VERSION,
                                    description = "if-match-required",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = ApiDocument.UNAVAILABLE,
                                    description = "store-unavailable; Retry-After says when to try again",
                                    content =
                                            @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "Problem")))
                        }))
public class ApiDocument extends Application {

    static final String DECKS = "decks";
    static final String CARDS = "cards";
    static final String IMPORT = "import";
    static final String INTERNAL = "internal";

    static final String INVALID = "Invalid";
    static final String UNAUTHORIZED = "Unauthorized";
    static final String FORBIDDEN = "Forbidden";
    static final String NOT_FOUND = "NotFound";
    static final String CONFLICT = "Conflict";
    static final String OTHER_VERSION = "OtherVersion";
    static final String NO_VERSION = "NoVersion";
    static final String UNAVAILABLE = "Unavailable";
}
