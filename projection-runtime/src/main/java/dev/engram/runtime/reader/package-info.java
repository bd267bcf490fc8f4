/** Reads the live generation of projections, and waits for writes. */
@NullMarked
package dev.engram.runtime.reader;

import org.jspecify.annotations.NullMarked;
