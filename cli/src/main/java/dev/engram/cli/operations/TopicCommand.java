package dev.engram.cli.operations;

import picocli.CommandLine.Command;

/** {@code engram topic}. */
@Command(
        name = "topic",
        description = "Settings of the topics of the log.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TopicRepairCommand.class)
public final class TopicCommand {}
