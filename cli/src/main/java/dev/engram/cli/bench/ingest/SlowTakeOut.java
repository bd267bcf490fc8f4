package dev.engram.cli.bench.ingest;

import dev.engram.cli.bench.ingest.IngestStack.Learner;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Downloads everything that is stored of a learner as slowly as a bad connection, and looks at the memory of the services. */
final class SlowTakeOut {
    static final List<StackPart> SERVICES = List.of(StackPart.GATEWAY, StackPart.REVIEW);

    private static final int CHUNK = 64 * 1024;

    /**
     * What a download took.
     *
     * @param megabytes of the file
     * @param seconds of the download
     * @param growth of the memory of gateway and review-service meanwhile at most, in MB; NaN except on Linux
     */
    record Result(double megabytes, double seconds, double growth) {}

    private SlowTakeOut() {}

    /** @param pause after every 64 KiB */
    static Result download(IngestStack stack, ReviewClient client, Learner learner, Duration pause)
            throws IOException, InterruptedException {
        double before = stack.megabytes(SERVICES);
        double most = before;
        long bytes = 0;
        long start = System.nanoTime();
        HttpResponse<InputStream> answer = client.http()
                .send(client.request("/api/v1/take-out", learner.token()).build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException("the take-out was answered " + answer.statusCode());
        }
        try (InputStream in = answer.body()) {
            for (int read = in.readNBytes(CHUNK).length; read > 0; read = in.readNBytes(CHUNK).length) {
                bytes += read;
                most = Math.max(most, stack.megabytes(SERVICES));
                Thread.sleep(pause);
            }
        }
        return new Result(bytes / 1e6, (System.nanoTime() - start) / 1e9, most - before);
    }
}
