/** Simulated study against what must hold for any. */
@NullMarked
package dev.engram.fsrs.simulation;

import org.jspecify.annotations.NullMarked;
