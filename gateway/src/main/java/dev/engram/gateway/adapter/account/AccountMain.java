package dev.engram.gateway.adapter.account;

import com.mongodb.MongoException;
import dev.engram.kit.problem.ProblemException;
import dev.engram.runtime.access.StoreCredentials;
import dev.engram.runtime.store.MongoConnections;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes accounts with the rights of the operator, directly in the gateway's database: above all the first
 * administrator. {@code ./engram account} runs it, and in the image {@code /engram/bin/account}. Settings come from the environment, as the
 * gateway's do.
 */
public final class AccountMain {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private AccountMain() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), System.getenv(), in, out));
    }

    /** @return the exit code: 0 done, 1 not done, 2 wrong use */
    static int run(List<String> arguments, Map<String, String> environment, Reader in, PrintWriter out) {
        try (var client = MongoConnections.create(mongoUri(environment), "engram-account", TIMEOUT, 2)) {
            var database = client.getDatabase(environment.getOrDefault("ENGRAM_MONGO_DATABASE", "engram_gateway"));
            var publicUrl = environment.getOrDefault("ENGRAM_GATEWAY_PUBLIC_URL", "http://127.0.0.1:8080");
            try (var tool = new AccountTool(client, database, publicUrl, out)) {
                return run(tool, AccountArguments.of(arguments), in, out);
            }
        } catch (ProblemException refused) {
            var problem = refused.problem();
            out.println("engram: " + (problem.detail() == null ? problem.title() : problem.detail()));
            return 1;
        } catch (IllegalArgumentException wrongUse) {
            out.println("engram: " + wrongUse.getMessage());
            return 2;
        } catch (IOException | MongoException failed) {
            out.println("engram: " + failed.getMessage());
            return 1;
        }
    }

    private static int run(AccountTool tool, AccountArguments arguments, Reader in, PrintWriter out)
            throws IOException {
        switch (arguments.command()) {
            case "create" ->
                tool.create(arguments.username(), arguments.roles(), arguments.email(), password(arguments, in, out));
            case "list" -> tool.list();
            case "simulate" -> tool.simulate(new BufferedReader(in)); // by ./engram simulate, which people use instead
            case "disable" -> tool.disable(arguments.username(), true);
            case "enable" -> tool.disable(arguments.username(), false);
            case "reset" -> tool.reset(arguments.username(), password(arguments, in, out));
            default ->
                throw new IllegalArgumentException("there is no command account " + arguments.command()
                        + "; there are create, list, disable, enable and reset");
        }
        return 0;
    }

    /** Null where the owner is to set it by a link. */
    private static @Nullable String password(AccountArguments arguments, Reader in, PrintWriter out)
            throws IOException {
        if (arguments.isPasswordInInput()) {
            var line = new BufferedReader(in).readLine();
            if (line == null || line.isEmpty()) {
                throw new IOException("--password-stdin: the input has no line");
            }
            return line;
        }
        if (!arguments.isPasswordAsked()) {
            return null;
        }
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new IOException("--password needs a terminal; use --password-stdin, or neither for a link");
        }
        var typed = new String(console.readPassword("Password: "));
        if (!typed.equals(new String(console.readPassword("Again:    ")))) {
            throw new IOException("the two passwords are not the same; nothing was changed");
        }
        out.flush();
        return typed;
    }

    private static String mongoUri(Map<String, String> environment) throws IOException {
        var uri = environment.getOrDefault("ENGRAM_MONGO_URI", "mongodb://127.0.0.1:27117");
        var file = environment.get("QUARKUS_CONFIG_LOCATIONS");
        return file == null ? uri : StoreCredentials.read(Path.of(file)).mongo(uri);
    }
}
