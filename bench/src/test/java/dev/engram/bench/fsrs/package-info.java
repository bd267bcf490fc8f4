/** Tests of the arithmetic of the report. */
@NullMarked
package dev.engram.bench.fsrs;

import org.jspecify.annotations.NullMarked;
