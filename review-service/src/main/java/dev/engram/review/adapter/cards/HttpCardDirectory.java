package dev.engram.review.adapter.cards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.review.application.CardDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/** The card service over HTTP, as the caller. Gives up soon: a learner waits for the answer. */
public final class HttpCardDirectory implements CardDirectory, AutoCloseable {
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofMillis(1_200);

    private final URI base;
    private final ObjectMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** @param base address of the card service, e.g. {@code http://127.0.0.1:8081} */
    public HttpCardDirectory(URI base, ObjectMapper json) {
        this.base = base;
        this.json = json;
    }

    /** What it says. */
    private record Found(Set<String> known, Set<String> unknown) {
        private Found {
            known = known == null ? Set.of() : Set.copyOf(known);
            unknown = unknown == null ? Set.of() : Set.copyOf(unknown);
        }
    }

    /** The card service gave no answer that can be used. */
    public static final class CardServiceAway extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CardServiceAway(String reason, Exception cause) {
            super(reason, cause);
        }

        CardServiceAway(String reason) {
            super(reason);
        }
    }

    @Override
    public Set<CardId> unknownOf(Set<CardId> cards, String token) {
        var answer = send(request("/internal/cards/lookup", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lookup(cards)))
                .build());
        if (answer.statusCode() != 200) {
            throw new CardServiceAway("answered " + answer.statusCode());
        }
        return unknown(cards, found(answer.body()));
    }

    @Override
    public boolean hasDeck(DeckId deck, String token) {
        var answer = send(request("/api/v1/decks/" + deck, token).GET().build());
        return switch (answer.statusCode()) {
            case 200 -> true;
            case 404 -> false;
            default -> throw new CardServiceAway("answered " + answer.statusCode());
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new CardServiceAway(failed.getClass().getSimpleName(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CardServiceAway("interrupted", stopped);
        }
    }

    private String lookup(Set<CardId> cards) {
        try {
            return json.writeValueAsString(
                    Map.of("cardIds", cards.stream().map(CardId::toString).toList()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("ids cannot be written", impossible);
        }
    }

    private Found found(String body) {
        try {
            return json.readValue(body, Found.class);
        } catch (JsonProcessingException unreadable) {
            throw new CardServiceAway("answer cannot be read", unreadable);
        }
    }

    /** A card is denied only if the answer says so in so many words. */
    private static Set<CardId> unknown(Set<CardId> cards, Found found) {
        var unknown = new HashSet<CardId>();
        for (CardId card : cards) {
            if (found.unknown().contains(card.toString())) {
                unknown.add(card);
            } else if (!found.known().contains(card.toString())) {
                throw new CardServiceAway("answer lacks a card that was asked about");
            }
        }
        return unknown;
    }
}
