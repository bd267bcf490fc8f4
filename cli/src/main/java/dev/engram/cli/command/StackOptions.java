package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that select a stack. */
public final class StackOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            description =
                    "Use seven ports from this one on: gateway, card, review, analytics, broker, controller, mongod.")
    private @Nullable Integer portBase;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "Folder of data, keys and logs. Default: .engram in the checkout.")
    private @Nullable Path home;

    /** Where the command prints. */
    public PrintWriter out() {
        return TerminalText.to(
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut());
    }

    /** Where the command prints what is not its result. */
    public PrintWriter err() {
        return TerminalText.to(
                Objects.requireNonNull(command, "picocli sets it").commandLine().getErr());
    }

    public LocalStack stack() {
        return LocalStack.at(home(), settings());
    }

    /** The gateway that {@code ENGRAM_URL} names; null for the local stack. */
    public @Nullable URI gatewayElsewhere() {
        @Nullable String url = System.getenv("ENGRAM_URL");
        if (url == null || url.isBlank()) {
            return null;
        }
        if (!url.matches("https?://[^/?#]+/?")) {
            throw new IllegalArgumentException("ENGRAM_URL must be like http://127.0.0.1:8080, was " + url);
        }
        return URI.create(url.replaceAll("/$", ""));
    }

    /**
     * Starts what does not run, with progress; returns when all parts are healthy. What it starts is started again if it ends.
     *
     * @return what was started; empty if the stack was up, or another command started it in the meantime
     */
    public Set<StackPart> startIfNotUp(LocalStack stack, PrintWriter progress)
            throws IOException, InterruptedException {
        if (stack.alive().equals(EnumSet.allOf(StackPart.class))) {
            return stack.start(StackProgress.NONE); // another command may be starting it: return when it is healthy
        }
        long start = System.nanoTime();
        progress.println("Starting the local stack in " + stack.home());
        progress.flush();
        ShownProgress shown = new ShownProgress(progress);
        try {
            Set<StackPart> started = stack.start(shown);
            stack.supervise();
            shown.clear();
            progress.printf(Locale.ROOT, "Up after %.1f s.%n", (System.nanoTime() - start) / 1e9);
            return started;
        } finally {
            shown.clear();
            progress.flush();
        }
    }

    /** The ports of the options and the environment, also if the stack runs on others. */
    StackPorts requestedPorts() {
        return settings().ports();
    }

    /** Prints what to open, and how to sign in. */
    public static void printAddresses(PrintWriter out, LocalStack stack) {
        out.println("Page      " + stack.url() + "/");
        out.println("API       " + stack.url() + "/api/v1");
        out.println("Accounts  learner / learn-transformers, author / write-transformers  (this local stack only)");
        out.println("Data      " + stack.home());
    }

    private StackSettings settings() {
        Path root = StackSettings.rootFromProperty();
        return portBase == null
                ? StackSettings.of(root, System.getenv())
                : StackSettings.of(root, StackPorts.from(portBase, "--port-base"));
    }

    private Path home() {
        return home == null ? StackSettings.rootFromProperty().resolve(".engram") : home;
    }
}
