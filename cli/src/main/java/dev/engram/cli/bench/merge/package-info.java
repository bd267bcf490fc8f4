/** Plays the same answers of two devices through Anki and through Engram, and compares what is left of them after the sync. */
@NullMarked
package dev.engram.cli.bench.merge;

import org.jspecify.annotations.NullMarked;
