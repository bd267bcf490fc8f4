package dev.engram.card.adapter.http;

import dev.engram.card.adapter.http.ImportView.NoticeView;
import dev.engram.card.application.DeckImporter;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.plan.ImportPlan;
import dev.engram.card.domain.text.DeckFileLimits;
import dev.engram.events.CardId;
import dev.engram.events.text.TextKind;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Named;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
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
@Tag(name = "import", description = DeckFileResource.TAG)
public class ImportResource {

    private static final int MOST_SAME = 80;
    private static final Pattern SAME = Pattern.compile("([0-9a-fA-F-]{36})@([1-9][0-9]{0,6})");

    private final DeckImporter importer;
    private final ImportViews views;
    private final DeckLimits limits;
    private final JobSlots slots;
    private final Caller caller;

    ImportResource(
            DeckImporter importer,
            ImportViews views,
            DeckLimits limits,
            @Named(DeckFileResource.JOB) JobSlots slots,
            Caller caller) {
        this.importer = importer;
        this.views = views;
        this.limits = limits;
        this.slots = slots;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "importDeck",
            summary = "Bring the caller's deck at the file's path to what the file says",
            description =
                    "A card with the same question is the same card. Cards that the file does not have are reported and"
                            + " stay. The same file again changes nothing. Cards that were edited otherwise since the last"
                            + " import are overwritten only if If-Match names the deck's version or acceptOverwrite is true.")
    @APIResponse(
            responseCode = "200",
            description = "Imported, or with dryRun what an import would do; ETag is the deck's version")
    @APIResponse(responseCode = "403", description = "forbidden: the role author is needed")
    @APIResponse(
            responseCode = "409",
            description = "warnings-not-accepted: read 'warnings' and repeat with acceptWarnings=true;"
                    + " edited-since-import: 'cards' lists what would be overwritten, with before and after; repeat with"
                    + " If-Match or acceptOverwrite=true; deck-full; quota-exceeded; version-conflict: others change the"
                    + " deck all the time")
    @APIResponse(
            responseCode = "412",
            description = "version-conflict: the deck is at currentVersion, 0 if there is none")
    @APIResponse(
            responseCode = "422",
            description =
                    "deck-file-errors: nothing was imported; 'errors' lists them with line, column, code and message")
    @APIResponse(responseCode = "429", description = "too-many-requests: wait for your other imports and exports")
    public RestResponse<ImportView> importDeck(
            @QueryParam("dryRun") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable String dryRun,
            @QueryParam("acceptWarnings") @Schema(type = SchemaType.BOOLEAN, defaultValue = "false") @Nullable
                    String acceptWarnings,
            @QueryParam("acceptOverwrite")
                    @Schema(
                            type = SchemaType.BOOLEAN,
                            defaultValue = "false",
                            description = "Overwrite cards that were edited otherwise since the last import")
                    @Nullable
                    String acceptOverwrite,
            @QueryParam("restoreRetired")
                    @Schema(
                            type = SchemaType.BOOLEAN,
                            defaultValue = "false",
                            description = "Study retired cards of the file again")
                    @Nullable
                    String restoreRetired,
            @QueryParam("authors") @Schema(description = "Names that open answers, joined with commas") @Nullable
                    String authors,
            @QueryParam("same")
                    @Schema(
                            type = SchemaType.ARRAY,
                            implementation = String.class,
                            maxItems = MOST_SAME,
                            description =
                                    "A card whose question was reworded, as cardId@line of the file; up to 80 times",
                            examples = "[\"0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00@12\"]")
                    List<String> same,
            @QueryParam("from")
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "0",
                            defaultValue = "0",
                            description = "First card listed; for the pages of a dry run")
                    @Nullable
                    String from,
            @QueryParam("limit")
                    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100")
                    @Nullable
                    String limit,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte @Nullable [] file) {
        var options = new DeckImporter.Options(
                names(authors),
                Fields.flag("dryRun", dryRun, false),
                Fields.flag("acceptWarnings", acceptWarnings, false),
                Fields.flag("acceptOverwrite", acceptOverwrite, false),
                Fields.flag("restoreRetired", restoreRetired, false),
                same(same),
                DeckResponses.seenIfSaid(ifMatch));
        var page = new ImportViews.Page(
                from == null ? 0 : (int) Fields.integer("from", from, 0, Integer.MAX_VALUE), PageSize.of(limit));
        // the answer too is made inside, so that no whole deck is held while it is sent
        return slots.run(caller.learnerId(), () -> {
            var cards = new AtomicReference<ImportViews.Cards>();
            var given = file == null ? new byte[0] : file;
            var result = importer.run(
                    caller.learnerId(), given, options, plan -> cards.set(views.cards(plan, options.dryRun(), page)));
            return answer(result, cards.get(), page);
        });
    }

    /** @param cards null where nothing was planned to be carried out */
    private RestResponse<ImportView> answer(
            ImportResult result, ImportViews.@Nullable Cards cards, ImportViews.Page page) {
        return switch (result) {
            case ImportResult.Done done -> {
                var view = views.of(done, Objects.requireNonNull(cards));
                yield done.version() == 0
                        ? RestResponse.ok(view)
                        : DeckResponses.response(Status.OK, view, done.version());
            }
            case ImportResult.FileErrors(var errors, var warnings) ->
                throw Problem.of(422, "deck-file-errors", "The deck file has errors")
                        .withDetail("Nothing was imported; correct the file and send it again")
                        .with("errors", NoticeView.of(errors))
                        .with("errorCount", errors.size())
                        .with("warnings", NoticeView.of(warnings))
                        .with("warningCount", warnings.size())
                        .exception();
            case ImportResult.WarningsNotAccepted(var warnings) ->
                throw Problem.of(409, "warnings-not-accepted", "The deck file has warnings")
                        .withDetail("Nothing was imported; correct the file, or accept the warnings")
                        .withField("acceptWarnings", "must be true to import a file with warnings")
                        .with("warnings", NoticeView.of(warnings))
                        .with("warningCount", warnings.size())
                        .exception();
            case ImportResult.Overwrites(var plan, var deck) -> throw overwrites(plan, deck, page);
            case ImportResult.OtherVersion(long current) -> throw DeckResponses.otherVersion(current);
            case ImportResult.WrongSame(int line) ->
                throw Fields.invalid(
                        "same",
                        "must name a card of the deck that the file does not have, and the line of a new question; line "
                                + line + " is none, or its card is not");
            case ImportResult.Full _ -> throw DeckResponses.full(limits);
            case ImportResult.TooManyDecks _ -> throw DeckResponses.tooManyDecks(limits);
            case ImportResult.Contended _ ->
                throw Problem.of(409, "version-conflict", "The deck changes all the time")
                        .withDetail("Send the file again later; what was imported of it already stays unchanged then")
                        .exception();
        };
    }

    private ProblemException overwrites(ImportPlan plan, DeckHeader deck, ImportViews.Page page) {
        var cards = views.overwritten(plan, page);
        return Problem.of(409, "edited-since-import", "The import would overwrite edits")
                .withDetail(
                        "Nothing was imported. Cards were edited since the last import of a file; export the deck and"
                                + " merge, or repeat with acceptOverwrite=true or with the deck's ETag as If-Match")
                .withField("acceptOverwrite", "must be true to overwrite cards that were edited otherwise")
                .with("currentVersion", deck.version())
                .with("count", plan.rows().stream().filter(plan::overwrites).count())
                .with("cards", cards.cards())
                .exception()
                .withHeader("ETag", "\"" + deck.version() + "\"");
    }

    private static Map<Integer, CardId> same(List<String> declared) {
        var cards = new HashMap<Integer, CardId>();
        if (declared.size() > MOST_SAME) {
            throw Fields.invalid("same", "must be given at most " + MOST_SAME + " times");
        }
        for (var one : declared) {
            var parts = SAME.matcher(one);
            if (!parts.matches()) {
                throw Fields.invalid("same", "must be the id of a card, '@' and a line of the file");
            }
            var card = new CardId(Fields.uuid("same", parts.group(1)));
            if (cards.put(Integer.parseInt(parts.group(2)), card) != null) {
                throw Fields.invalid("same", "must name a line once");
            }
        }
        return cards;
    }

    private static Set<String> names(@Nullable String authors) {
        var names = Stream.of((authors == null ? "" : authors).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() > DeckFileLimits.AUTHORS) {
            throw Fields.invalid("authors", "must be at most " + DeckFileLimits.AUTHORS + " names joined with commas");
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
