package dev.engram.cli.plan;

import picocli.CommandLine.Command;

/** {@code engram plan}: what studying leads to. */
@Command(
        name = "plan",
        description = "See what studying by your plan leads to.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        subcommands = ExamCommand.class)
public final class PlanCommand {}
