/** Tests of the shell script {@code engram}, run by a real bash. */
@NullMarked
package dev.engram.cli.script;

import org.jspecify.annotations.NullMarked;
