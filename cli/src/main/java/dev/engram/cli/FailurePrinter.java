package dev.engram.cli;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import dev.engram.cli.command.TerminalText;
import dev.engram.maintenance.cluster.RefusedException;
import dev.engram.runtime.mongo.ReplicaSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;

/**
 * Prints failures of the environment or the input as one message, and bugs with their stack trace. Prints nothing once this
 * JVM has been told to end (Ctrl-C, SIGTERM): what fails then fails because of that.
 */
final class FailurePrinter implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult result) {
        if (isEnding()) {
            return 1; // the exit code is that of the signal
        }
        var err = TerminalText.to(command.getErr());
        switch (failure) {
            case IOException _, UncheckedIOException _, IllegalArgumentException _ ->
                err.println("engram: " + failure.getMessage());
            case MongoSecurityException _ ->
                err.println(
                        "engram: MongoDB does not accept the user or its password; --credentials names the file of another");
            case MongoException refused
            when refused.getCode() == ReplicaSet.UNAUTHORIZED ->
                err.println("engram: MongoDB asks for a user with more rights; --credentials names the file of one");
            case MongoException _ ->
                err.println("engram: MongoDB failed: " + failure.getMessage()
                        + (String.valueOf(failure.getMessage()).contains("javax.net.ssl")
                                ? "; remedy: tls=true&tlsCAFile=FILE in --mongo-uri names the authority of its certificate"
                                : ""));
            case KafkaException _ -> err.println("engram: the broker failed: " + failure.getMessage());
            case InterruptedException _ -> err.println("engram: interrupted");
            default -> {
                err.println("engram: this is a bug, please report it");
                failure.printStackTrace(err);
            }
        }
        err.flush();
        return failure instanceof RefusedException ? 2 : 1;
    }

    private static boolean isEnding() {
        Thread hook = Thread.ofPlatform().unstarted(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
