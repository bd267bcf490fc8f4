package dev.engram.cli.demo.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.command.ComposedGateway;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.command.StopOnSignal;
import dev.engram.cli.demo.Demo;
import dev.engram.cli.demo.DemoReport;
import dev.engram.cli.demo.DemoScript;
import dev.engram.cli.demo.DemoText;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram demo}. */
@Command(
        name = "demo",
        description = {
            "Import the transformers deck, play three weeks of one learner with two clients, and show the results.",
            "The days are those of the last four weeks. The exit code is 1 if a review is rejected.",
            "Starts the local stack if it is not up. May be run any number of times: no review counts twice."
        },
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private static final int UNAUTHORIZED = 401;

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--exit", description = "Stop the stack at the end, if this command has started it.")
    private boolean exit;

    @Option(
            names = "--compose",
            description =
                    "Play against the stack that docker compose has started from this checkout; nothing is started.")
    private boolean compose;

    @Option(
            names = "--class",
            description =
                    "Add 30 simulated learners who have studied the deck for two months, in two cohorts of one teacher."
                            + " A class that is there keeps its days.")
    private boolean withClass;

    @Option(names = "--json", description = "Print one JSON document with everything.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        PrintWriter progress = json ? options.err() : out;
        if (withClass && (compose || options.gatewayElsewhere() != null)) {
            throw new IllegalArgumentException(
                    "--class works on the local stack only: leave --compose out, and unset ENGRAM_URL");
        }
        @Nullable URI elsewhere = compose ? composed() : options.gatewayElsewhere();
        if (elsewhere != null) {
            playElsewhere(elsewhere, out);
            return 0;
        }
        LocalStack stack = options.stack();
        StopOnSignal onSignal = StopOnSignal.arm(stack, progress);
        boolean stopAtEnd = !options.startIfNotUp(stack, progress).isEmpty() && exit;
        if (!exit) {
            onSignal.disarm();
        }
        try {
            ObjectNode document = play(stack.url(), out);
            if (withClass) {
                playClass(stack, document, out, progress);
            }
            printJson(document, out);
            if (!json) {
                out.println();
                StackOptions.printAddresses(out, stack);
            }
        } finally {
            if (stopAtEnd) {
                stack.stopStartedHere();
            }
            onSignal.disarm();
        }
        progress.println(
                stopAtEnd
                        ? "The stack has been stopped; ./engram up starts it again with the same data."
                        : "The stack keeps running; ./engram down stops it.");
        progress.flush();
        return 0;
    }

    private static URI composed() throws IOException, InterruptedException {
        return new ComposedGateway("docker", StackSettings.rootFromProperty()).find();
    }

    private void playElsewhere(URI gateway, PrintWriter out) throws IOException, InterruptedException {
        try {
            printJson(play(gateway, out), out);
        } catch (ApiException refused) {
            if (refused.status() != UNAUTHORIZED) {
                throw refused;
            }
            throw new IOException(
                    refused.getMessage()
                            + "\nThe demo needs the two demo accounts. In containers, set"
                            + " ENGRAM_DEMO_ACCOUNTS_ON_OPEN_PORT=true in .env and run docker compose up again.",
                    refused);
        }
    }

    /** @return the report; printed already, unless JSON is wanted */
    private ObjectNode play(URI gateway, PrintWriter out) throws IOException, InterruptedException {
        DemoScript script = DemoScript.load();
        Demo demo = new Demo(gateway, script, StackSettings.rootFromProperty());
        if (json) {
            return demo.play(Demo.Watcher.NONE).json();
        }
        DemoText text = new DemoText(out, script.deckFile());
        DemoReport report = demo.play(text);
        text.results(report);
        return report.json();
    }

    private void playClass(LocalStack stack, ObjectNode document, PrintWriter out, PrintWriter progress)
            throws IOException, InterruptedException {
        progress.println();
        progress.println("The class: simulated learners who have studied for two months");
        progress.flush();
        var deckFile =
                StackSettings.rootFromProperty().resolve(DemoScript.load().deckFile());
        var played = DemoClass.play(stack, deckFile, new ShownProgress(progress));
        document.set("class", played.json());
        if (!json) {
            played.print(out, stack);
        }
    }

    private void printJson(ObjectNode document, PrintWriter out) throws IOException {
        if (json) {
            out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
            out.flush();
        }
    }
}
