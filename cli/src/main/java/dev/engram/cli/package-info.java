/** The command line: what {@code ./engram} runs. */
@NullMarked
package dev.engram.cli;

import org.jspecify.annotations.NullMarked;
