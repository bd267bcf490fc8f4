package dev.engram.cli.operations;

import dev.engram.runtime.access.StoreCredentials;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As whom a command uses the broker and the database of a cluster. */
final class CredentialsOption {
    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = {
                "Settings of the user of a cluster: engram.kafka.user, engram.kafka.password, engram.kafka.client.NAME,"
                        + " engram.mongo.user, engram.mongo.password. Default: the file that ENGRAM_CREDENTIALS names;"
                        + " no user without it. The local stack has its own."
            })
    private @Nullable Path file;

    StoreCredentials read() throws IOException {
        @Nullable String variable = System.getenv("ENGRAM_CREDENTIALS");
        Path chosen = file == null && variable != null && !variable.isBlank() ? Path.of(variable) : file;
        return chosen == null ? StoreCredentials.none() : StoreCredentials.read(chosen);
    }
}
