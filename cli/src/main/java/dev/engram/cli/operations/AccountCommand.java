package dev.engram.cli.operations;

import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.AccountProcess;
import dev.engram.cli.stack.LocalStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code engram account}: accounts with the rights of the operator. The gateway's own code does it, in a process of its own. */
@Command(
        name = "account",
        description = {
            "Make, list, disable and enable accounts, and reset passwords, with the rights of the operator.",
            "Works directly in the database of the local stack, or with --compose in that of the containers: above all to make"
                    + " the first administrator, who invites everybody else."
        },
        synopsisSubcommandLabel = "WHAT",
        sortOptions = false)
public final class AccountCommand {
    @Mixin
    private final StackOptions stack = new StackOptions();

    @Option(
            names = "--compose",
            scope = ScopeType.INHERIT,
            description = "The accounts of the containers that docker compose up has started from this checkout.")
    private boolean compose;

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Make an account. Without --password or --password-stdin a link is printed by which its owner sets one.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description =
                                    "learner, teacher, author, researcher, operator, data-officer or administrator;"
                                            + " may be repeated.")
                    List<String> roles,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "Where letters about the account go.")
                    @Nullable
                    String email,
            @Mixin PasswordOptions password)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("create", name));
        roles.forEach(role -> arguments.addAll(List.of("--role", role)));
        if (email != null) {
            arguments.addAll(List.of("--email", email));
        }
        return run(password.added(arguments));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List all accounts.")
    int list() throws IOException, InterruptedException {
        return run(List.of("list"));
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Let nobody sign in to an account, and sign out who is signed in.")
    int disable(@Parameters(paramLabel = "NAME") String name) throws IOException, InterruptedException {
        return run(List.of("disable", name));
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Let its owner sign in again.")
    int enable(@Parameters(paramLabel = "NAME") String name) throws IOException, InterruptedException {
        return run(List.of("enable", name));
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Print a link by which the owner sets a password, once within 24 hours, or set it now.")
    int reset(@Parameters(paramLabel = "NAME") String name, @Mixin PasswordOptions password)
            throws IOException, InterruptedException {
        return run(password.added(new ArrayList<>(List.of("reset", name))));
    }

    /** From where a password comes. */
    static final class PasswordOptions {
        @Option(names = "--password", description = "Ask for the password on the terminal, without showing it.")
        private boolean asked;

        @Option(names = "--password-stdin", description = "Read the password from the first line of the input.")
        private boolean input;

        List<String> added(List<String> arguments) {
            if (asked) {
                arguments.add("--password");
            }
            if (input) {
                arguments.add("--password-stdin");
            }
            return arguments;
        }
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        return compose ? inContainer(arguments) : onLocalStack(arguments);
    }

    private static int inContainer(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "exec"));
        if (System.console() == null || !System.console().isTerminal()) {
            command.add("-T");
        }
        command.addAll(List.of("gateway", "/engram/bin/account"));
        command.addAll(arguments);
        return ContainerCommand.run(command);
    }

    private int onLocalStack(List<String> arguments) throws IOException, InterruptedException {
        LocalStack local = stack.stack();
        if (!local.hasData()) {
            throw new IOException("there is no stack in " + local.home() + "; start one with ./engram up --detach");
        }
        StoreOptions.startStores(local, stack.out());
        return AccountProcess.of(local, arguments).inheritIO().start().waitFor();
    }
}
