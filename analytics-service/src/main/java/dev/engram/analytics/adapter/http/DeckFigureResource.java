package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.deck.DeckFigures;
import dev.engram.analytics.application.deck.DeckOutcome;
import dev.engram.analytics.application.deck.DeckQuery;
import dev.engram.events.DeckId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.figure.CsvWriter;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.projections.learner.CardWeek;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Figures of the cards of a deck over all its learners, each as JSON or, with {@code Accept: text/csv}, as CSV. */
@Path("/api/v1/decks/{deckId}/figures")
@Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
@RolesAllowed({Role.AUTHOR_GROUP, Role.RESEARCHER_GROUP})
@RunOnVirtualThread
@Tag(name = "decks", description = "Decks of cards")
@APIResponse(responseCode = "403", description = "not-editor: the caller may see the deck, but not its figures")
@APIResponse(responseCode = "404", description = "not-found: there is no such deck")
@APIResponse(responseCode = "409", description = "quota-exceeded: quota (cards or tags) and limit")
public class DeckFigureResource {
    private static final int MOST_CARDS = 1_000;
    private static final int CARDS = 100;

    private final DeckFigures figures;
    private final Caller caller;

    DeckFigureResource(DeckFigures figures, Caller caller) {
        this.figures = figures;
        this.caller = caller;
    }

    /** Which cards, and when. */
    public static class Selected {
        @PathParam("deckId")
        @Schema(format = "uuid")
        @Nullable
        String deckId;

        @QueryParam("tag")
        @Schema(description = "Only cards with this tag or one that lies in it", examples = "attention")
        @Nullable
        String tag;

        @QueryParam("from")
        @Schema(
                format = "date",
                description = "Weeks of study days that begin on this day or later; default from the first answer on",
                examples = "2026-10-05")
        @Nullable
        String from;

        @QueryParam("to")
        @Schema(
                format = "date",
                description = "Weeks that end on this day or before; default all that have ended",
                examples = "2026-11-01")
        @Nullable
        String to;

        @QueryParam("simulated")
        @Schema(
                type = SchemaType.BOOLEAN,
                defaultValue = "false",
                description = "Of simulated learners instead of people; never of both")
        @Nullable
        String simulated;

        @QueryParam("after")
        @Nullable
        String after;
    }

    @GET
    @Path("/cards")
    @Operation(
            operationId = "deckCardFigures",
            summary = "Cards by first-answer error over all learners, with lapses and time",
            description =
                    "For who may edit the deck, and for researchers who may see it. What is about few learners is hidden.")
    @APIResponse(responseCode = "200", description = "One row per card")
    public DeckFigureAnswers.Cards cards(
            @BeanParam Selected selected,
            @QueryParam("limit")
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "1000",
                            defaultValue = "100",
                            description = "Most cards of an answer")
                    @Nullable
                    String limit) {
        int most = limit == null ? CARDS : (int) Fields.integer("limit", limit, 1, MOST_CARDS);
        return DeckFigureAnswers.Cards.of(known(figures.cards(query(selected), most)));
    }

    @GET
    @Path("/curves")
    @Operation(
            operationId = "deckCurves",
            summary = "The learning curve of each tag over all learners",
            description =
                    "For who may edit the deck, and for researchers who may see it. What is about few learners is hidden.")
    @APIResponse(responseCode = "200", description = "One row per tag and opportunity")
    public DeckFigureAnswers.Curves curves(@BeanParam Selected selected) {
        return DeckFigureAnswers.Curves.of(known(figures.curves(query(selected))));
    }

    private DeckQuery query(Selected selected) {
        var from = selected.from == null ? null : Fields.day("from", selected.from);
        var to = selected.to == null ? null : Fields.day("to", selected.to);
        if (from != null && to != null && !holdsAWeek(from, to)) {
            throw Fields.invalid("to", "must leave a whole week, from Monday to Sunday, after from");
        }
        return new DeckQuery(
                caller.withToken(),
                caller.hasRole(Role.RESEARCHER_GROUP),
                new DeckId(Fields.uuid("deckId", selected.deckId)),
                selected.tag == null ? null : SelectedCards.tag(selected.tag),
                from,
                to,
                Fields.flag("simulated", selected.simulated, false),
                Fields.after(selected.after));
    }

    private static boolean holdsAWeek(LocalDate from, LocalDate to) {
        return CardWeek.firstFrom(from) < CardWeek.endAfter(to);
    }

    private static <T> DeckOutcome.Known<T> known(DeckOutcome<T> outcome) {
        return switch (outcome) {
            case DeckOutcome.Known<T> known -> known;
            case DeckOutcome.NotVisible<T>() ->
                throw Problem.notFound("There is no such deck")
                        .withField("deckId", "must be the id of a deck that you may see")
                        .exception();
            case DeckOutcome.NotEditor<T>() ->
                throw Problem.of(
                                403,
                                "not-editor",
                                "Only its owner and its editors see figures of all learners of a deck")
                        .withDetail("You may read the deck; ask its owner to make you an editor")
                        .exception();
            case DeckOutcome.TooMuch<T>(var quota, long limit) ->
                throw Problem.quotaUsedUp(quota, limit, "An answer covers at most " + limit + " " + quota)
                        .exception();
        };
    }
}
