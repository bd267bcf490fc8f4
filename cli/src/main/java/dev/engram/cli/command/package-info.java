/** The commands of the command line, one class each. */
@NullMarked
package dev.engram.cli.command;

import org.jspecify.annotations.NullMarked;
