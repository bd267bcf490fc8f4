package dev.engram.cli.operations;

import com.mongodb.client.MongoClient;
import dev.engram.cli.command.Question;
import dev.engram.cli.command.ShownProgress;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.log.LogRestore;
import dev.engram.maintenance.log.LogRestoreReport;
import dev.engram.maintenance.log.LogRestoreReport.TopicCounts;
import dev.engram.maintenance.log.UnreadableDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram log restore}. */
@Command(
        name = "restore",
        description = {
            "Write what the documents hold and the log lacks into the log, after the log was lost or damaged.",
            "Learner events come from the documents of review-service and analytics-service, deck events from the commits.",
            "What the log holds is never written again, so the command may be repeated."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that the documents hold is in the log",
            "1:something could not be read; it is named, the rest was written",
            "2:refused: what is written to a topic would be lost again"
        })
final class LogRestoreCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 20;

    @Mixin
    private final StoreOptions stores = new StoreOptions();

    @Option(names = "--dry-run", description = "Print what would be written, and write nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Write without asking.")
    private boolean yes;

    @Option(
            names = "--rebuild",
            description = {
                "Begin to rebuild the projections of the damaged log too; the services do it when they run.",
                "Default: only where no service of the local stack runs."
            })
    private boolean rebuild;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = stores.stack.out();
        Installation installation = stores.installation();
        ShownProgress progress = new ShownProgress(out);
        try (MongoClient client = StoreOptions.client(installation)) {
            LogRestore restore = new LogRestore(
                    client,
                    installation,
                    stores.replicationFactor(),
                    InstantSource.system(),
                    StoreOptions.changing(progress));
            if (dryRun || !yes) {
                LogRestoreReport found = run(restore, true, progress);
                print(out, found);
                if (dryRun) {
                    return found.isComplete() ? 0 : 1;
                }
                if (!Question.isAgreed(out, "Write this to the log?")) {
                    out.println("Nothing was written. --yes writes without asking.");
                    return 1;
                }
            }
            LogRestoreReport done = run(restore, false, progress);
            print(out, done);
            if (rebuild || stores.areServicesDown()) {
                printRebuilds(out, restore.beginRebuilds());
            } else if (stores.isCluster()) {
                out.println("Next: start the services or let them go on, rebuild their projections and audit them:"
                        + " POST /internal/projections/NAME/rebuild, then …/audit, with a token of role operator.");
            } else {
                printNext(out);
            }
            return done.isComplete() ? 0 : 1;
        }
    }

    private static LogRestoreReport run(LogRestore restore, boolean dryRun, ShownProgress progress)
            throws IOException, InterruptedException {
        try {
            return restore.run(dryRun);
        } finally {
            progress.clear();
        }
    }

    private static void print(PrintWriter out, LogRestoreReport report) {
        out.println(report.dryRun() ? "Dry run: nothing was written." : "The log was restored from the documents.");
        print(out, report.cards(), "commits", report.dryRun());
        print(out, report.reviews(), "documents", report.dryRun());
        if (report.differingCopies() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %,d events have copies that differ, in the log or in documents; the one that counts is written if the log lacks it.%n",
                    report.differingCopies());
        }
        out.println("  Not kept by documents, so not recovered: earlier plans and earlier memberships of learners.");
        report.deckGaps().stream()
                .limit(MOST_NAMED)
                .forEach(gap -> out.println("  Deck " + gap.deckId() + ": its events from version " + gap.version()
                        + " on are not written, since the commit of that version is missing or cannot be read."));
        if (!report.unreadable().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "  Documents that cannot be read: %,d%n",
                    report.unreadable().size());
            report.unreadable().stream().limit(MOST_NAMED).forEach(document -> print(out, document));
            if (report.unreadable().size() > MOST_NAMED) {
                out.printf(
                        Locale.ROOT, "    and %,d more%n", report.unreadable().size() - MOST_NAMED);
            }
        }
        out.flush();
    }

    private static void print(PrintWriter out, TopicCounts counts, String source, boolean dryRun) {
        out.printf(
                Locale.ROOT,
                "  %-15s %,d records in the log, %,d events in %s; %s %,d%n",
                counts.topic(),
                counts.inLog(),
                counts.held(),
                source,
                dryRun ? "would write" : "written",
                counts.total());
        counts.written().forEach((type, count) -> out.printf(Locale.ROOT, "    %-30s %,d%n", type, count));
    }

    private static void print(PrintWriter out, UnreadableDocument document) {
        out.println("    " + document.database() + "." + document.collection() + " " + document.id() + ": "
                + document.reason()
                + (document.hasOtherCopy() ? " (another copy of it was used)" : " (there is no other copy)"));
    }

    private static void printRebuilds(PrintWriter out, List<String> begun) {
        out.println();
        out.println(
                begun.isEmpty()
                        ? "No projection has to be rebuilt. Next: ./engram up --detach, then ./engram audit"
                        : "To be rebuilt by the services: " + String.join(", ", begun) + ".\n"
                                + "Next: ./engram up --detach, then ./engram status until all are LIVE, then ./engram audit");
        out.flush();
    }

    private static void printNext(PrintWriter out) {
        out.println();
        out.println("Next, so that projections follow the restored log:");
        out.println("  ./engram rebuild schedule");
        out.println("  ./engram rebuild learner-cards");
        out.println("  ./engram rebuild catalogue --service review-service");
        out.println("  ./engram rebuild catalogue --service analytics-service");
        out.println("  ./engram audit");
        out.flush();
    }
}
