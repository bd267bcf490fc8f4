package dev.engram.cli.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway's own code that works on accounts, in a process of its own. */
public final class AccountProcess {
    private AccountProcess() {}

    /**
     * The process, not started yet.
     *
     * @param local whose broker and mongod run
     * @throws IOException if the gateway is not built
     */
    public static ProcessBuilder of(LocalStack local, List<String> arguments) throws IOException {
        Path app = StackSettings.rootFromProperty().resolve("gateway/target/quarkus-app");
        if (!Files.isDirectory(app)) {
            throw new IOException(app + " is missing: build first (mvn -Dquick package, or use ./engram)");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-cp");
        command.add(String.join(File.pathSeparator, List.of(app + "/app/*", app + "/lib/main/*", app + "/lib/boot/*")));
        command.add("dev.engram.gateway.adapter.account.AccountMain");
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        // not on the command line, which others see
        process.environment()
                .putAll(Map.of(
                        "ENGRAM_MONGO_URI", local.mongoUri(),
                        "ENGRAM_GATEWAY_PUBLIC_URL", local.url().toString()));
        return process;
    }
}
