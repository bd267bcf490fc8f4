package dev.engram.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
            "Import the transformers deck, play three weeks of one learner with two clients, and show what came out.",
            "Starts the local stack if it is not up. May be run any number of times: nothing counts twice."
        },
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--exit", description = "Stop the stack at the end, if this command has started it.")
    private boolean exit;

    @Option(names = "--json", description = "Print one JSON document with everything.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        PrintWriter progress = json ? options.err() : out;
        @Nullable URI elsewhere = options.gatewayElsewhere();
        if (elsewhere != null) {
            play(elsewhere, out);
            return 0;
        }
        LocalStack stack = options.stack();
        StopOnSignal onSignal = StopOnSignal.arm(stack, progress);
        boolean stopAtEnd = !options.startIfNotUp(stack, progress).isEmpty() && exit;
        if (!exit) {
            onSignal.disarm();
        }
        try {
            play(stack.url(), out);
            if (!json) {
                out.println();
                Addresses.print(out, stack);
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
                        : "The stack stays up; ./engram down stops it.");
        progress.flush();
        return 0;
    }

    private void play(URI gateway, PrintWriter out) throws IOException, InterruptedException {
        DemoScript script = DemoScript.load();
        Demo demo = new Demo(gateway, script, StackSettings.rootFromProperty());
        if (json) {
            DemoReport report = demo.play(Demo.Watcher.SILENT);
            out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.json()));
        } else {
            DemoText text = new DemoText(out, script.deckFile());
            text.results(demo.play(text));
        }
        out.flush();
    }
}
