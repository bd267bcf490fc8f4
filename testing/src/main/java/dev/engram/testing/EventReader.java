package dev.engram.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as a browser does, in a thread of its own, until it is closed or the server ends. */
public final class EventReader implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final HttpResponse<InputStream> response;

    /** @param name {@code event} of an event, {@code comment} of a comment, {@code end} after the last one */
    public record Event(String name, String id, String data, long nanos) {}

    private EventReader(URI address, Map<String, String> headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        response = client.send(request.build(), BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    /** Returns when the answer has begun. */
    public static EventReader open(URI address, Map<String, String> headers) {
        try {
            return new EventReader(address, headers);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    public int status() {
        return response.statusCode();
    }

    /** The next event of a name; others before it are left out. */
    public Event next(String name, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (true) {
                var event = events.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("no event " + name + " within " + atMost);
                }
                if (event.name().equals(name)) {
                    return event;
                }
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            var data = new StringBuilder();
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    events.add(new Event("comment", "", line, System.nanoTime()));
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(name, id, data.toString(), System.nanoTime()));
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (IOException broken) {
            // as if it had ended
        }
        events.add(new Event("end", "", "", System.nanoTime()));
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException broken) {
            // it is closed
        }
        client.shutdownNow();
    }
}
