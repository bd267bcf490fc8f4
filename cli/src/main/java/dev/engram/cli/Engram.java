package dev.engram.cli;

import dev.engram.cli.cohort.CohortCommand;
import dev.engram.cli.command.BenchCommand;
import dev.engram.cli.command.DownCommand;
import dev.engram.cli.command.HardnessCommand;
import dev.engram.cli.command.HelpCommand;
import dev.engram.cli.command.LogsCommand;
import dev.engram.cli.command.TestCommand;
import dev.engram.cli.command.UpCommand;
import dev.engram.cli.command.VersionCommand;
import dev.engram.cli.deck.DeckCommand;
import dev.engram.cli.deck.DecksCommand;
import dev.engram.cli.deck.ExportCommand;
import dev.engram.cli.deck.ImportCommand;
import dev.engram.cli.deck.UndoCommand;
import dev.engram.cli.demo.command.DemoCommand;
import dev.engram.cli.doctor.DoctorCommand;
import dev.engram.cli.operations.AccountCommand;
import dev.engram.cli.operations.AuditCommand;
import dev.engram.cli.operations.BackupCommand;
import dev.engram.cli.operations.KeysCommand;
import dev.engram.cli.operations.LogCommand;
import dev.engram.cli.operations.ParkedCommand;
import dev.engram.cli.operations.RebuildCommand;
import dev.engram.cli.operations.RelayCommand;
import dev.engram.cli.operations.RestoreCommand;
import dev.engram.cli.operations.SkipCommand;
import dev.engram.cli.operations.StatusCommand;
import dev.engram.cli.operations.TopicCommand;
import dev.engram.cli.person.EraseCommand;
import dev.engram.cli.person.TakeOutCommand;
import dev.engram.cli.plan.PlanCommand;
import dev.engram.cli.simulate.SimulateCommand;
import dev.engram.cli.study.CardCommand;
import dev.engram.cli.study.ReviewsCommand;
import dev.engram.cli.vulnerability.VulnerabilitiesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line. Exit codes: 0 success, 1 failure with a message, 2 wrong use. */
@Command(
        name = "engram",
        description = "Event-sourced learning analytics: a local stack, and a client of its API.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        versionProvider = VersionCommand.class,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RebuildCommand.class,
            AuditCommand.class,
            ParkedCommand.class,
            SkipCommand.class,
            RelayCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            LogCommand.class,
            TopicCommand.class,
            DoctorCommand.class,
            AccountCommand.class,
            KeysCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            DecksCommand.class,
            DeckCommand.class,
            UndoCommand.class,
            CardCommand.class,
            ReviewsCommand.class,
            CohortCommand.class,
            PlanCommand.class,
            TakeOutCommand.class,
            EraseCommand.class,
            HardnessCommand.class,
            BenchCommand.class,
            TestCommand.class,
            VulnerabilitiesCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Environment:",
            "  ENGRAM_PORT_GATEWAY, _CARD, _REVIEW, _ANALYTICS, _BROKER, _CONTROLLER, _MONGOD",
            "                   ports, by default 8080 to 8083, 19092, 19093, 27117",
            "  ENGRAM_PORT_BASE seven ports in a row instead",
            "  ENGRAM_MONGOD    path of a mongod; default: PATH, then engram in",
            "                   XDG_CACHE_HOME or ~/.cache",
            "  ENGRAM_URL       another gateway for demo, import, export, undo, deck, decks, cohort,",
            "                   plan; then no stack is started",
            "  ENGRAM_CA_FILE   PEM file of the authority that signed the certificate of ENGRAM_URL,",
            "                   where this machine does not know it",
            "  ENGRAM_PASSWORD  password of the user of import, export, undo, deck, decks,",
            "                   cohort, plan, erase and take-out; the demo accounts need none",
            "  ENGRAM_HARDNESS_HEAP",
            "                   memory limit of hardness; default: 1600m, enough for ten",
            "                   million reviews"
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
                .setExecutionExceptionHandler(new FailurePrinter())
                .setParameterExceptionHandler(Engram::explainWrongUse)
                .setCaseInsensitiveEnumValuesAllowed(true);
        addHelpOptions(line);
        return line;
    }

    /** What is wrong, and where to look or what commands there are: all options would push it off the screen. */
    private static int explainWrongUse(ParameterException wrong, String[] arguments) {
        var line = wrong.getCommandLine();
        var err = line.getErr();
        err.println("engram: " + wrong.getMessage());
        boolean suggested = UnmatchedArgumentException.printSuggestions(wrong, err);
        if (!suggested && line.getSubcommands().isEmpty()) {
            err.println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        } else if (!suggested) {
            line.usage(err);
        }
        err.flush();
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** {@code --help} and {@code --version} at every level. */
    private static void addHelpOptions(CommandLine line) {
        if (!line.getCommandSpec().mixinStandardHelpOptions()) {
            line.getCommandSpec().mixinStandardHelpOptions(true);
        }
        line.getSubcommands().values().forEach(Engram::addHelpOptions);
    }
}
