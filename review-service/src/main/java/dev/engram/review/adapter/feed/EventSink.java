package dev.engram.review.adapter.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.LearnerId;
import dev.engram.kit.problem.ResponseChunks;
import dev.engram.review.adapter.feed.ChangeAnswers.Changes;
import dev.engram.review.application.feed.ChangePage;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;

/** Writes pages as server-sent events, each when the one before has gone out. */
final class EventSink implements EventStreams.Sink {

    /** How long a browser waits before it connects again. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final HttpServerResponse response;
    private final LearnerId learner;
    private final ObjectMapper mapper;
    private final ResponseChunks chunks;

    EventSink(HttpServerResponse response, LearnerId learner, ObjectMapper mapper, Duration stalled) {
        this.response = response;
        this.learner = learner;
        this.mapper = mapper;
        this.chunks = new ResponseChunks(response, stalled);
    }

    @Override
    public void begin() throws IOException {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        write("retry: %d\n\n".formatted(RETRY.toMillis()));
    }

    @Override
    public void page(ChangePage page) throws IOException {
        var changes = Changes.of(page, learner);
        write("id: %s\nevent: change\ndata: %s\n\n".formatted(changes.next(), mapper.writeValueAsString(changes)));
    }

    @Override
    public void heartbeat() throws IOException {
        write(":\n\n");
    }

    private void write(String text) throws IOException {
        chunks.write(text.getBytes(UTF_8));
    }
}
