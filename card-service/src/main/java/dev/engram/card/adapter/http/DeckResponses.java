package dev.engram.card.adapter.http;

import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.EditDecision;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Answers about a deck: its version as an entity tag, and why something was not done. */
final class DeckResponses {
    private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private DeckResponses() {}

    static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /** An answer whose entity tag is the version. */
    static <T> RestResponse<T> response(RestResponse.Status status, T entity, long version) {
        return RestResponse.ResponseBuilder.create(status, entity)
                .tag(tag(version))
                .build();
    }

    /** Whether a client that sends this If-None-Match has the answer of this version. */
    static boolean isKnown(@Nullable String ifNoneMatch, long version) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (var known : ifNoneMatch.split(",", -1)) {
            var tag = known.strip();
            // compared weakly, as RFC 9110 says
            if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals("\"" + version + "\"")) {
                return true;
            }
        }
        return false;
    }

    /** 304: the client has the answer. */
    static <T> RestResponse<T> notModified(long version) {
        return RestResponse.ResponseBuilder.<T>notModified(tag(version)).build();
    }

    /** The version that the client has seen. */
    static long seen(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Problem.of(428, "if-match-required", "Say which version of the deck is to be changed")
                    .withDetail(
                            "Read the deck and send its ETag as If-Match, so that no change of others is overwritten")
                    .withField("If-Match", "the ETag of the deck, such as \"5\"")
                    .exception();
        }
        return version(ifMatch);
    }

    private static long version(String ifMatch) {
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Fields.invalid("If-Match", "must be the ETag of the deck, such as \"5\"");
        }
        return Long.parseLong(tag.group(1));
    }

    /** The same where a client need not say it; null then. */
    static @Nullable Long seenIfSaid(@Nullable String ifMatch) {
        return ifMatch == null ? null : version(ifMatch);
    }

    static ProblemException noDeck(DeckId deckId) {
        return Problem.notFound("There is no deck " + deckId + " that you may see")
                .withField("deckId", "must be the id of a deck that you may see")
                .exception();
    }

    static ProblemException notOwner() {
        return Problem.of(403, "not-owner", "Only its owner shares and publishes a deck")
                .withDetail("The deck belongs to somebody else")
                .exception();
    }

    static ProblemException notEditor() {
        return Problem.of(403, "not-editor", "Only its owner and its editors change a deck")
                .withDetail("You may read the deck; ask its owner to make you an editor")
                .exception();
    }

    static ProblemException noCard(@Nullable CardId cardId) {
        return Problem.of(404, "unknown-card", "No such card")
                .withDetail("The deck has no card " + cardId)
                .withField("cardId", "must be the id of a card of the deck")
                .exception();
    }

    static ProblemException problem(
            EditDecision.Rejected why, DeckId deckId, @Nullable CardId cardId, DeckLimits limits) {
        return switch (why) {
            case EditDecision.NoSuchDeck _ -> noDeck(deckId);
            case EditDecision.NotEditor _ -> notEditor();
            case EditDecision.OtherVersion(long current) -> otherVersion(current);
            case EditDecision.NoSuchCard _ -> noCard(cardId);
            case EditDecision.Retired _ ->
                Problem.of(409, "card-retired", "The card is retired")
                        .withDetail("A retired card is not revised; restore it first, or add a new one")
                        .withField("cardId", "must be a card that is not retired")
                        .exception();
            case EditDecision.QuestionTaken(var by) ->
                Problem.of(409, "question-taken", "Another card of the deck asks this")
                        .withField("question", "must differ from those of the deck's other cards")
                        .with("cardId", by.value())
                        .exception();
            case EditDecision.Full _ -> full(limits);
        };
    }

    /** @param current version of the deck; 0 if there is none */
    static ProblemException otherVersion(long current) {
        var problem = Problem.of(412, "version-conflict", "The deck has changed meanwhile")
                .withDetail(
                        current == 0
                                ? "There is no such deck yet; leave out If-Match to make it"
                                : "The deck is at version " + current + "; read it, decide again, and send its ETag")
                .withField("If-Match", "must be the ETag of the deck as it is now")
                .with("currentVersion", current)
                .exception();
        return current == 0 ? problem : problem.withHeader("ETag", "\"" + current + "\"");
    }

    static ProblemException full(DeckLimits limits) {
        return Problem.of(409, "deck-full", "The deck cannot take more")
                .withDetail("Nothing was changed. A deck has at most " + limits.cards() + " cards and " + limits.bytes()
                        + " bytes of text in its life, the retired cards included; make another deck")
                .with("maxCards", limits.cards())
                .with("maxBytes", limits.bytes())
                .exception();
    }

    static ProblemException tooManyDecks(DeckLimits limits) {
        return Problem.of(409, "quota-exceeded", "You have as many decks as you can have")
                .withDetail(
                        "Nothing was made. You own " + limits.decksPerOwner() + " decks; add the cards to one of them")
                .with("quota", "decks-per-owner")
                .with("limit", limits.decksPerOwner())
                .exception();
    }
}
