package dev.engram.gateway.adapter.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.engram.gateway.domain.Routes;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The document of the whole API, docs/openapi.yaml, for anybody. */
@Path(ApiDocumentResource.PATH)
@PermitAll
@Tag(name = "document", description = "This document")
public class ApiDocumentResource {
    static final String PATH = Routes.DOCUMENT;

    private static final String YAML = "application/yaml";

    private final Form json;
    private final Form yaml;

    ApiDocumentResource() {
        var text = read();
        this.yaml = Form.of(YAML, text);
        this.json = Form.of(MediaType.APPLICATION_JSON, asJson(text));
    }

    /** The document in one media type. */
    private record Form(String mediaType, String text, EntityTag tag) {
        static Form of(String mediaType, String text) {
            var sum = new CRC32C();
            sum.update(text.getBytes(StandardCharsets.UTF_8));
            return new Form(mediaType, text, new EntityTag(HexFormat.of().toHexDigits(sum.getValue(), 8)));
        }

        Response answer(@Nullable String ifNoneMatch) {
            var response = ifNoneMatch != null && ifNoneMatch.contains(tag.getValue())
                    ? Response.notModified(tag)
                    : Response.ok(text, mediaType).tag(tag);
            return response.header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "readApiDocument", summary = "The document of this API, as JSON or as YAML")
    @APIResponse(
            responseCode = "200",
            description = "An OpenAPI 3.1 document",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = YAML, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "304", description = "The document is the one of If-None-Match")
    public Response json(@HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return json.answer(ifNoneMatch);
    }

    @GET
    @Produces(YAML)
    @Operation(hidden = true)
    public Response yaml(@HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        return yaml.answer(ifNoneMatch);
    }

    private static String read() {
        try (var file = ApiDocumentResource.class.getResourceAsStream("/openapi.yaml")) {
            return new String(
                    Objects.requireNonNull(file, "openapi.yaml is missing in this build")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String asJson(String yaml) {
        try {
            var document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
            return new ObjectMapper().writeValueAsString(document);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml of this build is not YAML", e);
        }
    }
}
