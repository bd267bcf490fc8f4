package dev.engram.cli.command;

import picocli.CommandLine.Command;

/** {@code engram hardness}. Needs no stack: it reads files and prints. */
@Command(
        name = "hardness",
        description = "Research: how hard concepts are to retain, from files; no stack is needed.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            HardnessFitCommand.class,
            HardnessRankCommand.class,
            HardnessCurvesCommand.class,
            HardnessCompareCommand.class
        })
public final class HardnessCommand {}
