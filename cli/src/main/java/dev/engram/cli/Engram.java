package dev.engram.cli;

import dev.engram.cli.command.BenchCommand;
import dev.engram.cli.command.DemoCommand;
import dev.engram.cli.command.DownCommand;
import dev.engram.cli.command.HardnessCommand;
import dev.engram.cli.command.ImportCommand;
import dev.engram.cli.command.LogsCommand;
import dev.engram.cli.command.StatusCommand;
import dev.engram.cli.command.UpCommand;
import dev.engram.cli.command.VersionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. Exit codes: 0 done, 1 could not be done (said why), 2 the command was misspelt. */
@Command(
        name = "engram",
        description = "Event-sourced learning analytics: the local stack, and a client for its API.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        versionProvider = VersionCommand.class,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            HardnessCommand.class,
            BenchCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Run by the script itself:",
            "  test    Run every test and every gate (mvn verify) on a real broker and a real mongod.",
            "          Arguments go to Maven: ./engram test -pl scheduler -am",
            "",
            "Environment:",
            "  ENGRAM_PORT_GATEWAY, _CARD, _REVIEW, _ANALYTICS, _BROKER, _CONTROLLER, _MONGOD",
            "                   ports, by default 8080 to 8083, 19092, 19093, 27117",
            "  ENGRAM_PORT_BASE seven ports in a row instead",
            "  ENGRAM_MONGOD    path of a mongod; else PATH, then ~/.cache/engram",
            "  ENGRAM_URL       another gateway for demo and import; nothing is started then",
            "  ENGRAM_HARDNESS_HEAP",
            "                   most memory for the data of hardness; 1600m, enough for ten million reviews"
        })
public final class Engram implements Runnable {
    @Override
    public void run() {
        CommandLine line = commandLine();
        line.usage(line.getOut());
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Engram())
                .setExecutionExceptionHandler(new PlainFailures())
                .setCaseInsensitiveEnumValuesAllowed(true);
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().stream()
                .filter(command -> !(command.getCommand() instanceof CommandLine.HelpCommand))
                .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
        return line;
    }
}
