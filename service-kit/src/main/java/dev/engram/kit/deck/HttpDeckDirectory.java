package dev.engram.kit.deck;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.DeckId;
import dev.engram.kit.logging.RequestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The card service over HTTP, as the caller. Gives up soon, since a learner waits for the answer. */
public final class HttpDeckDirectory implements DeckDirectory, DeckEditors {
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofMillis(1_200);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI lookup;

    /** @param cards address of the card service */
    public HttpDeckDirectory(URI cards) {
        lookup = cards.resolve("/internal/visible-decks");
    }

    /** What a newer card service adds is not looked at. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Visible(Set<UUID> visible, @Nullable Set<UUID> editable) {
        Visible {
            visible = Set.copyOf(visible);
        }
    }

    @Override
    public Set<DeckId> visible(Set<DeckId> decks, String token) {
        return among(decks, lookup(decks, token).visible());
    }

    @Override
    public Set<DeckId> editable(Set<DeckId> decks, String token) {
        var editable = lookup(decks, token).editable();
        if (editable == null) {
            throw new IllegalStateException("card-service does not say who edits a deck; it is of an earlier release");
        }
        return among(decks, editable);
    }

    private static Set<DeckId> among(Set<DeckId> decks, Set<UUID> ids) {
        return ids.stream().map(DeckId::new).filter(decks::contains).collect(toSet());
    }

    private Visible lookup(Set<DeckId> decks, String token) {
        var ids = decks.stream().map(DeckId::value).toList();
        try {
            var request = HttpRequest.newBuilder(lookup)
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("deckIds", ids))));
            var requestId = RequestId.current();
            if (requestId != null) {
                request.header(RequestId.HEADER, requestId);
            }
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("card-service answered " + response.statusCode());
            }
            return json.readValue(response.body(), Visible.class);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
