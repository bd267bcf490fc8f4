package dev.engram.card.adapter.http;

import dev.engram.card.adapter.http.ImportView.NoticeView;
import dev.engram.card.application.DeckImporter;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.events.text.TextKind;
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
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Takes deck files. */
@Path("/api/v1/decks/import")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.AUTHOR_GROUP)
@Tag(name = "import", description = "Bring a deck to what a plain-text file says")
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
            description = "Imported, or with dryRun what an import would do; ETag is the deck's version")
    @APIResponse(responseCode = "403", description = "forbidden (the role author is needed) or not-owner")
    @APIResponse(
            responseCode = "409",
            description = "warnings-not-accepted: read 'warnings' and repeat with acceptWarnings=true; deck-full;"
                    + " version-conflict: others change the deck all the time")
    @APIResponse(
            responseCode = "422",
            description =
                    "deck-file-errors: nothing was imported; 'errors' lists them with line, column, code and message")
    public RestResponse<ImportView> importDeck(
            @QueryParam("dryRun") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable String dryRun,
            @QueryParam("acceptWarnings") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable
                    String acceptWarnings,
            @QueryParam("authors") @Schema(description = "Names that open answers, joined with commas") @Nullable
                    String authors,
            byte @Nullable [] file) {
        var result = importer.run(
                caller.learnerId(),
                file == null ? new byte[0] : file,
                names(authors),
                Fields.flag("dryRun", dryRun, false),
                Fields.flag("acceptWarnings", acceptWarnings, false));
        return switch (result) {
            case ImportResult.Done done -> answer(done);
            case ImportResult.FileErrors(var errors, var warnings) ->
                throw Problem.of(422, "deck-file-errors", "The deck file has errors")
                        .withDetail("Nothing was imported; correct the file and send it again")
                        .with("errors", NoticeView.of(errors))
                        .with("warnings", NoticeView.of(warnings))
                        .exception();
            case ImportResult.WarningsNotAccepted(var warnings) ->
                throw Problem.of(409, "warnings-not-accepted", "The deck file has warnings")
                        .withDetail("Nothing was imported; correct the file, or accept the warnings")
                        .withField("acceptWarnings", "must be true to import a file with warnings")
                        .with("warnings", NoticeView.of(warnings))
                        .exception();
            case ImportResult.Full _ -> throw DeckResponses.full();
            case ImportResult.Contended _ ->
                throw Problem.of(409, "version-conflict", "The deck changes all the time")
                        .withDetail("Nothing was imported; send the file again later")
                        .exception();
        };
    }

    private static RestResponse<ImportView> answer(ImportResult.Done done) {
        var view = ImportView.of(done);
        return done.version() == 0 ? RestResponse.ok(view) : DeckResponses.response(Status.OK, view, done.version());
    }

    private static Set<String> names(@Nullable String authors) {
        var names = Stream.of((authors == null ? "" : authors).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() > MOST_AUTHORS) {
            throw Fields.invalid("authors", "must be at most " + MOST_AUTHORS + " names joined with commas");
        }
        for (var name : names) {
            var fault = TextKind.NAME.fault(name);
            if (fault != null) {
                throw Fields.invalid("authors", fault.rule());
            }
        }
        return Set.copyOf(names);
    }
}
