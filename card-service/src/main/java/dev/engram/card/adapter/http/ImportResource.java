package dev.engram.card.adapter.http;

import dev.engram.card.adapter.http.ImportView.NoticeView;
import dev.engram.card.application.DeckImport;
import dev.engram.card.application.DeckImporter;
import dev.engram.card.application.ImportResult;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes deck files. */
@Path("/api/v1/decks/import")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.AUTHOR_GROUP)
@Tag(name = ApiDocument.IMPORT)
public class ImportResource {

    private static final int MOST_AUTHORS = 100;

    private final DeckImporter importer;
    private final Caller caller;

    ImportResource(DeckImporter importer, Caller caller) {
        this.importer = importer;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "importDeck",
            summary = "Bring the caller's deck at the file's path to what the file says",
            description =
                    "A card with the same question is the same card. Cards that the file does not have are reported and"
                            + " stay. The same file again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Imported, or with dryRun what an import would do; ETag is the deck's version",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "400", ref = ApiDocument.INVALID)
    @APIResponse(responseCode = "401", ref = ApiDocument.UNAUTHORIZED)
    @APIResponse(responseCode = "403", ref = ApiDocument.FORBIDDEN)
    @APIResponse(
            responseCode = "409",
            description = "warnings-not-accepted: read 'warnings' and repeat with acceptWarnings=true; deck-full;"
                    + " version-conflict: others change the deck all the time",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "422",
            description =
                    "deck-file-errors: nothing was imported; 'errors' lists them with line, column, code and message",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "Problem")))
    @APIResponse(responseCode = "503", ref = ApiDocument.UNAVAILABLE)
    public Response importDeck(
            @QueryParam("dryRun") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable String dryRun,
            @QueryParam("acceptWarnings") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable
                    String acceptWarnings,
            @QueryParam("authors") @Schema(description = "Names that open answers, joined with commas") @Nullable
                    String authors,
            byte @Nullable [] file) {
        var wish = new DeckImport(
                caller.learnerId(),
                file == null ? new byte[0] : file,
                Fields.flag("dryRun", dryRun, false),
                Fields.flag("acceptWarnings", acceptWarnings, false),
                names(authors));
        return switch (importer.run(wish)) {
            case ImportResult.Done done -> answer(done);
            case ImportResult.FileErrors(var errors, var warnings) ->
                throw Problem.of(422, "deck-file-errors", "The deck file has errors")
                        .withDetail("Nothing was imported; mend the file and send it again")
                        .with("errors", NoticeView.of(errors))
                        .with("warnings", NoticeView.of(warnings))
                        .exception();
            case ImportResult.WarningsNotAccepted(var warnings) ->
                throw Problem.of(409, "warnings-not-accepted", "The deck file has warnings")
                        .withDetail("Nothing was imported; mend the file, or accept the warnings")
                        .withField("acceptWarnings", "must be true to import a file with warnings")
                        .with("warnings", NoticeView.of(warnings))
                        .exception();
            case ImportResult.Full _ -> throw Refusals.full();
            case ImportResult.Contended _ ->
                throw Problem.of(409, "version-conflict", "The deck changes all the time")
                        .withDetail("Nothing was imported; send the file again later")
                        .exception();
        };
    }

    private static Response answer(ImportResult.Done done) {
        var response = Response.ok(ImportView.of(done));
        return (done.version() == 0 ? response : response.tag(DeckVersion.tag(done.version()))).build();
    }

    private static Set<String> names(@Nullable String authors) {
        if (authors == null || authors.isBlank()) {
            return Set.of();
        }
        List<String> names = Stream.of(authors.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() > MOST_AUTHORS) {
            throw Problem.invalidField("authors", "must be at most " + MOST_AUTHORS + " names joined with commas")
                    .exception();
        }
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }
}
