/** Runs hardness studies on simulated worlds and measures how well they find the truth, against gates. */
@NullMarked
package dev.engram.simulation.recovery;

import org.jspecify.annotations.NullMarked;
