package dev.engram.cli.command;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code engram help}, of commands at any depth: {@code help parked show}. */
@Command(name = "help", helpCommand = true, description = "Show the help of a command, e.g. help parked show.")
public final class HelpCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec command;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Default: the list of all commands.")
    private List<String> names = List.of();

    @Override
    public void run() {
        CommandSpec self = Objects.requireNonNull(command, "picocli sets it");
        CommandLine asked = self.parent().commandLine();
        for (String name : names) {
            @Nullable CommandLine next = asked.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(
                        self.commandLine(),
                        "Unknown command '" + name + "'; there are "
                                + String.join(", ", asked.getSubcommands().keySet()));
            }
            asked = next;
        }
        asked.usage(self.commandLine().getOut());
    }
}
