package dev.engram.cli.bench.ingest;

import dev.engram.cli.bench.ingest.IngestStack.Learner;
import java.io.IOException;
import java.util.function.Consumer;

/** How long a page of the queue takes of a learner who has answered all cards. */
public final class QueueFigure {
    private QueueFigure() {}

    public static IngestFigure measure(IngestStack stack, ReviewClient gateway, Consumer<String> progress)
            throws IOException, InterruptedException {
        Learner learner = stack.account();
        String path = "/api/v1/queue?deckId=" + stack.deckId();
        Load.Call call = _ -> gateway.get(path, learner.token()).length();
        Load.inTurn(50, call);
        Latencies latencies = Load.inTurn(300, call);
        progress.accept("queue for 5,000 cards: " + latencies);
        return IngestFigure.atMost(
                "p99 of the queue for 5,000 cards", "ms", 30, 300, latencies.millis(0.99), latencies.toString());
    }
}
