package dev.engram.cli.bench;

import dev.engram.cli.api.EngramApi;
import dev.engram.cli.demo.Demo;
import dev.engram.cli.demo.DemoReport;
import dev.engram.cli.demo.DemoScript;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link StreamLatency} through the gateway of a separate stack, after the demo. */
public final class StreamBench {
    private static final int WARM_UP = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path root;
    private final int reviews;
    private final int streams;

    /**
     * @param root the checkout, built
     * @param reviews that are timed, at least 1
     * @param streams of the learner that are open at a time
     */
    public StreamBench(Path root, int reviews, int streams) {
        this.root = root;
        this.reviews = reviews;
        this.streams = streams;
    }

    /** @param home must not exist or be empty */
    public StreamLatency.Figures run(Path home) throws IOException, InterruptedException {
        StackSettings settings = StackSettings.of(root, Map.of()).withPorts(StackPorts.free());
        LocalStack stack = LocalStack.at(home, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stopStartedHere, "stop-bench"));
        try {
            stack.start(StackProgress.NONE);
            DemoReport demo = new Demo(stack.url(), DemoScript.load(), root).play(Demo.Watcher.NONE);
            EngramApi learner = EngramApi.at(stack.url()).signIn("learner", "learn-transformers");
            List<String> cards = new ArrayList<>();
            learner.cards(demo.imported().path("deckId").asText())
                    .forEach(card -> cards.add(card.path("cardId").asText()));
            StreamLatency latency = new StreamLatency(learner, cards, streams);
            StreamLatency.Figures _ = latency.measure(WARM_UP, PAUSE);
            return latency.measure(reviews, PAUSE);
        } finally {
            stack.stop(StackProgress.NONE);
        }
    }
}
