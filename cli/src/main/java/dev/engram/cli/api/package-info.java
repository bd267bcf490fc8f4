/** A client of the public API: the only way the command line talks to Engram. */
@NullMarked
package dev.engram.cli.api;

import org.jspecify.annotations.NullMarked;
