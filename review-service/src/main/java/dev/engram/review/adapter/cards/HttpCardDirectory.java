package dev.engram.review.adapter.cards;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.kit.logging.RequestId;
import dev.engram.review.application.CardDirectory;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The card service over HTTP, as the caller. Gives up soon, since a learner waits for the answer. */
@Singleton
public final class HttpCardDirectory implements CardDirectory {
    private static final long CONNECT_MILLIS = 500;
    private static final long ANSWER_MILLIS = 1_200;

    private final CardService service;

    HttpCardDirectory(@ConfigProperty(name = "engram.cards.url") URI address) {
        service = QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .readTimeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                // an error status is an answer to look at, not an exception
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(CardService.class);
    }

    /** The calls of the card service that are used here. */
    interface CardService {
        @POST
        @Path("/internal/cards/lookup")
        Response lookup(
                @HeaderParam("Authorization") String authorization,
                @HeaderParam(RequestId.HEADER) @Nullable String requestId,
                Lookup cards);

        @POST
        @Path("/internal/decks/{deckId}/code-uses")
        Response useCode(
                @HeaderParam("Authorization") String authorization,
                @HeaderParam(RequestId.HEADER) @Nullable String requestId,
                @PathParam("deckId") String deckId,
                CodeUse use);
    }

    record Lookup(List<String> cardIds) {}

    record CodeUse(String code) {}

    /** What a newer card service adds is not looked at. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Found(Set<String> known, Set<String> unknown) {
        Found {
            known = known == null ? Set.of() : Set.copyOf(known);
            unknown = unknown == null ? Set.of() : Set.copyOf(unknown);
        }
    }

    /** The card service gave no answer that can be used. */
    public static final class CardServiceUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CardServiceUnavailableException(String reason, @Nullable Exception cause) {
            super(reason, cause);
        }
    }

    @Override
    public Set<CardId> unknownOf(Set<CardId> cards, String token) {
        var lookup = new Lookup(cards.stream().map(CardId::toString).toList());
        return answer(
                () -> service.lookup("Bearer " + token, RequestId.current(), lookup),
                response -> switch (response.getStatus()) {
                    case 200 -> unknown(cards, response.readEntity(Found.class));
                    default -> throw unavailable(response);
                });
    }

    @Override
    public boolean useCode(DeckId deck, String code, String token) {
        return answer(
                () -> service.useCode("Bearer " + token, RequestId.current(), deck.toString(), new CodeUse(code)),
                response -> switch (response.getStatus()) {
                    case 204 -> true;
                    case 404 -> false;
                    default -> throw unavailable(response);
                });
    }

    private static <T> T answer(Supplier<Response> call, Function<Response, T> reading) {
        try (var response = call.get()) {
            return reading.apply(response);
        } catch (ProcessingException | WebApplicationException failed) {
            throw new CardServiceUnavailableException(failed.getClass().getSimpleName(), failed);
        }
    }

    private static CardServiceUnavailableException unavailable(Response response) {
        return new CardServiceUnavailableException("answered " + response.getStatus(), null);
    }

    /** A card is denied only if the answer lists it as unknown. */
    private static Set<CardId> unknown(Set<CardId> cards, Found found) {
        var unknown = cards.stream()
                .filter(card -> !found.known().contains(card.toString()))
                .collect(toSet());
        if (!unknown.stream().allMatch(card -> found.unknown().contains(card.toString()))) {
            throw new CardServiceUnavailableException("answer lacks a card that was asked about", null);
        }
        return unknown;
    }
}
