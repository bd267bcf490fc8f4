package dev.engram.cli.command;

import picocli.CommandLine.Command;

/** {@code engram bench}. */
@Command(
        name = "bench",
        description = "Measure speed, memory and accuracy.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            BenchStackCommand.class,
            BenchFsrsCommand.class,
            BenchHardnessCommand.class,
            BenchRecoveryCommand.class
        })
public final class BenchCommand {}
