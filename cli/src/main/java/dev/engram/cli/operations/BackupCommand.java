package dev.engram.cli.operations;

import com.mongodb.client.MongoClient;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.command.VersionCommand;
import dev.engram.maintenance.backup.Backup;
import dev.engram.maintenance.backup.BackupReport;
import dev.engram.maintenance.cluster.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code engram backup}. */
@Command(
        name = "backup",
        description = {
            "Copy the log and what cannot be folded from it (accounts, decks, commits) into a folder, while the stack runs.",
            "A further backup into the same folder copies what is new; one that was cut off goes on."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the backup is complete", "1:it is not", "2:refused: the folder or the log is another one"})
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final StoreOptions stores = new StoreOptions();

    @Parameters(paramLabel = "DIR", description = "Folder of the backup; made if there is none.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = stores.stack.out();
        Path directory = Objects.requireNonNull(folder, "picocli requires it");
        Installation installation = stores.installation(stores.stack.stack());
        ShownProgress progress = new ShownProgress(out);
        try (MongoClient client = StoreOptions.client(installation)) {
            String version = new VersionCommand().getVersion()[0];
            BackupReport report = new Backup(
                            client,
                            installation,
                            directory,
                            version,
                            InstantSource.system(),
                            StoreOptions.changing(progress))
                    .run();
            progress.clear();
            out.println("Backup in " + directory.toAbsolutePath().normalize() + " is complete.");
            print(out, report, "copied");
            return 0;
        } finally {
            progress.clear();
        }
    }

    static void print(PrintWriter out, BackupReport report, String done) {
        report.topics()
                .forEach(topic -> out.printf(
                        Locale.ROOT,
                        "  %-15s %,d records %s, %,d in the backup%n",
                        topic.topic(),
                        topic.copied(),
                        done,
                        topic.total()));
        out.printf(
                Locale.ROOT,
                "  %-15s %,d documents in %,d collections%n",
                "databases",
                report.documents(),
                report.collections());
        out.printf(
                Locale.ROOT,
                "  %-15s %,.1f MB, %.1f s%n",
                "in all",
                report.bytes() / 1e6,
                report.took().toMillis() / 1e3);
        out.flush();
    }
}
