/** Tests of the commands. */
@NullMarked
package dev.engram.cli.command;

import org.jspecify.annotations.NullMarked;
