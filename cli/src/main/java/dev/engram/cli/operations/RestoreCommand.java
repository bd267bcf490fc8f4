package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import dev.engram.cli.api.OperationsClient;
import dev.engram.cli.command.ShownProgress;
import dev.engram.cli.command.StopOnSignal;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.maintenance.backup.BackupReport;
import dev.engram.maintenance.backup.Restore;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram restore}. */
@Command(
        name = "restore",
        description = {
            "Restore a backup into an empty installation, start it, and audit it.",
            "All files are checked before anything is written. Cut off, it is run again and goes on.",
            "Nobody is signed in afterwards: sessions, personal access tokens, password resets and open invitations are not restored.",
            "On a cluster, starting the services and the audit are left to you."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:restored; the stack runs and nothing differs in the audit",
            "1:something failed or differs",
            "2:refused: the installation is not empty, or the backup is damaged"
        })
public final class RestoreCommand implements Callable<Integer> {
    private static final int POLL_MILLIS = 500;
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);

    @Mixin
    private final StoreOptions stores = new StoreOptions();

    @Parameters(paramLabel = "DIR", description = "Folder of the backup.")
    private @Nullable Path folder;

    @Option(
            names = "--erased",
            paramLabel = "FILE",
            description = {
                "People who were erased after the backup was made, who are erased again before anything is opened:",
                "erased.txt of the newest backup."
            })
    private @Nullable Path erased;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = stores.stack.out();
        Path directory = Objects.requireNonNull(folder, "picocli requires it");
        ShownProgress progress = new ShownProgress(out);
        Restore restore = new Restore(directory, erased(), InstantSource.system(), StoreOptions.changing(progress));
        try {
            if (stores.isCluster()) {
                restore.verify();
                restore(restore, stores.cluster(), out, progress);
                out.println(
                        "Next: start the services, and audit each projection: POST /internal/projections/NAME/audit of its"
                                + " service, with a token of role operator.");
                return 0;
            }
            LocalStack stack = stores.stack.stack();
            refuseRunningServices(stack);
            restore.verify();
            progress.clear();
            StopOnSignal onSignal = StoreOptions.startStores(stack, out);
            stack.whileNoOtherStarts(progress, () -> {
                refuseRunningServices(stack);
                restore(restore, StoreOptions.installation(stack), out, progress);
            });
            out.println("If this command is stopped from here on, go on with ./engram up and ./engram audit.");
            stores.stack.startIfNotUp(stack, out);
            onSignal.disarm();
            return audit(stack, out, progress) ? 0 : 1;
        } finally {
            progress.clear();
        }
    }

    /** One hash a line. */
    private Set<String> erased() throws IOException {
        if (erased == null) {
            return Set.of();
        }
        Set<String> hashes = new LinkedHashSet<>();
        for (String line : Files.readAllLines(erased)) {
            if (!line.isBlank() && !line.strip().matches("[0-9a-f]{64}")) {
                throw new RefusedException(
                        erased + " is not erased.txt of a backup: a line is not 64 characters of 0-9 and a-f");
            }
            if (!line.isBlank()) {
                hashes.add(line.strip());
            }
        }
        return hashes;
    }

    private static void refuseRunningServices(LocalStack stack) throws RefusedException {
        Set<StackPart> running = stack.alive();
        running.retainAll(StackPart.SERVICES);
        if (!running.isEmpty()) {
            throw new RefusedException("a backup is restored while no service runs, and there are "
                    + running.stream().map(StackPart::label).collect(Collectors.joining(", "))
                    + "; stop them with ./engram down");
        }
    }

    private void restore(Restore restore, Installation installation, PrintWriter out, ShownProgress progress)
            throws IOException, InterruptedException {
        try (MongoClient client = StoreOptions.client(installation)) {
            BackupReport report = restore.run(client, installation, stores.replicationFactor());
            progress.clear();
            out.println("The backup is restored.");
            BackupCommand.print(out, report, "written");
            out.println(
                    "Sessions, personal access tokens, password resets and open invitations of the backup's time are not"
                            + " restored: people sign in again, and make tokens again. Passwords, roles, disabled accounts and who may"
                            + " see a deck are as they were then: look at ./engram account list.");
        }
    }

    /** Whether all projections have caught up with the restored log and nothing differs from a fold of it. */
    private static boolean audit(LocalStack stack, PrintWriter out, ShownProgress progress)
            throws IOException, InterruptedException {
        OperationsClient client = RunningProjection.client(stack);
        long start = System.nanoTime();
        List<RunningProjection> projections = projections(client);
        String before = "";
        long changed = start;
        for (String behind = behind(projections); !behind.isEmpty(); behind = behind(projections)) {
            long now = System.nanoTime();
            if (!behind.equals(before)) {
                before = behind;
                changed = now;
            } else if (now - changed > LONGEST_STANDSTILL.toNanos()) {
                throw new IOException("the log is written, but not applied by " + behind
                        + "; ./engram status shows why. Then go on with ./engram audit");
            }
            progress.changing("  … applying the log: " + behind, Duration.ofNanos(now - start));
            Thread.sleep(POLL_MILLIS);
            projections = projections(client);
        }
        progress.clear();
        boolean equal = true;
        for (RunningProjection projection : projections) {
            JsonNode audit = AuditCommand.run(projection, false, progress);
            AuditCommand.print(out, projection, audit, false);
            equal &= AuditCommand.isEqual(audit);
        }
        return equal;
    }

    /** The projections that have not applied the whole log, with what is left or why they wait. @throws IOException if one has stopped */
    private static String behind(List<RunningProjection> projections) throws IOException {
        List<String> behind = new ArrayList<>();
        for (RunningProjection projection : projections) {
            JsonNode status = projection.status();
            if (status.path("state").asText().equals("STOPPED")) {
                throw new IOException(
                        projection + " has stopped: " + status.path("reason").asText() + "; "
                                + status.path("remedy").asText());
            }
            JsonNode partitions = ProjectionText.live(status).path("partitions");
            boolean applied = status.path("serving").asBoolean() && !partitions.isEmpty();
            long left = 0;
            for (JsonNode partition : partitions) {
                applied &= partition.path("lagEvents").asLong(1) == 0;
                left += partition.path("lagEvents").asLong();
            }
            if (!applied) {
                behind.add(projection + " ("
                        + (status.has("detail")
                                ? status.path("detail").asText()
                                : ProjectionText.events(left) + " left")
                        + ")");
            }
        }
        return String.join(", ", behind);
    }

    private static List<RunningProjection> projections(OperationsClient client)
            throws IOException, InterruptedException {
        List<RunningProjection> all = new ArrayList<>();
        for (StackPart service : RunningProjection.SERVICES) {
            all.addAll(RunningProjection.of(client, service));
        }
        return all;
    }
}
