package dev.engram.cli.operations;

import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.LocalStack;
import dev.engram.runtime.token.SigningKeysMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code engram keys}: the keys with which the gateway signs tokens. The stack may run or not. */
@Command(
        name = "keys",
        description = {
            "Rotate and list the keys with which the gateway signs tokens.",
            "Works in the folder of the local stack, or with --compose in the volume of the containers. Nothing is started again:"
                    + " the gateway reads the folder, and the services ask the gateway."
        },
        synopsisSubcommandLabel = "WHAT",
        sortOptions = false)
public final class KeysCommand {
    @Option(
            names = "--compose",
            scope = ScopeType.INHERIT,
            description = "The keys of the containers that docker compose up has started from this checkout.")
    private boolean compose;

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description =
                    "Make a key that takes the place of the others 40 s later, and remove those of which no token is good any more.")
    int rotate(
            @Mixin StackOptions stack,
            @Option(
                            names = "--drop-old",
                            description =
                                    "For a key that was stolen: remove the others at once. Their tokens are refused within 10 s,"
                                            + " and clients get new ones with their refresh tokens.")
                    boolean dropOld)
            throws IOException, InterruptedException {
        return run(stack, dropOld ? List.of("rotate", "--drop-old") : List.of("rotate"));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys, with what each is for.")
    int list(@Mixin StackOptions stack) throws IOException, InterruptedException {
        return run(stack, List.of("list"));
    }

    @Command(
            name = "remove-old",
            mixinStandardHelpOptions = true,
            description = "Remove the keys of which no token is good any more, 15 minutes after a rotation.")
    int removeOld(@Mixin StackOptions stack) throws IOException, InterruptedException {
        return run(stack, List.of("remove-old"));
    }

    private int run(StackOptions stack, List<String> arguments) throws IOException, InterruptedException {
        if (compose) {
            List<String> command =
                    new ArrayList<>(List.of("docker", "compose", "run", "--rm", "--no-deps", "-T", "keys"));
            command.addAll(arguments);
            return ContainerCommand.run(command);
        }
        LocalStack local = stack.stack();
        if (!Files.exists(local.home().resolve("keys"))) {
            throw new IOException("there is no stack in " + local.home() + "; start one with ./engram up --detach");
        }
        PrintWriter out = stack.out();
        SigningKeysMain.run(local.signingKeys(), arguments, Instant.now(), out::println);
        out.flush();
        return 0;
    }
}
