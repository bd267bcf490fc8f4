package dev.engram.cli.deck;

import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select a stack and the user who asks it. */
public final class AccountOptions {
    private static final int UNAUTHORIZED = 401;
    private static final Map<String, String> DEMO_PASSWORDS =
            Map.of("author", "write-transformers", "learner", "learn-transformers", "teacher", "teach-transformers");

    @Mixin
    public final StackOptions stack = new StackOptions();

    @Option(
            names = "--as",
            paramLabel = "USER",
            defaultValue = "author",
            description = "The user who asks. Default: ${DEFAULT-VALUE}. The password of a user other than the demo"
                    + " accounts is read from ENGRAM_PASSWORD.")
    private String user = "author";

    /** The name of the user. */
    public String user() {
        return user;
    }

    /** The API for the user. @throws IOException saying what to type if the user cannot sign in or the stack is not up */
    public EngramApi signIn() throws IOException, InterruptedException {
        String password = password();
        try {
            return EngramApi.at(gateway()).signIn(user, password);
        } catch (ApiException refused) {
            throw refused.status() == UNAUTHORIZED
                    ? new IOException(
                            user
                                    + " cannot sign in: the name or the password is wrong. Set ENGRAM_PASSWORD to the password of "
                                    + user + ", or name another user with --as.",
                            refused)
                    : refused;
        }
    }

    /** Where the gateway is. @throws IOException saying what to type if the stack is not up */
    public URI gateway() throws IOException {
        @Nullable URI elsewhere = stack.gatewayElsewhere();
        if (elsewhere != null) {
            return elsewhere;
        }
        LocalStack local = stack.stack();
        if (local.alive().isEmpty()) {
            throw new IOException("the stack is not up; start it with ./engram up");
        }
        return local.url();
    }

    /** The password of the user. @throws IOException saying where to set it if it is not known */
    public String password() throws IOException {
        @Nullable String given = System.getenv("ENGRAM_PASSWORD");
        @Nullable String password = given == null ? DEMO_PASSWORDS.get(user) : given;
        if (password == null) {
            throw new IOException("set ENGRAM_PASSWORD to the password of " + user);
        }
        return password;
    }
}
