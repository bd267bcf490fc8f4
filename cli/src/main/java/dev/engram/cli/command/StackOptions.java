package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which stack a command is about. */
final class StackOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            description = "Use seven ports from here on: gateway, card, review, analytics, broker, controller, mongod.")
    private @Nullable Integer portBase;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "Where data, keys and logs are. Default: .engram in the checkout.")
    private @Nullable Path home;

    /** Where the command prints. */
    PrintWriter out() {
        return Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
    }

    LocalStack stack() {
        return LocalStack.at(home(), settings());
    }

    /** The ports that were asked for, whether or not the stack runs on others. */
    StackPorts portsAskedFor() {
        return settings().ports();
    }

    private StackSettings settings() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (portBase != null) {
            environment.keySet().removeIf(name -> name.startsWith("ENGRAM_PORT_"));
            environment.put("ENGRAM_PORT_BASE", portBase.toString());
        }
        return StackSettings.of(StackSettings.rootFromProperty(), environment);
    }

    private Path home() {
        return home == null ? StackSettings.rootFromProperty().resolve(".engram") : home;
    }
}
