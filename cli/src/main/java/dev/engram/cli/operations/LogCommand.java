package dev.engram.cli.operations;

import picocli.CommandLine.Command;

/** {@code engram log}. */
@Command(
        name = "log",
        description = "The log itself: topics and records. (./engram logs shows what processes have printed.)",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = LogRestoreCommand.class)
public final class LogCommand {}
